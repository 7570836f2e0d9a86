// What a configuration says of execution, exact.

import { profileTimeframe, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  invariant,
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  micros,
  parseDecimal,
  parseTimeframe,
  type Timeframe,
} from '@tradingbot/domain';
import { ppbFromBps } from '@tradingbot/simulation';
import type { ExecutionProfile, ExecutionSettings, LargeOrders } from './execution-settings.ts';

export { venueSettingsOf } from './venue-settings-of.ts';

const BILLION = 1_000_000_000;
/** Slices of a bar whose volume nobody states: as many as the original platform makes. */
const EQUAL_SLICES = [1, 1, 1, 1, 1, 1];

export function executionSettingsOf(config: RunConfig, catalog: Catalog): ExecutionSettings {
  return {
    equityInterval: micros(lengthOf(config.execution.equity_interval)),
    step: profileTimeframe(config) ?? 0,
    profile: profileOf(config),
    timeInForce: config.execution_params.tif,
    ttlSteps: ttlStepsOf(config),
    largeOrders: largeOrdersOf(config, catalog),
  };
}

function profileOf({ execution_profile, execution_params, execution }: RunConfig): ExecutionProfile {
  switch (execution_profile) {
    case 'VWAP_CURRENT_H1':
    case 'VWAP_CURRENT_4H':
      return { kind: 'vwap', slices: slicesOf(execution.volume_profile) };
    case 'LIMIT_MID_BPS':
      return { kind: 'limit-mid', offsetPpb: ppbFromBps(execution_params.limit_offset_bps) };
    case 'MKT_OPEN_NEXT_H1':
    case 'MKT_OPEN_NEXT_4H':
    case undefined:
      return { kind: 'market' };
  }
}

/** Weights as parts per billion, together exactly one billion: the last slice takes what rounding leaves. */
function slicesOf(weights: readonly number[] = EQUAL_SLICES): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const slices = weights.slice(0, -1).map((weight) => Math.floor((weight / sum) * BILLION));
  return [...slices, slices.reduce((rest, slice) => rest - slice, BILLION)];
}

/** A length of time is rounded up to whole bars. */
function ttlStepsOf(config: RunConfig): number {
  const { ttl_ms, ttl_steps } = config.execution_params;
  if (ttl_ms === undefined) return ttl_steps;
  const { timeframe, generator } = config.data;
  const step = profileTimeframe(config) ?? lengthOf(timeframe ?? generator?.timeframe ?? '');
  return Math.ceil((ttl_ms * MICROS_PER_MS) / step);
}

function largeOrdersOf({ execution_config, execution }: RunConfig, catalog: Catalog): LargeOrders | undefined {
  if (execution_config === undefined) return undefined;
  const { notional_threshold, large_order_algo, twap, pov } = execution_config;
  const money = (text: string) => amount(parseDecimal(text, moneyScaleOf(catalog)));
  const threshold = money(notional_threshold);
  switch (large_order_algo) {
    case 'TWAP':
      return { threshold, algo: 'twap', parts: twap.parts, interval: seconds(twap.child_interval_s) };
    case 'POV':
      return {
        threshold,
        algo: 'pov',
        participationPpb: Math.round(pov.participation * BILLION),
        interval: seconds(pov.child_interval_s),
        minChildNotional: money(pov.min_child_notional),
      };
    case 'VWAP':
      return { threshold, algo: 'vwap', slices: slicesOf(execution.volume_profile) };
  }
}

const seconds = (count: number) => micros(count * MICROS_PER_SECOND);

function lengthOf(text: string): Timeframe {
  const length = parseTimeframe(text);
  invariant(length !== undefined, 'a checked configuration names its lengths of time');
  return length;
}
