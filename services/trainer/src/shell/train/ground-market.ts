// One instrument as episodes need it: its columns in shared memory, what is seen at each close, its terms, its ranges.

import type { HeldBars } from '@tradingbot/bars/files';
import type { TrainConfig } from '@tradingbot/config';
import type { Catalog } from '@tradingbot/contracts';
import {
  amount,
  InputError,
  parseDecimal,
  parseSafeDecimal,
  type Instrument,
  type TradingRules,
} from '@tradingbot/domain';
import type { observeSeries, ObservationPlan } from '@tradingbot/features';
import { plainVenue, ppbFromBps, type VenueSettings } from '@tradingbot/simulation';
import { sharedDoubles, sharedFloats, type MarketTerms } from '../../core/index.ts';
import { splitsOf, type SplitTimes } from './split-bars.ts';
import type { GroundMarket } from './training-ground.ts';

export interface MarketParts {
  readonly config: TrainConfig;
  readonly plan: ObservationPlan;
  readonly held: HeldBars;
  readonly catalog: Catalog;
  /** Oldest first. */
  readonly rules: readonly TradingRules[];
  /** Which instrument of the catalog it is. */
  readonly index: number;
  readonly moneyScale: number;
  readonly starts: SplitTimes;
  readonly observeSeries: typeof observeSeries;
}

export function groundMarket(parts: MarketParts): GroundMarket {
  const { config, plan, held, catalog, index, starts } = parts;
  const instrument = catalog.instruments[index] as Instrument;
  const { openTime, timeframe, open, high, low, close } = held;
  return {
    symbol: instrument.symbol,
    terms: termsOf(parts, instrument),
    open,
    high,
    low,
    close,
    closeTime: sharedDoubles(openTime.map((time) => time + timeframe)),
    features: sharedFloats(featuresOf(parts, instrument)),
    ranges: splitsOf(config, instrument.symbol, openTime, plan.warmup - 1, starts),
  };
}

/** Prices and volumes as people write them: features do not know a venue's integers. */
function featuresOf({ plan, held, observeSeries }: MarketParts, { priceScale, symbol }: Instrument): Float32Array {
  const unit = 10 ** priceScale;
  const inCurrency = (prices: Float64Array): Float64Array => prices.map((price) => price / unit);
  const own = { ...plan, instruments: [symbol, ...plan.instruments.filter((other) => other !== symbol)] };
  return observeSeries(own, {
    open: inCurrency(held.open),
    high: inCurrency(held.high),
    low: inCurrency(held.low),
    close: inCurrency(held.close),
    volume: held.volume,
  });
}

function termsOf({ config, catalog, rules, index, moneyScale }: MarketParts, instrument: Instrument): MarketTerms {
  const inForce = rules.at(-1);
  if (inForce === undefined) throw new InputError(instrument.symbol, 'has no trading rules', 'state them');
  const { fees, execution_params, slippage, risk } = config;
  const limit = (text: string | undefined) => amount(text === undefined ? 0 : parseDecimal(text, moneyScale));
  return {
    instrument,
    moneyScale,
    rules: inForce,
    venue: venueOf(config, catalog.instruments.length, moneyScale),
    index,
    limits: {
      // As risk reserves it: the fee, half the spread, and slippage.
      costReservePpb:
        ppbFromBps(fees.taker_bps) + ppbFromBps(slippage.default_spread_bps / 2 + execution_params.slippage_bps),
      maxOrderNotional: limit(risk.max_order_notional),
      maxPositionNotional: limit(risk.max_abs_position_notional),
    },
  };
}

function venueOf(
  { fees, execution_params, slippage }: TrainConfig,
  instruments: number,
  moneyScale: number,
): VenueSettings {
  const plain = plainVenue(instruments, { takerBps: fees.taker_bps, slippageBps: execution_params.slippage_bps });
  const { regulatory } = fees;
  const money = (text: string) => amount(parseDecimal(text, moneyScale));
  return {
    ...plain,
    slippage: { ...plain.slippage, defaultSpreadBps: slippage.default_spread_bps },
    fees: {
      ...plain.fees,
      regulatory:
        regulatory?.enabled === true
          ? {
              // One per million is a thousand parts per billion.
              secPpb: parseSafeDecimal(regulatory.sec_fee_per_million, 3),
              tafPerShare: money(regulatory.taf_fee_per_share),
              tafMaximum: money(regulatory.taf_max_fee),
            }
          : undefined,
    },
  };
}
