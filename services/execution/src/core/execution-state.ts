// What the execution core remembers: the books, what is open, what is still to be sent, and what protects a position.

import type { Manifest, Payload, StrategyIndex } from '@tradingbot/contracts';
import { digitsOf, qty, type InstrumentIndex, type Micros, type Price, type Qty, type Side } from '@tradingbot/domain';
import { createLedger, type Ledger, type OpenOrders } from '@tradingbot/portfolio';
import type { Plan } from './plan.ts';

export type Terms = Payload<'order.submitted'>['terms'];
export type Rules = Payload<'md.instrument'>;

/** An approval of which something is still to be sent. */
export interface Schedule {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly terms: Terms;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly expiresAt: Micros;
  /** The position of the approval, and the id that its orders are named after. */
  readonly approval: number;
  readonly orderId: string;
  readonly plan: Plan;
  unsent: Qty;
  /** Approved, and no longer there to be sold: it is abandoned with the last order. */
  excess: Qty;
  /** Children so far, placed or not, and orders so far. */
  step: number;
  orders: number;
  /** What could not be placed by itself and joins the next child. */
  joined: Qty;
  /** When the next child is due; `Infinity` until what protects the position has made way. */
  dueAt: number;
}

/** How a position is to be protected, and what for it has been placed. */
export interface Protection {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  stop: Payload<'risk.protected'>['stop'];
  target: Payload<'risk.protected'>['target'];
  /** Of the event that asked for it, counted over journals. */
  readonly position: number;
  /** The holding that its orders were placed for. */
  placedFor: Qty;
  /** To be placed anew, whatever the holding. */
  stale: boolean;
  /** An order of it was refused or ran out of room: it is placed anew when the bar has closed. */
  lapsed: boolean;
  /** Its orders make way for a new target; nothing is placed before risk says so. */
  suspended: boolean;
}

export interface ExecutionState {
  readonly ledger: Ledger;
  readonly orders: OpenOrders;
  schedules: Schedule[];
  protections: Protection[];
  /** The earliest `dueAt` of the schedules. */
  nextDueAt: number;
  readonly rules: (Rules | null)[];
  /** Per instrument: the length of the last bar, and the volumes of the last ones where they are needed. */
  readonly barLengths: number[];
  readonly volumes: number[][];
  halted: boolean;
  ending: boolean;
  /** How many positions the journals before this one have: order ids go on where they stopped. */
  positionsBefore: number;
  nextEquityAt: number;
  started: boolean;
}

export function initialState({ catalog }: Manifest): ExecutionState {
  return {
    ledger: createLedger(catalog),
    orders: [],
    schedules: [],
    protections: [],
    nextDueAt: Infinity,
    rules: catalog.instruments.map(() => null),
    barLengths: catalog.instruments.map(() => 0),
    volumes: catalog.instruments.map(() => []),
    halted: false,
    ending: false,
    positionsBefore: 0,
    nextEquityAt: 0,
    started: false,
  };
}

/** Used once, also by an account whose orders outlive a journal. */
export const orderIdAt = (state: ExecutionState, position: number): string =>
  `o${digitsOf(state.positionsBefore + position)}`;

export const lastPriceOf = (state: ExecutionState, instrument: InstrumentIndex): Price =>
  state.ledger.marks[instrument] as Price;

/** The least quantity of an order; less of it cannot be sold. */
export const lotOf = (state: ExecutionState, instrument: InstrumentIndex): Qty =>
  state.rules[instrument]?.lot ?? qty(1);
