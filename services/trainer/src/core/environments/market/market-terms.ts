// On what terms an instrument is traded in training: those of the backtest, as far as a venue with flat costs goes.

import { InputError, invariant, type Amount, type Instrument, type TradingRules } from '@tradingbot/domain';
import type { VenueSettings } from '@tradingbot/simulation';
import { LARGEST_DIVISOR } from './exact-share.ts';

const BILLION = 1_000_000_000;

export interface MarketTerms {
  readonly instrument: Pick<Instrument, 'symbol' | 'assetClass' | 'priceScale' | 'qtyScale'>;
  /** Decimals of the account's currency: `moneyScaleOf` of the catalog of the run. */
  readonly moneyScale: number;
  /** The venue's rules. One set holds for all bars, also where the venue once had others. */
  readonly rules: TradingRules;
  readonly venue: VenueSettings;
  /** Which instrument of the venue it is. */
  readonly index: number;
  readonly limits: MarketLimits;
}

/** Of risk's limits those that hold at every bar alike. */
export interface MarketLimits {
  /** What one unit of traded value may cost on top, in parts per billion: kept in reserve when buying. */
  readonly costReservePpb: number;
  /** In the account's currency; 0 = off. */
  readonly maxOrderNotional: Amount;
  readonly maxPositionNotional: Amount;
}

/** @throws InputError for what the venue does and training does not: it would learn in another market than it trades */
export function checkTerms({ venue, instrument, limits }: MarketTerms): void {
  const { slippage, fees, capacity } = venue;
  const refuse = (what: string, mend: string): never => {
    throw new InputError(instrument.symbol, `training does not model ${what}`, mend);
  };
  if (venue.latency !== undefined) refuse('latency below a bar', 'leave out `latency`, or delay by whole bars');
  if (venue.seasonality !== undefined) refuse('costs that change with the hour', 'turn `use_seasonality` off');
  if (slippage.dynamicSpread !== undefined) refuse('a dynamic spread', 'turn `slippage.dynamic` off');
  if (slippage.k !== 0) refuse('slippage that grows with the order', 'set `slippage.k` to 0');
  if (slippage.impact !== undefined) refuse('market impact', 'leave out `costs.impact`');
  if (capacity.maxParticipation > 0 || capacity.advFraction > 0)
    refuse('bars that have only so much room', 'set `execution.max_participation` to 0');
  if (fees.settlement !== 'quote') refuse('fees in another asset', 'set `fees.settlement.mode` to quote');
  if (venue.intrabar === 'close' || venue.intrabar === 'mid')
    refuse(`fills at the ${venue.intrabar} of a bar`, 'set `execution.intrabar_price_model` to open or bridge');
  invariant(
    limits.costReservePpb >= 0 && BILLION + limits.costReservePpb <= LARGEST_DIVISOR,
    'the reserve for costs is at most 43 percent',
  );
}
