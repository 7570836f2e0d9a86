// Splits and dividends in the books, and in what is written about a price: the same in every core.

import type { Payload, StrategyIndex } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  mulDivExact,
  mulExact,
  price,
  qty,
  subExact,
  type Amount,
  type Price,
  type Qty,
} from '@tradingbot/domain';
import { CASH, changeQty, credit, markPrice, positionOf, restock, type Ledger } from './ledger.ts';

type Split = Pick<Payload<'md.split'>, 'numerator' | 'denominator'>;

/**
 * Every strategy's position becomes numerator ÷ denominator times as many units, rounded down. The fraction is paid in
 * cash at the last price after the split and is a sale of its share of the cost basis. A broker settles fractions of
 * the account, not of each strategy: several strategies in one share may be paid a little more in cash than they would.
 * @returns the cash that was paid
 */
export function applySplit(ledger: Ledger, split: Payload<'md.split'>): Amount {
  const { instrument } = split;
  let paid = amount(0);
  for (let strategy = 0; strategy < ledger.positions.length; strategy++) {
    paid = addExact(paid, splitPosition(ledger, strategy as StrategyIndex, split));
  }
  const asset = ledger.baseAsset[instrument] as number;
  const stock = ledger.stock[asset] as Amount;
  if (stock > 0) credit(ledger, asset, subExact(splitAmount(stock, split), stock));
  if ((ledger.marks[instrument] as number) > 0) {
    markPrice(ledger, instrument, splitPrice(ledger.marks[instrument] as Price, split, price(1), 'floor'));
  }
  restock(ledger, asset);
  return paid;
}

function splitPosition(ledger: Ledger, strategy: StrategyIndex, split: Payload<'md.split'>): Amount {
  const { instrument, numerator, denominator } = split;
  const position = positionOf(ledger, strategy, instrument);
  const before = position.qty;
  if (before === 0) return amount(0);
  const after = splitQty(before, split);
  const parts = mulExact(before, numerator);
  // Of a unit, in parts of `denominator`.
  const fraction = Number(BigInt(parts) - BigInt(after) * BigInt(denominator));
  const removed = amount(mulDivExact(position.costBasis, fraction, parts, 'half-even'));
  const unitValue = mulExact(ledger.marks[instrument] as number, ledger.moneyFactor[instrument] as number);
  const paid = amount(mulDivExact(unitValue, fraction, numerator, 'floor'));
  position.costBasis = subExact(position.costBasis, removed);
  position.realizedPnl = addExact(position.realizedPnl, subExact(paid, removed));
  changeQty(ledger, strategy, instrument, after - before);
  credit(ledger, CASH, paid);
  return paid;
}

/**
 * Every strategy is paid for what it holds, to the last unit rounded down, as realised P&L.
 * @returns the cash that was paid
 */
export function applyDividend(ledger: Ledger, { instrument, perShare }: Payload<'md.dividend'>): Amount {
  const unit = ledger.qtyUnit[instrument] as number;
  let paid = amount(0);
  for (const row of ledger.positions) {
    const position = row[instrument];
    if (position === undefined || position.qty === 0) continue;
    const dividend = amount(mulDivExact(perShare, position.qty, unit, 'floor'));
    position.realizedPnl = addExact(position.realizedPnl, dividend);
    credit(ledger, CASH, dividend);
    paid = addExact(paid, dividend);
  }
  return paid;
}

/** So many units become so many, rounded down. */
export const splitQty = (units: Qty, split: Split): Qty => qty(Number(splitAmount(amount(units), split)));

const splitAmount = (held: Amount, { numerator, denominator }: Split): Amount =>
  amount(mulDivExact(held, numerator, denominator, 'floor'));

/** A price of before the split as one of after it, on the tick; at least one tick. */
export function splitPrice(before: Price, split: Split, tick: Price, rounding: 'floor' | 'ceil'): Price {
  const { numerator, denominator } = split;
  const ticks = mulDivExact(before, denominator, mulExact(numerator, tick), rounding);
  return price(Math.max(1, Number(ticks)) * tick);
}

/** What protects a position, after a split: its stop further from the market, its target no worse than it was. */
export function splitProtection<Of extends Pick<Payload<'risk.protected'>, 'stop' | 'target'>>(
  of: Of,
  split: Split,
  tick: Price,
): Of {
  const { stop, target } = of;
  return {
    ...of,
    stop: stop.type === 'stop' ? { ...stop, stopPrice: splitPrice(stop.stopPrice, split, tick, 'floor') } : stop,
    target:
      target.type === 'limit' ? { ...target, limitPrice: splitPrice(target.limitPrice, split, tick, 'ceil') } : target,
  };
}

/** What a strategy asked for before a split, said of the shares after it. */
export function splitTarget(signal: Payload<'signal.target'>, split: Split, tick: Price): Payload<'signal.target'> {
  const { target, terms } = signal;
  return {
    ...signal,
    target: target.kind === 'qty' ? { ...target, qty: splitQty(target.qty, split) } : target,
    terms: splitTerms(terms, split, tick),
  };
}

/** Prices go down, which suits a buy's limit; risk brings all of them to the side that they belong on. */
function splitTerms(terms: Payload<'signal.target'>['terms'], split: Split, tick: Price): typeof terms {
  const scaled = (before: Price): Price => splitPrice(before, split, tick, 'floor');
  switch (terms.type) {
    case 'limit':
      return { ...terms, limitPrice: scaled(terms.limitPrice) };
    case 'stop':
      return { ...terms, stopPrice: scaled(terms.stopPrice) };
    case 'stop-limit':
      return { ...terms, stopPrice: scaled(terms.stopPrice), limitPrice: scaled(terms.limitPrice) };
    case 'take-profit':
      return { ...terms, triggerPrice: scaled(terms.triggerPrice) };
    case 'market':
    case 'trailing-stop':
      return terms;
  }
}
