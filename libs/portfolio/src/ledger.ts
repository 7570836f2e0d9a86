// The exact books of one account: a balance per asset, a position with cost basis per strategy and instrument.
// To the last unit: cash + cost basis of what is held = opening cash + realised P&L − fees + fees paid in kind.

import type { Catalog, Payload, StrategyIndex } from '@tradingbot/contracts';
import { moneyScaleOf } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  assetScale,
  invariant,
  keepAsDoubles,
  mulDivExact,
  mulExact,
  price,
  qty,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Price,
  type Qty,
} from '@tradingbot/domain';

const ZERO = amount(0);

/** What one strategy holds of one instrument. Fees are kept apart from cost basis and realised P&L. */
export interface Position {
  qty: Qty;
  /** What was paid for `qty`, fees left out. Average price is `costBasis ÷ qty`, for display only. */
  costBasis: Amount;
  realizedPnl: Amount;
  fees: Amount;
}

const noPosition = (): Position => ({ qty: qty(0), costBasis: ZERO, realizedPnl: ZERO, fees: ZERO });

keepAsDoubles(noPosition(), 'costBasis', 'realizedPnl', 'fees');

/** Plain data: it is saved and restored with the state of the core that holds it. */
export interface Ledger {
  /** The assets of the account, its currency first, and exactly how much it holds of each, at the asset's scale. */
  readonly assets: readonly string[];
  readonly balances: Amount[];
  /** `positions[strategy][instrument]`. */
  readonly positions: Position[][];
  /** Per instrument: the sum over strategies, and the last price (0 before the first). */
  readonly netQty: number[];
  readonly marks: number[];
  /** The worth of all positions, when `valued`; a new price or fill makes it stale, and it is summed when asked for. */
  positionsValue: Amount;
  valued: boolean;
  /** Per instrument: `10^(money scale − price scale − quantity scale)`, and for the base asset likewise. */
  readonly moneyFactor: readonly number[];
  readonly baseFactor: readonly number[];
  /** Per instrument: which of `assets` its base asset is. */
  readonly baseAsset: readonly number[];
  /** Per instrument: units to one share or coin. */
  readonly qtyUnit: readonly number[];
  /** Per asset: what of its balance no position explains, such as BNB kept to pay fees with. None of the currency. */
  readonly stock: Amount[];
  stocked: boolean;
  /** Fees that were paid out of stock, in the account's currency: they are in `fees` and did not lower the cash. */
  feesInKind: Amount;
}

export function createLedger(catalog: Catalog): Ledger {
  const { instruments, strategies, currency } = catalog;
  const moneyScale = moneyScaleOf(catalog);
  const moneyFactor = instruments.map((i) => 10 ** (moneyScale - i.priceScale - i.qtyScale));
  invariant(moneyFactor.every(Number.isInteger), 'money has the decimals of every price times quantity');
  const assets = [...new Set([currency, ...instruments.map((i) => i.base)])];
  return {
    assets,
    balances: assets.map(() => ZERO),
    positions: strategies.map(() => instruments.map(noPosition)),
    netQty: instruments.map(() => 0),
    marks: instruments.map(() => 0),
    positionsValue: ZERO,
    valued: true,
    moneyFactor,
    baseFactor: instruments.map((i) => 10 ** (assetScale(instruments, i.base) - i.qtyScale)),
    baseAsset: instruments.map((i) => assets.indexOf(i.base)),
    qtyUnit: instruments.map((i) => 10 ** i.qtyScale),
    stock: assets.map(() => ZERO),
    stocked: false,
    feesInKind: ZERO,
  };
}

/** `price × quantity` in the account's currency, exact. */
export function notionalOf(ledger: Ledger, instrument: InstrumentIndex, price: Price, quantity: Qty): Amount {
  const factor = ledger.moneyFactor[instrument] as number;
  const product = price * quantity * factor;
  if (Number.isSafeInteger(product)) return amount(product);
  return amount(mulDivExact(mulExact(price, quantity), factor, 1, 'floor'));
}

/** Cash is the account's currency, the first of its assets. */
export const CASH = 0;

export const cashOf = (ledger: Ledger): Amount => ledger.balances[CASH] as Amount;

/** The account's own asset, in which everything is valued. */
export const currencyOf = (ledger: Ledger): string => ledger.assets[CASH] as string;

/** Cash plus every position, and what else is held, at its last price. */
export function equityOf(ledger: Ledger): Amount {
  const traded = addExact(cashOf(ledger), positionsValueOf(ledger));
  return ledger.stocked ? addExact(traded, stockValueOf(ledger)) : traded;
}

/** Every position at its last price. */
export function positionsValueOf(ledger: Ledger): Amount {
  if (ledger.valued) return ledger.positionsValue;
  const { netQty, marks, moneyFactor } = ledger;
  let sum = 0;
  for (let i = 0; i < netQty.length; i++)
    sum += (marks[i] as number) * (netQty[i] as number) * (moneyFactor[i] as number);
  // Nothing is negative, and factors are whole: a sum that is safe is one of safe integers alone.
  ledger.positionsValue = Number.isSafeInteger(sum) ? amount(sum) : exactValueOf(ledger);
  ledger.valued = true;
  return ledger.positionsValue;
}

