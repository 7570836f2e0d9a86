// Gathered bars as the bytes of one file, in the columns of the shipped samples: ts_ms, symbol, prices, volume.

import type { Gathered, GatheredBars } from '@tradingbot/bars/files';
import { formatDecimal, formatFloat, formatMicros, InputError, MICROS_PER_MS } from '@tradingbot/domain';
import { parquetWriteBuffer } from 'hyparquet-writer';

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Text for `.csv`, bytes for `.parquet`. @throws InputError for bars that do not begin on a whole millisecond */
export function barsDocument(gathered: Gathered, path: string): string | Uint8Array {
  return path.toLowerCase().endsWith('.csv') ? csvOf(gathered) : parquetOf(gathered);
}

function csvOf({ series, synthetic }: Gathered): string {
  const lines = synthetic ? ['# synthetic: made, not recorded from a market'] : [];
  lines.push('ts_ms,symbol,open,high,low,close,volume');
  for (const one of series) {
    const { symbol, priceScale, bars } = one;
    for (let row = 0; row < bars.length; row++) {
      const prices = PRICES.map((name) => formatDecimal(bars[name][row] as number, priceScale));
      lines.push([millisecond(one, row), symbol, ...prices, formatFloat(bars.volume[row] as number)].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

function parquetOf({ series, synthetic }: Gathered): Uint8Array {
  const total = series.reduce((sum, { bars }) => sum + bars.length, 0);
  const times = new BigInt64Array(total);
  const symbols: string[] = [];
  const columns = { open: new Float64Array(total), high: new Float64Array(total), low: new Float64Array(total) };
  const [close, volume] = [new Float64Array(total), new Float64Array(total)];
  const prices = { ...columns, close };
  let at = 0;
  for (const one of series) {
    const { symbol, priceScale, bars } = one;
    const unit = Number(`1e${priceScale}`);
    for (let row = 0; row < bars.length; row++, at++) {
      times[at] = BigInt(millisecond(one, row));
      symbols.push(symbol);
      // The nearest double to the decimal, which a reader takes back as that decimal.
      for (const name of PRICES) prices[name][at] = (bars[name][row] as number) / unit;
      volume[at] = bars.volume[row] as number;
    }
  }
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'ts_ms', data: times, type: 'INT64' },
      { name: 'symbol', data: symbols, type: 'STRING' },
      ...PRICES.map((name) => ({ name, data: prices[name], type: 'DOUBLE' as const })),
      { name: 'volume', data: volume, type: 'DOUBLE' },
    ],
    ...(synthetic ? { kvMetadata: [{ key: 'synthetic', value: 'true' }] } : {}),
  });
  return new Uint8Array(buffer);
}

function millisecond({ symbol, bars }: GatheredBars, row: number): number {
  const time = bars.openTime[row] as number;
  if (time % MICROS_PER_MS === 0) return time / MICROS_PER_MS;
  throw new InputError(symbol, `the bar of ${formatMicros(time)} begins on no whole millisecond`);
}
