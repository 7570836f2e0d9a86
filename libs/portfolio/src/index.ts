// The exact ledger and the open orders: one fold, used by every core that must know what the account holds.

export {
  applyFill,
  cashOf,
  createLedger,
  currencyOf,
  equityOf,
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
  OPEN_ORDERS,
  openOrder,
  ORDER_EVENTS,
  reopenOrders,
  statedOrders,
  worstPrice,
  type OpenOrder,
  type OpenOrders,
  type OrderEvent,
  type OrderStatus,
} from './orders.ts';
