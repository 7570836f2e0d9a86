// The fee of a fill in the books. Whatever asset it is charged in, `fees` grows by its value in the account's currency.

import type { Payload, StrategyIndex } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  compareExact,
  invariant,
  mulDivExact,
  mulExact,
  qty,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Qty,
} from '@tradingbot/domain';
import {
  assetValueOf,
  CASH,
  changeQty,
  currencyOf,
  debit,
  instrumentOfAsset,
  notionalOf,
  positionOf,
  restock,
  type Ledger,
} from './ledger.ts';

export function bookFee(ledger: Ledger, strategy: StrategyIndex, fill: Payload<'order.filled'>): void {
  const { instrument, fee, feeAsset } = fill;
  if (feeAsset === currencyOf(ledger)) {
    addFee(ledger, strategy, instrument, fee);
    debit(ledger, CASH, fee);
    return;
  }
  if (fee === 0) return;
  const asset = ledger.assets.indexOf(feeAsset);
  invariant(asset > CASH, 'a fee is charged in an asset of the manifest');
  if (fill.side === 'buy' && ledger.baseAsset[instrument] === asset) return payFromBought(ledger, strategy, fill);
  payFromStock(ledger, strategy, instrument, asset, fee);
}

/** A buy pays out of what it bought, at the price it paid: what is left cost as much for each unit as before. */
function payFromBought(ledger: Ledger, strategy: StrategyIndex, fill: Payload<'order.filled'>): void {
  const { instrument, fee } = fill;
  const position = positionOf(ledger, strategy, instrument);
  const asset = ledger.baseAsset[instrument] as number;
  const wanted = unitsFor(ledger, instrument, fee);
  // A fee has a step, which may be more than a small fill: the rest comes out of what the account has besides.
  const bought = mulExact(fill.qty, ledger.baseFactor[instrument] as number);
  if (wanted > fill.qty) payFromStock(ledger, strategy, instrument, asset, subExact(fee, amount(bought)));
  const units = qty(Math.min(wanted, fill.qty));
  const value = notionalOf(ledger, instrument, fill.price, units);
  position.costBasis = subExact(position.costBasis, value);
  addFee(ledger, strategy, instrument, value);
  changeQty(ledger, strategy, instrument, -units, false);
  debit(ledger, asset, wanted > fill.qty ? amount(bought) : fee);
  restock(ledger, asset);
}

/**
 * A fee in an asset that the account keeps: out of what no position explains, the rest out of positions in it, as if
 * they had been sold at the last price.
 */
function payFromStock(
  ledger: Ledger,
  strategy: StrategyIndex,
  filled: InstrumentIndex,
  asset: number,
  fee: Amount,
): void {
  const priced = instrumentOfAsset(ledger, asset);
  const stock = ledger.stock[asset] as Amount;
  const fromStock = compareExact(stock, fee) >= 0 ? fee : compareExact(stock, 0) > 0 ? stock : amount(0);
  const value = assetValueOf(ledger, priced, fromStock);
  addFee(ledger, strategy, filled, value);
  ledger.feesInKind = addExact(ledger.feesInKind, value);
  debit(ledger, asset, fee);
  let rest = unitsFor(ledger, priced, subExact(fee, fromStock));
  for (const row of ledger.positions) {
    const units = qty(Math.min(rest, row[priced]?.qty ?? 0));
    if (units > 0) sellForFee(ledger, strategy, filled, ledger.positions.indexOf(row) as StrategyIndex, priced, units);
    rest = qty(rest - units);
  }
  invariant(rest === 0, 'a fee is paid from what the account holds');
  restock(ledger, asset);
}

function sellForFee(
  ledger: Ledger,
  strategy: StrategyIndex,
  filled: InstrumentIndex,
  owner: StrategyIndex,
  priced: InstrumentIndex,
  units: Qty,
): void {
  const position = positionOf(ledger, owner, priced);
  const value = assetValueOf(ledger, priced, amount(units * (ledger.baseFactor[priced] as number)));
  const removed =
    units === position.qty
      ? position.costBasis
      : amount(mulDivExact(position.costBasis, units, position.qty, 'half-even'));
  position.costBasis = subExact(position.costBasis, removed);
  position.realizedPnl = addExact(position.realizedPnl, subExact(value, removed));
  changeQty(ledger, owner, priced, -units, false);
  addFee(ledger, strategy, filled, value);
}

/** Positions are counted in whole units of the instrument: what is left of a started one stays in the balance. */
const unitsFor = (ledger: Ledger, instrument: InstrumentIndex, fee: Amount): Qty =>
  qty(Number(mulDivExact(fee, 1, ledger.baseFactor[instrument] as number, 'ceil')));

function addFee(ledger: Ledger, strategy: StrategyIndex, instrument: InstrumentIndex, value: Amount): void {
  const position = positionOf(ledger, strategy, instrument);
  position.fees = addExact(position.fees, value);
}
