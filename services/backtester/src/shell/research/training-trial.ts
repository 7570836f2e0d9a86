// What training tried, as the register of trials counts it: every candidate that was judged on bars is a try on them.

import { canonicalJson, type Json } from '@tradingbot/contracts';
import { isDefined, momentsOf, periodSharpe } from '@tradingbot/metrics';
import { sha256 } from '../sha256.ts';
import type { Trial } from '../trials.ts';

export interface TrainedCandidate {
  /** What it was trained with: hyper-parameters, seed, member, generation. */
  readonly configuration: Json;
  /** SHA-256 of its parameters, hexadecimal: what decides is its code. */
  readonly parametersHash: string;
  /** On the range that it was judged by. */
  readonly dailyReturns: ArrayLike<number>;
}

/** For `recordTrials`, under the `data_hash` of the bars (`dataHashOf`). */
export function trainingTrial({ configuration, parametersHash, dailyReturns }: TrainedCandidate): Trial {
  const sharpe = periodSharpe(momentsOf(dailyReturns));
  return {
    configuration_hash: sha256(canonicalJson(configuration)),
    code_hash: parametersHash,
    daily_sharpe: isDefined(sharpe) ? sharpe : null,
    days: dailyReturns.length,
  };
}
