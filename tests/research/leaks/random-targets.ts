// No leak: luck from the seed of the run, and timers.

import { defineStrategy, z } from '@tradingbot/strategy';

export default defineStrategy({
  name: 'random-targets',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    if (ctx.random() < 0.2) ctx.targetWeight(0.4 * ctx.random());
    if (ctx.random() < 0.1) ctx.setTimer('later', bar.closeTime + 1 + Math.floor(ctx.random() * 9e9));
  },
  onFill: (ctx, fill) => ctx.log(`filled at ${fill.price}`),
  onTimer: (ctx) => ctx.targetWeight(0),
});
