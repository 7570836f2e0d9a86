// The engine against the oracle on recorded bars: W1 on a year of BTCUSDT and ETHUSDT and six years of SPY, hour by hour.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openBars, surveyBars } from '@tradingbot/bars/files';
import { loadConfig, resolveInstruments } from '@tradingbot/config';
import { amount, marketSymbol, type Instrument } from '@tradingbot/domain';
import { HOUR } from '@tradingbot/testing';
import { naiveW1, type NaiveBar } from './naive-w1.ts';
import { builtIn, runEngine } from './run-engine.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DATA = process.env['TRADINGBOT_TEST_DATA'] ?? join(ROOT, '..', 'shared', 'data');

const MARKETS = [
  { symbol: 'BTCUSDT', file: 'crypto/BTCUSDT_1h.parquet', bars: 8737 },
  { symbol: 'ETHUSDT', file: 'crypto/ETHUSDT_1h.parquet', bars: 8737 },
  { symbol: 'SPY', file: 'equities/SPY_1h.csv', bars: 10_965 },
] as const;

describe('W1 gives the oracle’s trades, time, price and fee', () => {
  for (const { symbol, file, bars } of MARKETS) {
    const path = join(DATA, file);
    const run = existsSync(path) ? test : test.skip;
    run(`on ${symbol}${existsSync(path) ? '' : ` [skip: no recorded bars at ${path}]`}`, async () => {
      const market = await open(path, symbol);
      const { fills, figures } = await runEngine(market.series, {
        catalog: { instruments: [market.instrument], strategies: [], currency: market.instrument.quote },
        strategies: [builtIn('ema-cross', { size: '1' })],
        cash: amount(100_000_000_000_000),
      });
      const seen = fills.map(({ time, fill }) => ({
        time,
        side: fill.side,
        price: fill.price / 10 ** market.instrument.priceScale,
        fee: Number(fill.fee) / 1e8,
      }));
      const rows = await market.rows();
      expect([figures.bars, rows.length]).toEqual([bars, bars]);
      const expected = naiveW1(rows, HOUR).map((fill) => ({ ...fill, fee: Number(fill.fee.toFixed(8)) }));
      expect(seen.length).toBeGreaterThan(300);
      expect(seen).toEqual(expected);
    });
  }
});

async function open(path: string, symbol: string) {
  const { config } = loadConfig({ path: join(ROOT, 'configs/bench_w1.yaml'), overrides: [] });
  const symbols = [marketSymbol(symbol)];
  const files = await surveyBars([path]);
  const { instruments, rules, currency } = resolveInstruments(config, symbols);
  const catalog = { instruments, strategies: [], currency };
  const request = { files, catalog, rules, symbols, from: undefined, to: undefined, timeframe: undefined };
  const { series } = await openBars(request);
  const instrument = instruments[0] as Instrument;
  const unit = 10 ** instrument.priceScale;
  return {
    series,
    instrument,
    rows: async (): Promise<NaiveBar[]> => {
      const rows: NaiveBar[] = [];
      for await (const chunk of (await openBars(request)).series[0]?.chunks() ?? []) {
        for (let i = 0; i < chunk.length; i++) {
          rows.push({
            time: chunk.openTime[i] ?? 0,
            open: (chunk.open[i] ?? 0) / unit,
            close: (chunk.close[i] ?? 0) / unit,
          });
        }
      }
      return rows;
    },
  };
}
