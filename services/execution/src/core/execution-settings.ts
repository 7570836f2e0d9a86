// How execution works an approval: see docs/simulation.md, "What execution makes of an approval".

import type { Amount, Micros, Timeframe } from '@tradingbot/domain';

export interface ExecutionSettings {
  /** How often equity is recorded between fills, in microseconds. */
  readonly equityInterval: Micros;
  /** The length of a step: the timeframe that decisions are made at; 0 takes that of the bars as they come. */
  readonly step: Timeframe | 0;
  readonly profile: ExecutionProfile;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  /** Steps until an order expires; 0 = never. */
  readonly ttlSteps: number;
  /** `undefined`: every approval is worked by the profile, whatever it is worth. */
  readonly largeOrders: LargeOrders | undefined;
}

export type ExecutionProfile =
  | { readonly kind: 'market' }
  /** Shares of the whole in parts per billion, one for each slice, together 1_000_000_000. */
  | { readonly kind: 'vwap'; readonly slices: readonly number[] }
  /** Positive is aggressive, in parts per billion; may be negative. */
  | { readonly kind: 'limit-mid'; readonly offsetPpb: number };

export type LargeOrders = { readonly threshold: Amount } & (
  | { readonly algo: 'twap'; readonly parts: number; readonly interval: Micros }
  | {
      readonly algo: 'pov';
      /** Share of the volume, in parts per billion. */
      readonly participationPpb: number;
      readonly interval: Micros;
      readonly minChildNotional: Amount;
    }
  | { readonly algo: 'vwap'; readonly slices: readonly number[] }
);

/** Every approval becomes one order at once, good until canceled: what holds when nothing else is said. */
export const WHOLE_AT_ONCE: Omit<ExecutionSettings, 'equityInterval'> = {
  step: 0,
  profile: { kind: 'market' },
  timeInForce: 'GTC',
  ttlSteps: 0,
  largeOrders: undefined,
};
