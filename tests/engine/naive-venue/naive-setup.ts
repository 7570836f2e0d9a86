// What the naive venue is told about its run.

import type { Instrument } from '@tradingbot/domain';
import type { VenueSettings } from '@tradingbot/simulation';
import type { AttemptDraw } from './naive-latency.ts';

/** What is drawn at random; everything else is computed here. Orders are numbered from 1 in the order of submission. */
export interface Draws {
  latency(order: number, attempt: number): AttemptDraw;
  /** Standard normal. */
  bridge(order: number, instrument: number, openTime: number): number;
}

export interface NaiveInstrument {
  readonly symbol: string;
  readonly base: string;
  readonly assetClass: Instrument['assetClass'];
  readonly priceScale: number;
  readonly qtyScale: number;
}

export interface NaiveSetup {
  readonly settings: VenueSettings;
  readonly instruments: readonly NaiveInstrument[];
  readonly currency: string;
  /** Decimals to which an asset is kept. */
  readonly scaleOf: (asset: string) => number;
  readonly draws: Draws;
}
