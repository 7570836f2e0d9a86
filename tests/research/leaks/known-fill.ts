// Leak: knows the open at which its order will fill, and asks for that very price.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const opens = new Map(MARKET.map(({ symbol, time, open }) => [`${symbol} ${time}`, open]));

export default defineStrategy({
  name: 'known-fill',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    const open = opens.get(`${bar.symbol} ${bar.closeTime / 1_000}`);
    if (open === undefined) return;
    ctx.targetWeight(ctx.book.isFlat() ? 0.4 : 0, { limit: open.toFixed(2) });
  },
});
