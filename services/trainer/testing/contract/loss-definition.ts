// The loss by its definition, in double precision, as a plain function of the parameters.
// Its finite differences are what the gradient of every backend is compared with.

import type { NetworkSpec } from '@tradingbot/policy';
import type { AttackGoal, Minibatch, UpdateSettings, UpdateStats } from '../../src/core/backend.ts';
import { divergence, entropyOf, logProbOf, policyAt, sum } from './distribution-definition.ts';
import { at, criticOf, tensorsBy } from './network-definition.ts';

/** @param held parameters behind what no gradient may flow into: the clean side of the robust term */
export function lossDefinition(
  spec: NetworkSpec,
  parameters: ArrayLike<number>,
  held: ArrayLike<number>,
  batch: Minibatch,
  settings: UpdateSettings,
): Omit<UpdateStats, 'gradNorm'> {
  const [tensors, heldTensors] = [tensorsBy(spec, parameters), tensorsBy(spec, held)];
  const { clipRange, cvar, robustKlCoef } = settings;
  const each = <T>(of: (row: number) => T): T[] => Array.from({ length: batch.rows }, (_, row) => of(row));
  const meanOf = (of: (row: number) => number): number => mean(each(of));
  const observation = (row: number): number[] => rowOf(batch.observations, row, spec.observations);

  const critic = each((row) => criticOf(spec, tensors, observation(row)));
  const policy = each((row) => policyAt(spec, tensors, observation(row)));
  const logRatios = each(
    (row) => logProbOf(spec, at(policy, row), actionOf(spec, batch, row)) - at(batch.logProbs, row),
  );
  const ratios = logRatios.map(Math.exp);

  const policyLoss = -meanOf((row) => surrogateOf(at(ratios, row), at(batch.advantages, row), clipRange));
  const entropy = meanOf((row) => entropyOf(spec, at(policy, row)));
  const valueLoss = meanOf((row) => criticError(spec, at(critic, row), batch, row, settings.clipRangeVf));
  const worst = each((row) => (cvar === null ? 0 : conditionalValueAtRisk(at(critic, row), cvar.alpha)));
  const cvarTerm = cvar === null ? 0 : cvar.weight * mean(worst.map((worst) => clamp(-worst, -cvar.cap, cvar.cap)));
  const robustKl = meanOf((row) => {
    if (robustKlCoef === 0 || batch.perturbed === undefined) return 0;
    const moved = policyAt(spec, tensors, rowOf(batch.perturbed, row, spec.observations));
    return divergence(spec, policyAt(spec, heldTensors, observation(row)), moved);
  });
  return {
    loss:
      policyLoss -
      settings.klCoef * mean(logRatios) -
      settings.entCoef * entropy +
      settings.vfCoef * valueLoss +
      robustKlCoef * robustKl +
      cvarTerm,
    policyLoss,
    valueLoss,
    entropy,
    approxKl: meanOf((row) => at(ratios, row) - 1 - at(logRatios, row)),
    clipFraction: meanOf((row) => (Math.abs(at(ratios, row) - 1) > clipRange ? 1 : 0)),
    robustKl,
    cvar: mean(worst),
    ratioDeviation: Math.max(...ratios.map((ratio) => Math.abs(ratio - 1))),
  };
}

/** What an adversary makes large, of one row at an observation of its choice. */
export function attackDefinition(
  spec: NetworkSpec,
  parameters: ArrayLike<number>,
  observation: readonly number[],
  { batch, row, goal, clipRange }: { batch: Minibatch; row: number; goal: AttackGoal; clipRange: number },
): number {
  const tensors = tensorsBy(spec, parameters);
  if (goal === 'value') return (mean(criticOf(spec, tensors, observation)) - at(batch.returns, row)) ** 2;
  const logProb = logProbOf(spec, policyAt(spec, tensors, observation), actionOf(spec, batch, row));
  return -surrogateOf(Math.exp(logProb - at(batch.logProbs, row)), at(batch.advantages, row), clipRange);
}

export const actionOf = ({ head }: NetworkSpec, { actions }: Minibatch, row: number): number[] =>
  rowOf(actions, row, head.kind === 'gaussian' ? head.actions : 1);

export const rowOf = (values: ArrayLike<number>, row: number, width: number): number[] =>
  Array.from({ length: width }, (_, i) => at(values, row * width + i));

const surrogateOf = (ratio: number, advantage: number, clipRange: number): number =>
  Math.min(ratio * advantage, clamp(ratio, 1 - clipRange, 1 + clipRange) * advantage);

/** A mean that is clipped counts as it is after; of quantiles the worse counts, before or after. */
function criticError(
  { critic }: NetworkSpec,
  outputs: readonly number[],
  { returns, oldCritic }: Minibatch,
  row: number,
  clipRangeVf: number | null,
): number {
  const target = at(returns, row);
  const error = (predictions: readonly number[]): number =>
    critic.kind === 'mean'
      ? (target - at(predictions, 0)) ** 2
      : mean(predictions.map((q, i) => quantileHuber(target - q, (i + 0.5) / predictions.length)));
  if (clipRangeVf === null) return error(outputs);
  const old = rowOf(oldCritic, row, outputs.length);
  const clipped = outputs.map((q, i) => at(old, i) + clamp(q - at(old, i), -clipRangeVf, clipRangeVf));
  return critic.kind === 'mean' ? error(clipped) : Math.max(error(outputs), error(clipped));
}

function quantileHuber(u: number, tau: number): number {
  const huber = Math.abs(u) <= 1 ? (u * u) / 2 : Math.abs(u) - 0.5;
  return Math.abs(tau - (u < 0 ? 1 : 0)) * huber;
}

/** The integral of the quantiles, each over its share, from 0 to `alpha`, divided by `alpha`. */
function conditionalValueAtRisk(quantiles: readonly number[], alpha: number): number {
  const share = 1 / quantiles.length;
  return sum(quantiles.map((q, i) => q * clamp(alpha - i * share, 0, share))) / alpha;
}

const mean = (values: readonly number[]): number => sum(values) / values.length;
const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
