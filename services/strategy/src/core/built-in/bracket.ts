// Buys a breakout and lets two orders that stand at the venue end the trade: a stop below, a target above.

import { atr, rollingMax } from '@tradingbot/features';
import { z } from 'zod';
import type { StrategyContext } from '../context.ts';
import { defineStrategy } from '../define-strategy.ts';
import { sizing, wantSize, type Sizing } from './sizing.ts';

/**
 * The level is the highest close of the last `bars` bars. With `entry` "stop" a buy stop stands at it while nothing is
 * held, moved with the level; with "market" a close above the level of the bars before it is bought at the next open.
 * The position is protected `stop` average true ranges below the level (or the close) and sold `target` of them above.
 * Levels are kept in prices of today: a split rescales nothing but what is held, and the window is filled anew.
 */
export const bracket = defineStrategy({
  name: 'bracket',
  params: z.strictObject({
    bars: z.int().min(2).default(20),
    entry: z.enum(['stop', 'market']).default('stop'),
    atr: z.int().min(1).default(14),
    stop: z.number().positive().default(2),
    target: z.number().positive().default(3),
    ...sizing,
  }),
  warmup: (p) => Math.max(p.bars, p.atr) + 1,
  init: (p) => ({ highest: rollingMax(p.bars), range: atr(p.atr), level: 0, bars: 0 }),
  onBar(ctx, bar) {
    const { state, params } = ctx;
    const before = state.highest.value;
    state.highest.update(bar.close);
    state.range.update(bar.high, bar.low, bar.close);
    state.bars += 1;
    if (state.bars <= Math.max(params.bars, params.atr) || ctx.book.holds()) return;
    if (params.entry === 'market') {
      if (bar.close > before && !ctx.book.hasOpenOrder()) enter(ctx, bar.close, state.range.value, false);
    } else if (ctx.book.hasOpenOrder() && bar.high >= state.level) {
      // This bar has reached the stop: its fill is told right after the bar.
    } else if (!ctx.book.hasOpenOrder() || state.highest.value !== state.level) {
      state.level = state.highest.value;
      enter(ctx, state.level, state.range.value, true);
    }
  },
  onSplit(ctx) {
    const { state, params } = ctx;
    state.highest = rollingMax(params.bars);
    state.range = atr(params.atr);
    state.level = 0;
    state.bars = 0;
  },
});

function enter<State>(
  ctx: StrategyContext<Sizing & { readonly stop: number; readonly target: number }, State>,
  level: number,
  range: number,
  waits: boolean,
): void {
  const { stop, target } = ctx.params;
  // A range as wide as the price leaves no room for a stop.
  const below = level - stop * range;
  if (!(range > 0) || below <= 0) return;
  wantSize(ctx, waits ? { stop: level } : {});
  ctx.protect({ stopLoss: below, takeProfit: level + target * range });
}
