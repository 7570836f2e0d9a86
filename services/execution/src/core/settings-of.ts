// What a configuration says of execution and of the simulated venue, exact.

import type { RunConfig } from '@tradingbot/config';
import { invariant, micros, parseTimeframe } from '@tradingbot/domain';
import { ppbFromBps, type TradingCosts } from '@tradingbot/simulation';
import type { ExecutionSettings } from './execution-core.ts';

export function executionSettingsOf({ execution }: RunConfig): ExecutionSettings {
  const interval = parseTimeframe(execution.equity_interval);
  invariant(interval !== undefined, 'a checked configuration names its lengths of time');
  return { equityInterval: micros(interval) };
}

export function tradingCostsOf({ fees, execution_params, execution }: RunConfig): TradingCosts {
  return {
    takerFeePpb: ppbFromBps(fees.taker_bps),
    makerFeePpb: ppbFromBps(fees.maker_bps),
    slippagePpb: ppbFromBps(execution_params.slippage_bps),
    clipToBar: execution.clip_to_bar.enabled,
  };
}
