// What trading costs is lost: on the same fills a higher fee leaves less, and dearer prices leave less of the same orders.

import { expect, test } from '@jest/globals';
import { randomRows, seriesOf } from '@tradingbot/testing';
import { builtIn, runEngine, type EngineOptions } from './run-engine.ts';

test.each([
  ['fee', { feePpb: 100_000 }, { feePpb: 2_000_000 }, true],
  ['slippage', { slippagePpb: 0, clipToBar: false }, { slippagePpb: 2_000_000, clipToBar: false }, false],
] as const)('a higher %s never raises the final equity', async (_, cheap, dear, samePrices) => {
  let fills = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const [less, more] = [await playWith(seed, cheap), await playWith(seed, dear)];
    fills += less.fills.length;
    const seen = {
      seed,
      fills: plain(more, samePrices),
      isPoorer: more.figures.finalEquity < less.figures.finalEquity,
    };
    expect(seen).toEqual({ seed, fills: plain(less, samePrices), isPoorer: less.fills.length > 0 });
  }
  expect(fills).toBeGreaterThan(300);
});

/** A fixed size and cash enough: what is traded does not hang on what it costs. */
const playWith = (seed: number, costs: EngineOptions) =>
  runEngine([seriesOf(randomRows(seed, 100))], {
    ...costs,
    strategies: [builtIn('ema-cross', { fast: 2, slow: 5, size: '1' })],
  });

const plain = ({ fills }: Awaited<ReturnType<typeof playWith>>, withPrices: boolean) =>
  fills.map(({ time, fill }) => [time, fill.side, fill.qty, withPrices ? fill.price : 0]);
