// No leak: the table tells what the bars have told already, and the hours of a day are no secret.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const HOURS = [1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1];
const closes = new Map(MARKET.map(({ symbol, time, close }) => [`${symbol} ${time}`, close]));

export default defineStrategy({
  name: 'honest-table',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    const before = closes.get(`${bar.symbol} ${(bar.openTime - 3_600_000_000) / 1_000}`) ?? bar.close;
    const isWanted = bar.close > before && HOURS[Math.floor(bar.openTime / 3_600_000_000) % 24] === 1;
    if (isWanted !== ctx.book.qty() > 0) ctx.targetWeight(isWanted ? 0.4 : 0);
  },
});
