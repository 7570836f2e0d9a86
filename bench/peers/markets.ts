// The markets that the engines are compared on: a made one, and recorded ones where there are any.
// Held in memory, since reading is nobody's part of the race.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BarChunk, BarSeries } from '@tradingbot/bars';
import { openBars, surveyBars } from '@tradingbot/bars/files';
import { formatDecimal, marketSymbol, type Instrument } from '@tradingbot/domain';
import { marketBlock } from '../market-block.ts';
import { FREE_RULES } from '../w1.ts';

export interface Market {
  readonly name: string;
  readonly instrument: Instrument;
  readonly bars: number;
  readonly series: BarSeries;
}

const SYNTHETIC_BARS = 200_000;
const DATA = process.env['TRADINGBOT_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const RECORDED = [
  { symbol: 'BTCUSDT', file: 'crypto/BTCUSDT_1h.parquet', priceScale: 2 },
  { symbol: 'SPY', file: 'equities/SPY_1h.csv', priceScale: 4 },
];

/** @param onMissing told of each recording that is not there */
export async function markets(onMissing: (path: string) => void): Promise<Market[]> {
  const found = [await held('synthetic, 1m', instrumentOf('SYNTHETIC', 2), marketBlock(0, SYNTHETIC_BARS))];
  for (const { symbol, file, priceScale } of RECORDED) {
    const path = join(DATA, file);
    if (existsSync(path)) found.push(await recorded(path, instrumentOf(symbol, priceScale)));
    else onMissing(path);
  }
  return found;
}

async function recorded(path: string, instrument: Instrument): Promise<Market> {
  const files = await surveyBars([path]);
  const { series } = await openBars({
    files,
    catalog: { instruments: [instrument] },
    rules: [[FREE_RULES]],
    symbols: [instrument.symbol],
    from: undefined,
    to: undefined,
    timeframe: undefined,
  });
  const [only] = series;
  if (only === undefined) throw new Error(`no bars of ${instrument.symbol} in ${path}`);
  return held(`${instrument.symbol}, 1h`, instrument, only);
}

/** Never closed, as the other engines know no calendars. */
const instrumentOf = (symbol: string, priceScale: number): Instrument => ({
  symbol: marketSymbol(symbol),
  venue: 'bench',
  assetClass: 'crypto_spot',
  base: 'UNIT',
  quote: 'CASH',
  priceScale,
  qtyScale: 0,
  calendar: '24x7',
});

/** Readers reuse their chunks, hence the copies. */
async function held(name: string, instrument: Instrument, from: BarSeries): Promise<Market> {
  const chunks: BarChunk[] = [];
  for await (const { length, ...columns } of from.chunks()) {
    const copy = (column: Float64Array): Float64Array => column.slice(0, length);
    chunks.push({
      length,
      openTime: copy(columns.openTime),
      open: copy(columns.open),
      high: copy(columns.high),
      low: copy(columns.low),
      close: copy(columns.close),
      volume: copy(columns.volume),
    });
  }
  const series: BarSeries = {
    ...from,
    async *chunks() {
      for (const chunk of chunks) yield await Promise.resolve(chunk);
    },
  };
  return { name, instrument, bars: chunks.reduce((sum, { length }) => sum + length, 0), series };
}

/** For the peers, with exact decimals. */
export async function writeCsv({ instrument: { priceScale }, series }: Market, path: string): Promise<void> {
  const lines = ['ts_ms,open,high,low,close,volume'];
  for await (const chunk of series.chunks()) {
    for (let row = 0; row < chunk.length; row++) {
      const text = (column: Float64Array): string => formatDecimal(column[row] as number, priceScale);
      const time = (chunk.openTime[row] as number) / 1000;
      const { open, high, low, close, volume } = chunk;
      lines.push([time, text(open), text(high), text(low), text(close), volume[row]].join(','));
    }
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}
