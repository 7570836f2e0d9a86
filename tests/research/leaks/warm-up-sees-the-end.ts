// Leak: while it warms up it reads how everything ends.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

export default defineStrategy({
  name: 'warm-up-sees-the-end',
  params: z.strictObject({}),
  warmup: () => 20,
  init: (_, symbol) => {
    const own = MARKET.filter((row) => row.symbol === symbol);
    return { last: own.at(-1)?.close ?? 0 };
  },
  onBar(ctx, bar) {
    const isCheap = bar.close < ctx.state.last;
    if (isCheap !== ctx.book.qty() > 0) ctx.targetWeight(isCheap ? 0.4 : 0);
  },
});
