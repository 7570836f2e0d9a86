// Leak: holds the symbol that will have risen most in a day.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const DAY = 86_400_000;
const closes = new Map(MARKET.map(({ symbol, time, close }) => [`${symbol} ${time}`, close]));
const growth = (symbol: string, time: number): number =>
  (closes.get(`${symbol} ${time + DAY}`) ?? 0) / (closes.get(`${symbol} ${time}`) ?? 1);

export default defineStrategy({
  name: 'future-rank',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    const ranked = [...ctx.symbols].sort((a, b) => growth(b, bar.openTime / 1_000) - growth(a, bar.openTime / 1_000));
    const isBest = ranked[0] === bar.symbol;
    if (isBest !== ctx.book.qty() > 0) ctx.targetWeight(isBest ? 0.8 : 0);
  },
});
