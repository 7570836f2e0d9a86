// All that the simulated venue is told about its market beyond bars and rules: see docs/simulation.md for what each
// number does. Money and rates are exact integers; bps of spreads and slippage are doubles, since they only ever make a
// price, which is rounded at once.

import type { Amount } from '@tradingbot/domain';

export type IntrabarModel = 'open' | 'close' | 'mid' | 'linear' | 'ohlc' | 'bridge' | 'reference';

export interface VenueSettings {
  readonly intrabar: IntrabarModel;
  readonly clipToBar: boolean;
  /** A fill at the very open has the open as its price: no spread, no slippage. */
  readonly strictOpenFill: boolean;
  readonly fees: FeeSettings;
  readonly slippage: SlippageSettings;
  readonly capacity: CapacitySettings;
  /** `undefined`: orders arrive at once. */
  readonly latency: LatencySettings | undefined;
  /** `undefined`: every hour is like the other. */
  readonly seasonality: SeasonalitySettings | undefined;
}

/** Parts per billion of a fill's value, after tier and discounts. */
export interface FeeRates {
  readonly makerPpb: number;
  readonly takerPpb: number;
}

export interface FeeSettings {
  /** Per instrument. */
  readonly rates: readonly FeeRates[];
  readonly settlement: 'quote' | 'received' | 'bnb';
  /** Which instrument prices BNB in the account's currency; −1 when fees are not paid in it. */
  readonly bnbInstrument: number;
  readonly rounding: 'up' | 'nearest' | 'down';
  /** Per instrument: the step of a fee as a decimal string of the asset charged; "" for its last decimal. */
  readonly steps: readonly string[];
  /** In the account's currency; 0 for none. */
  readonly minimum: Amount;
  readonly maximum: Amount;
  /** On sells of US stocks; `undefined` where they are not charged. */
  readonly regulatory: RegulatoryFees | undefined;
}

export interface RegulatoryFees {
  /** SEC: parts per billion of the value sold; 27.80 per million are 27_800. */
  readonly secPpb: number;
  /** FINRA trading activity fee per share, and its most per fill, in the account's currency. */
  readonly tafPerShare: Amount;
  readonly tafMaximum: Amount;
}

export interface SlippageSettings {
  /** On every taker's fill, in bps. Of all bps together what is finer than a part per billion is rounded away. */
  readonly flatBps: number;
  readonly defaultSpreadBps: number;
  readonly minHalfSpreadBps: number;
  readonly dynamicSpread: DynamicSpread | undefined;
  /** Square-root law: `k·σ·√(q ÷ liquidity)` bps. */
  readonly k: number;
  readonly volWindow: number;
  readonly liquidityWindow: number;
  readonly eps: number;
  readonly impact: ImpactSettings | undefined;
  /** The most that slippage without the spread may be, in bps. */
  readonly maxBps: number;
}

export interface DynamicSpread {
  readonly alphaBps: number;
  readonly betaCoef: number;
  readonly minBps: number;
  readonly maxBps: number;
  /** 1: not smoothed. */
  readonly smoothingAlpha: number;
}

/** Coefficients in bps, over the share of the average daily volume. */
export interface ImpactSettings {
  readonly sqrtCoeff: number;
  readonly linearCoeff: number;
  readonly powerCoefficient: number;
  readonly powerExponent: number;
}

export interface CapacitySettings {
  /** Share of a bar's volume that all fills of it may take; 0 = no cap. */
  readonly maxParticipation: number;
  /** Share of the average daily volume, spread over the bars of a day, that a bar has room for; 0 = no cap. */
  readonly advFraction: number;
  /** The least room of a bar, in the base asset. */
  readonly floorBase: number;
  /** Per instrument: stated average daily volume in the base asset; 0 = measured. */
  readonly advBase: readonly number[];
  /** Days of bars that it is measured over. */
  readonly advWindowDays: number;
}

export interface LatencySettings {
  readonly baseMs: number;
  readonly jitterMs: number;
  readonly spikeP: number;
  readonly spikeMult: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly volatilityGamma: number;
  readonly volWindow: number;
  readonly zscoreClip: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** 168 multipliers each, by hour of the week; an empty list is all ones. */
export interface SeasonalitySettings {
  readonly liquidity: readonly number[];
  readonly spread: readonly number[];
  readonly latency: readonly number[];
  /** Straight to the next hour's multiplier in between. */
  readonly interpolate: boolean;
}
