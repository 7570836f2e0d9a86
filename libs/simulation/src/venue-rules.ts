// What a venue checks when an order arrives: the rules in force for its price and size, and what is held.
// A strategy can sell what it holds itself, as if each had an account of its own: a real venue would sell another's too.

import type { Payload } from '@tradingbot/contracts';
import { compareExact, type Price } from '@tradingbot/domain';
import { notionalOf, positionOf, type Ledger } from '@tradingbot/portfolio';
import type { VenueOrder } from './venue-order.ts';

export type RejectCode = Payload<'order.rejected'>['code'];

/**
 * Why the order is refused, or `undefined`. A buy is not refused for want of cash: it takes what there is when it fills.
 * @param rules `null` before the first have come: nothing but the balance is checked then
 * @param lastClose 0 for none: there is no band then, and the value of an order without a price is not known
 */
export function refusalOf(
  order: VenueOrder,
  rules: Payload<'md.instrument'> | null,
  lastClose: number,
  ledger: Ledger,
): RejectCode | undefined {
  const code = rules === null ? undefined : brokenRule(order, rules, lastClose, ledger);
  if (code !== undefined) return code;
  const { side, remaining, strategy, instrument } = order;
  if (side === 'buy' || remaining <= positionOf(ledger, strategy, instrument).qty) return undefined;
  return 'INSUFFICIENT_BALANCE';
}

function brokenRule(
  order: VenueOrder,
  rules: Payload<'md.instrument'>,
  lastClose: number,
  ledger: Ledger,
): RejectCode | undefined {
  const { remaining, stop, limit, instrument } = order;
  if (remaining % rules.lot !== 0) return 'NOT_ON_LOT';
  if (remaining < rules.minQty) return 'BELOW_MIN_QTY';
  if (rules.maxQty > 0 && remaining > rules.maxQty) return 'ABOVE_MAX_QTY';
  if (stop % rules.tick !== 0 || limit % rules.tick !== 0) return 'NOT_ON_TICK';
  if (isOutOfBand(stop, rules, lastClose) || isOutOfBand(limit, rules, lastClose)) return 'PRICE_OUT_OF_BAND';
  const value = notionalOf(ledger, instrument, priceToJudge(order, lastClose), remaining);
  if (value !== 0 && compareExact(value, rules.minNotional) < 0) return 'BELOW_MIN_NOTIONAL';
  return undefined;
}

/** Each side of the band has its own switch: 0 is none. */
const isOutOfBand = (price: Price, { bandDown, bandUp }: Payload<'md.instrument'>, lastClose: number): boolean =>
  price > 0 &&
  lastClose > 0 &&
  ((bandDown > 0 && price < lastClose * bandDown) || (bandUp > 0 && price > lastClose * bandUp));

/** The value of an order is taken at its own price; a market order and a trailing stop have that of the last close. */
function priceToJudge({ stop, limit }: VenueOrder, lastClose: number): Price {
  if (limit > 0) return limit;
  return stop > 0 ? stop : (lastClose as Price);
}
