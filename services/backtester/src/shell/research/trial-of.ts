// One configuration on one set of bars, as the register of trials counts it.

import { isDefined, momentsOf, periodSharpe, type Moments } from '@tradingbot/metrics';
import type { RunFigures } from '../../core/index.ts';
import type { RunPlan } from '../plan-run.ts';
import { identityOf } from '../run-identity.ts';
import type { Trial } from '../trials.ts';

/** The identity is made anew: a plan that was changed still has that of the plan which it came from. */
export function trialOf(plan: RunPlan, { equity }: RunFigures): { readonly trial: Trial; readonly moments: Moments } {
  const { config, strategies, catalog, rules, sources, identity } = plan;
  const market = { sources, synthetic: identity.synthetic };
  const { configurationHash, codeHash } = identityOf({ config, strategies, stack: '', catalog, rules, market });
  const { dailySharpe, days, moments } = equity.returns;
  return {
    trial: {
      configuration_hash: configurationHash,
      code_hash: codeHash,
      daily_sharpe: isDefined(dailySharpe) ? dailySharpe : null,
      days,
    },
    moments,
  };
}

/** The same of a study whose daily returns were put together from several runs of the plan. */
export function trialOfReturns(
  { identity }: RunPlan,
  dailyReturns: ArrayLike<number>,
): { readonly trial: Trial; readonly moments: Moments } {
  const moments = momentsOf(dailyReturns);
  const sharpe = periodSharpe(moments);
  return {
    trial: {
      configuration_hash: identity.configurationHash,
      code_hash: identity.codeHash,
      daily_sharpe: isDefined(sharpe) ? sharpe : null,
      days: dailyReturns.length,
    },
    moments,
  };
}
