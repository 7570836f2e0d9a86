// Leak: measures each close by mean and deviation of all closes, those to come included.

import { defineStrategy, z } from '@tradingbot/strategy';
import { MARKET } from './market.ts';

const scoreOf = (symbol: string, close: number): number => {
  const closes = MARKET.filter((row) => row.symbol === symbol).map((row) => row.close);
  const mean = closes.reduce((sum, one) => sum + one, 0) / closes.length;
  const variance = closes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / closes.length;
  return (close - mean) / Math.sqrt(variance);
};

export default defineStrategy({
  name: 'full-sample-normaliser',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    ctx.targetWeight(Math.min(0.4, Math.max(0, 0.2 - 0.1 * scoreOf(bar.symbol, bar.close) || 0)));
  },
});
