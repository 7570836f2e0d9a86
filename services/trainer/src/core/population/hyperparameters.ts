// How the values that members differ in are drawn, and how they are varied when one goes on from another.

import { nextFloat, type Random } from '@tradingbot/core';
import { portableExp, portableLog } from '@tradingbot/policy';
import type { PopulationSettings, Varied, VariedRange } from './settings.ts';

/** By the name of what is varied. */
export type Hyperparameters = Readonly<Record<string, number>>;

/** A first value of each, from its whole range. */
export const drawAll = (varied: readonly Varied[], random: Random): Hyperparameters =>
  Object.fromEntries(varied.map(({ name, range }) => [name, drawn(range, random)]));

/**
 * What was taken over, varied as `explore` says; in the order of `varied`, so that the same luck gives the same values.
 * @param taken values within their ranges
 */
export const explored = (
  taken: Hyperparameters,
  { varied, explore }: Pick<PopulationSettings, 'varied' | 'explore'>,
  random: Random,
): Hyperparameters =>
  Object.fromEntries(
    varied.map((one) => {
      const isAnew = explore === 'resample' || (explore === 'both' && nextFloat(random) < one.resampleProbability);
      const value = taken[one.name];
      return [one.name, isAnew || value === undefined ? drawn(one.range, random) : perturbed(value, one, random)];
    }),
  );

/** Uniform over the range, or over its logarithm, or over the values. */
function drawn(range: VariedRange, random: Random): number {
  const share = nextFloat(random);
  if (range.kind === 'values') return range.values[Math.floor(share * range.values.length)] as number;
  const { min, max, isLog, isWhole } = range;
  // Of whole numbers each stands for all from itself to the next.
  const end = isWhole ? max + 1 : max;
  const value = isLog
    ? portableExp(portableLog(min) + share * (portableLog(end) - portableLog(min)))
    : min + share * (end - min);
  return Math.min(Math.max(isWhole ? Math.floor(value) : value, min), max);
}

/** Times the factor or divided by it, as a coin falls; of values the neighbour on that side. Kept within the range. */
function perturbed(value: number, { range, perturbationFactor }: Varied, random: Random): number {
  const isUp = nextFloat(random) < 0.5;
  if (range.kind === 'values') {
    const at = range.values.indexOf(value) + (isUp ? 1 : -1);
    return range.values[Math.min(Math.max(at, 0), range.values.length - 1)] as number;
  }
  const { min, max, isWhole } = range;
  const scaled = isUp ? value * perturbationFactor : value / perturbationFactor;
  // A small whole number would be rounded back to itself for ever.
  const whole = isUp ? Math.max(Math.round(scaled), value + 1) : Math.min(Math.round(scaled), value - 1);
  return Math.min(Math.max(isWhole ? whole : scaled, min), max);
}
