// A policy that knows nothing and trades as much as another: the other's targets, moved round in time.
// It holds the same weights for the same times and changes them as often; only when it does so is left to chance. What it
// earns is what the policy would earn if its timing were worth nothing.

import { createRandom, nextFloat } from '@tradingbot/core';
import { defineStrategy, z, type StrategyDefinition } from '@tradingbot/strategy';
import type { NamedTargets } from './named-targets.ts';

export const RANDOM = 'random';

/**
 * @param symbols in the order of `targets`
 * @param from in microseconds: bars that close until then are passed over
 * @param seed of the offsets, one for each symbol
 */
export function randomPolicy(
  targets: NamedTargets,
  symbols: readonly string[],
  from: number,
  seed: number,
): StrategyDefinition {
  const random = createRandom(seed);
  const turned = new Map(
    symbols.map((symbol, at) => {
      const named = targets[at] ?? [];
      return [symbol, rotated(named, 1 + Math.floor(nextFloat(random) * Math.max(named.length - 1, 0)))];
    }),
  );
  const definition = defineStrategy({
    name: RANDOM,
    params: z.strictObject({}),
    init: () => ({ bar: 0 }),
    onBar(ctx) {
      if (ctx.time <= from) return;
      const weight = turned.get(ctx.symbol)?.[ctx.state.bar++];
      if (weight !== undefined && !Number.isNaN(weight)) ctx.targetWeight(weight);
    },
  });
  return definition as unknown as StrategyDefinition;
}

/** Begins at `offset` and goes on behind the end with the first. What stood at `offset` is named at the first bar. */
export function rotated(named: readonly number[], offset: number): number[] {
  const turned = [...named.slice(offset), ...named.slice(0, offset)];
  const standing = turned.findLast((weight) => !Number.isNaN(weight));
  if (turned.length > 0 && Number.isNaN(turned[0]) && standing !== undefined) turned[0] = standing;
  return turned;
}
