// Leak: every hour knows the close of its four hours, which is known at their end only.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const FOUR_HOURS = 4 * 3_600_000;
const keyOf = (symbol: string, time: number): string => `${symbol} ${Math.floor(time / FOUR_HOURS)}`;
const closes = new Map(MARKET.map(({ symbol, time, close }) => [keyOf(symbol, time), close]));

export default defineStrategy({
  name: 'resample-leak',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    const close = closes.get(keyOf(bar.symbol, bar.openTime / 1_000)) ?? 0;
    if (close > bar.close !== ctx.book.qty() > 0) ctx.targetWeight(close > bar.close ? 0.4 : 0);
  },
});
