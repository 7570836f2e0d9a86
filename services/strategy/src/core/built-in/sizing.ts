// How much the built-in strategies hold when they hold: a share of equity, or a fixed quantity.

import { z } from 'zod';
import type { StrategyContext, TargetOptions } from '../context.ts';

const decimal = z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?$/, 'expected a decimal number')]);

/** The parameters: `size` (a fixed quantity) wins over `weight` (default: an equal share for each symbol). */
export const sizing = {
  weight: z.number().gt(0).max(1).optional(),
  size: decimal.optional(),
};

export type Sizing = { readonly weight?: number | undefined; readonly size?: number | string | undefined };

/** Brings the position to its size when `wanted` and flat, to nothing when not wanted and not flat. */
export function hold<State>(ctx: StrategyContext<Sizing, State>, wanted: boolean): void {
  if (wanted !== ctx.book.isFlat()) return;
  const { size, weight } = ctx.params;
  if (size !== undefined) ctx.targetQty(wanted ? size : 0);
  else ctx.targetWeight(wanted ? (weight ?? 1 / ctx.symbols.length) : 0);
}

/** Brings the position to its size by the order that `options` name. */
export function wantSize<State>(ctx: StrategyContext<Sizing, State>, options: TargetOptions): void {
  const { size, weight } = ctx.params;
  if (size !== undefined) ctx.targetQty(size, options);
  else ctx.targetWeight(weight ?? 1 / ctx.symbols.length, options);
}
