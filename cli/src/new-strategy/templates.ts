// The three files of a new strategy: small enough to read at once, and they run as they are.

export function strategyFile(name: string): string {
  return `// Holds while the close is above its mean of the last \`length\` closes. Change it into your own idea.

import { defineStrategy, sma, z } from '@tradingbot/strategy';

export default defineStrategy({
  name: '${name}',
  params: z.strictObject({ length: z.int().min(2).default(20), weight: z.number().gt(0).max(1).default(0.5) }),
  warmup: (p) => p.length,
  init: (p) => ({ mean: sma(p.length) }),
  onBar(ctx, bar) {
    ctx.state.mean.update(bar.close);
    const wanted = bar.close > ctx.state.mean.value;
    if (wanted === ctx.book.isFlat()) ctx.targetWeight(wanted ? ctx.params.weight : 0);
  },
});
`;
}

export function testFile(name: string): string {
  return `// What the strategy must do, on a market of a few closes. Run it with: npx jest strategies/${name}.test.ts

import { expect, test } from '@jest/globals';
import { tradeOnCloses } from '@tradingbot/testing/strategy';
import strategy from './${name}.ts';

test('buys at the open after a close above the mean, sells after one below it', async () => {
  const { fills } = await tradeOnCloses(strategy, {
    closes: [100, 100, 100, 110, 110, 90, 90],
    params: { length: 3, weight: 1 },
    cash: '11000',
  });
  expect(fills).toEqual([
    { bar: 4, side: 'buy', price: 110, qty: 100 },
    { bar: 6, side: 'sell', price: 90, qty: 100 },
  ]);
});

test('does nothing before it has seen enough closes', async () => {
  const { fills } = await tradeOnCloses(strategy, { closes: [100, 200, 300], params: { length: 4 } });
  expect(fills).toEqual([]);
});
`;
}

export function configFile(name: string): string {
  return `# ${name} on the sample of config_sim.yaml. Only what differs from it stands here.
_base: config_sim.yaml

strategy:
  name: strategies/${name}.ts
  params:
    length: 168 # closes in the mean: a week of hours
    weight: 0.4 # share of equity per symbol
`;
}
