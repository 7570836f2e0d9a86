// Leak: looks up the close of the bar that follows.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const closes = new Map(MARKET.map(({ symbol, time, close }) => [`${symbol} ${time}`, close]));

export default defineStrategy({
  name: 'future-bar',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    const next = closes.get(`${bar.symbol} ${bar.closeTime / 1_000}`) ?? 0;
    if (next > bar.close !== ctx.book.qty() > 0) ctx.targetWeight(next > bar.close ? 0.4 : 0);
  },
});
