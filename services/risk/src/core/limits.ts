// The limits of one account. Zero or absent means no limit, as in the configuration.

import { amount, type Amount } from '@tradingbot/domain';
import { ALWAYS_TRADE, type NoTradeSettings } from './no-trade.ts';

export interface RiskLimits {
  /** The most that one order may be worth, in the account's currency; 0 = off. */
  readonly maxOrderNotional: Amount;
  /** The most that the position in one instrument may be worth, in-flight orders counted; 0 = off. */
  readonly maxPositionNotional: Amount;
  /** Entries pause for the rest of the day when the day's loss reaches this; 0 = off. */
  readonly dailyLossLimit: Amount;
  /** The UTC hour at which a day starts. */
  readonly dailyResetHour: number;
  /** Entries allowed per window; 0 = off. Reductions count, but are never refused. */
  readonly maxOrdersPerWindow: number;
  readonly windowSeconds: number;
  /** What one unit of traded value may cost on top, in parts per billion: fees and slippage kept in reserve. */
  readonly costReservePpb: number;
  /** When entries are not taken. */
  readonly noTrade: NoTradeSettings;
}

/** No limit at all, and nothing kept in reserve. What the venue and the cash demand still holds. */
export const NO_LIMITS: RiskLimits = {
  maxOrderNotional: amount(0),
  maxPositionNotional: amount(0),
  dailyLossLimit: amount(0),
  dailyResetHour: 0,
  maxOrdersPerWindow: 0,
  windowSeconds: 60,
  costReservePpb: 0,
  noTrade: ALWAYS_TRADE,
};
