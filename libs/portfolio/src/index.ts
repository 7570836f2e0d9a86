// The exact ledger and the open orders: one fold, used by every core that must know what the account holds.

export { applyDividend, applySplit, splitProtection, splitTarget } from './corporate-actions.ts';
export { applyFill } from './fills.ts';
export {
  assetValueOf,
  cashOf,
  createLedger,
  currencyOf,
  equityOf,
  instrumentOfAsset,
  markPrice,
  notionalOf,
  positionOf,
  positionsValueOf,
  setBalance,
  setPosition,
  type Ledger,
  type Position,
} from './ledger.ts';
export {
  applyOrderEvent,
  findOrder,
  hasOpenOrders,
  OPEN_ORDERS,
  openOrder,
  openOrdersOf,
  ORDER_EVENTS,
  reopenOrders,
  statedOrders,
  worstPrice,
  type OpenOrder,
  type OpenOrders,
  type OrderEvent,
  type OrderStatus,
} from './orders.ts';
