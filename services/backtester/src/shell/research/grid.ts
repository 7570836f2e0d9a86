// The combinations of a sweep: every value of every axis with every value of the others, numbered, the last axis fastest.

import { invariant } from '@tradingbot/domain';

/** One thing that is varied. */
export interface Axis {
  /** As it was typed: `fast`, or `risk.max_order_notional`. */
  readonly key: string;
  /** YAML texts, in the order in which they are tried. */
  readonly values: readonly string[];
}

/** A value for each axis, by key. */
export type Combination = Readonly<Record<string, string>>;

export const countOf = (axes: readonly Axis[]): number => axes.reduce((count, { values }) => count * values.length, 1);

/** @param index from 0, below `countOf(axes)` */
export function combinationAt(axes: readonly Axis[], index: number): Combination {
  invariant(index >= 0 && index < countOf(axes), 'a combination is one of those there are');
  let rest = index;
  const chosen: [string, string][] = [];
  for (const { key, values } of [...axes].reverse()) {
    chosen.push([key, values[rest % values.length] as string]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(chosen.reverse());
}