function exactValueOf(ledger: Ledger): Amount {
  let total = ZERO;
  ledger.netQty.forEach((held, instrument) => {
    const mark = ledger.marks[instrument] as Price;
    total = addExact(total, notionalOf(ledger, instrument as InstrumentIndex, mark, qty(held)));
  });
  return total;
}

/** What no position explains, at the last price of the first instrument of that asset; nothing before it has one. */
function stockValueOf(ledger: Ledger): Amount {
  let total = ZERO;
  ledger.stock.forEach((held, asset) => {
    const instrument = instrumentOfAsset(ledger, asset);
    if (held > 0 && instrument >= 0) total = addExact(total, assetValueOf(ledger, instrument, held));
  });
  return total;
}

/** The first instrument that prices an asset; −1 for the currency. */
export const instrumentOfAsset = (ledger: Ledger, asset: number): InstrumentIndex =>
  ledger.baseAsset.indexOf(asset) as InstrumentIndex;

/** An amount of an instrument's base asset, at that asset's scale, at the last price; rounded down. */
export function assetValueOf(ledger: Ledger, instrument: InstrumentIndex, held: Amount): Amount {
  const perUnit = mulExact(ledger.marks[instrument] as number, ledger.moneyFactor[instrument] as number);
  return amount(mulDivExact(held, perUnit, ledger.baseFactor[instrument] as number, 'floor'));
}

/** Counts again what of an asset no position explains. */
export function restock(ledger: Ledger, asset: number): void {
  if (asset === CASH) return;
  let explained = ZERO;
  ledger.netQty.forEach((held, instrument) => {
    if (ledger.baseAsset[instrument] !== asset) return;
    explained = addExact(explained, amount(mulExact(held, ledger.baseFactor[instrument] as number)));
  });
  ledger.stock[asset] = subExact(ledger.balances[asset] as Amount, explained);
  ledger.stocked = ledger.stock.some((held) => held > 0);
}

export function positionOf(ledger: Ledger, strategy: StrategyIndex, instrument: InstrumentIndex): Position {
  const position = ledger.positions[strategy]?.[instrument];
  invariant(position !== undefined, 'strategy and instrument are in the manifest');
  return position;
}

/** An opening balance. */
export function setBalance(ledger: Ledger, asset: string, balance: Amount): void {
  const index = ledger.assets.indexOf(asset);
  invariant(index >= 0, 'an opening balance is in an asset of the manifest');
  ledger.balances[index] = balance;
  restock(ledger, index);
}

/**
 * What a strategy held when the journal began. Balances are said apart. Until the first price of the instrument comes,
 * all that is held of it is worth what it cost: neither for nor against the account, and known without the past.
 */
export function setPosition(
  ledger: Ledger,
  { strategy, instrument, qty: held, costBasis, realizedPnl, fees }: Payload<'run.position'>,
): void {
  const position = positionOf(ledger, strategy, instrument);
  ledger.netQty[instrument] = (ledger.netQty[instrument] as number) + held - position.qty;
  position.qty = held;
  position.costBasis = costBasis;
  position.realizedPnl = realizedPnl;
  position.fees = fees;
  markPrice(ledger, instrument, costPrice(ledger, instrument));
  restock(ledger, ledger.baseAsset[instrument] as number);
}

/** What one unit of an instrument cost on average over all strategies, to the nearest price; 0 for nothing held. */
function costPrice(ledger: Ledger, instrument: InstrumentIndex): Price {
  const held = ledger.netQty[instrument] as number;
  if (held === 0) return price(0);
  const unit = mulExact(held, ledger.moneyFactor[instrument] as number);
  const cost = ledger.positions.reduce((sum, row) => addExact(sum, row[instrument]?.costBasis ?? ZERO), ZERO);
  return price(Number(mulDivExact(cost, 1, unit, 'half-even')));
}

/** A new last price. */
export function markPrice(ledger: Ledger, instrument: InstrumentIndex, price: Price): void {
  ledger.marks[instrument] = price;
  if (ledger.netQty[instrument] !== 0) ledger.valued = false;
}

export function credit(ledger: Ledger, asset: number, value: Amount): void {
  ledger.balances[asset] = addExact(ledger.balances[asset] as Amount, value);
}

export function debit(ledger: Ledger, asset: number, value: Amount): void {
  ledger.balances[asset] = subExact(ledger.balances[asset] as Amount, value);
}

/** More or fewer units of a position, without their money; the balance of the base asset moves along. */
export function changeQty(
  ledger: Ledger,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  by: number,
  balanceMoves = true,
): void {
  const position = positionOf(ledger, strategy, instrument);
  position.qty = qty(position.qty + by);
  ledger.netQty[instrument] = (ledger.netQty[instrument] as number) + by;
  ledger.valued = false;
  if (!balanceMoves) return;
  credit(ledger, ledger.baseAsset[instrument] as number, amount(mulExact(by, ledger.baseFactor[instrument] as number)));
}
