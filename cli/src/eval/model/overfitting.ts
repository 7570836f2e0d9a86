// How likely the model was chosen by luck: it and its siblings, the other checkpoints of its training, on the same ranges.

import { dailyReturnsOf, detached, replanned, runOnRange, stitch } from '@tradingbot/backtester/research';
import type { LoadedStrategy } from '@tradingbot/backtester/run';
import { InputError } from '@tradingbot/domain';
import { backtestOverfitting, isDefined } from '@tradingbot/metrics';
import { loadStrategies, sha256Of } from '@tradingbot/strategy/load';
import { readFileSync } from 'node:fs';
import { explained } from '../../backtest/explained.ts';
import { archivesIn } from '../../model/archives-in.ts';
import type { ContestGround } from './contest.ts';

/** Bailey, Borwein, López de Prado, Zhu 2015. */
export interface OverfittingFigures {
  /** That the best of the candidates before is no better than the middle one after. */
  readonly probability: number | null;
  readonly probability_of_loss: number | null;
  /** Why they are null; "" when they are not. */
  readonly reason: string;
  readonly candidates: number;
  readonly splits: number;
}

/** More would take long and say little more. */
const MOST = 40;

export interface Candidate {
  readonly path: string;
  readonly sha256: string;
}

/** `path` first, then the distinct archives of `home`; of very many some, evenly apart by their names. */
export function candidatesIn(home: string, path: string): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const file of [path, ...archivesIn(home)]) {
    const sha256 = sha256Of(readFileSync(file));
    if (!found.has(sha256)) found.set(sha256, { path: file, sha256 });
  }
  const [own, ...others] = [...found.values()];
  const step = Math.max(1, others.length / (MOST - 1));
  const kept = others.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return own === undefined ? [] : [own, ...kept];
}

/** @param candidates the judged model among them */
export async function overfittingOf(
  { plan, held, ranges, seeds, onRun, signal }: ContestGround,
  candidates: readonly Candidate[],
  daysPerYear: number,
): Promise<OverfittingFigures> {
  const [seed = plan.config.seed] = seeds;
  const cash = Number(plan.config.portfolio.cash);
  const returns: Float64Array[] = [];
  for (const { path } of candidates) {
    const strategy = await fitting(path, plan.strategies[0]);
    if (strategy !== undefined) {
      const planned = replanned(detached(plan), { ...plan.config, seed }, [strategy]);
      const curves = [];
      for (const range of ranges) {
        const { points } = await explained([strategy], () => runOnRange(planned, held, range, { signal }));
        curves.push(points);
      }
      returns.push(dailyReturnsOf(stitch(curves, cash, daysPerYear).points, cash, daysPerYear));
    }
    onRun();
  }
  const { probability, probabilityOfLoss, logits } = backtestOverfitting(returns);
  return {
    probability: isDefined(probability) ? probability : null,
    probability_of_loss: isDefined(probabilityOfLoss) ? probabilityOfLoss : null,
    reason: isDefined(probability) ? '' : probability.missing,
    candidates: returns.length,
    splits: logits.length,
  };
}

/** The same strategy with another model; `undefined` where that is no model, or one of another market. */
async function fitting(path: string, judged: LoadedStrategy | undefined): Promise<LoadedStrategy | undefined> {
  try {
    const params = { ...(judged?.params as object), model: path };
    const [strategy] = await loadStrategies([{ name: 'policy', params, keys: ['strategy'] }], (keys) => keys.join('.'));
    const [own, others] = [judged?.model?.data, strategy?.model?.data];
    return own?.timeframe === others?.timeframe && own?.assetClass === others?.assetClass ? strategy : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
