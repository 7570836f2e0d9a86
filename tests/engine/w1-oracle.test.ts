// The engine against the oracle on random markets; on recorded ones see `real-bars.test.ts`.

import { expect, test } from '@jest/globals';
import { hour, HOUR, randomRows, seriesOf } from '@tradingbot/testing';
import { naiveW1 } from './naive-w1.ts';
import { builtIn, runEngine } from './run-engine.ts';

test('W1 trades as the naive loop does, fill by fill, on 200 random markets', async () => {
  let compared = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const rows = randomRows(seed, 150);
    const { fills } = await runEngine([seriesOf(rows)], { strategies: [builtIn('ema-cross', { size: '1' })] });
    const bars = rows.map((row) => ({ time: hour(row.at), open: row.open / 100, close: row.close / 100 }));
    const seen = fills.map(({ time, fill }) => ({
      time,
      side: fill.side,
      price: fill.price / 100,
      fee: Number(fill.fee) / 1e8,
    }));
    const expected = naiveW1(bars, HOUR).map((fill) => ({ ...fill, fee: Number(fill.fee.toFixed(8)) }));
    expect({ seed, fills: seen }).toEqual({ seed, fills: expected });
    compared += seen.length;
  }
  expect(compared).toBeGreaterThan(400);
});
