// What the risk core remembers: the ledger, what is in flight, the trading state, and the rules of each venue.

import type { Manifest, Payload } from '@tradingbot/contracts';
import { amount, invariant, type Amount, type CalendarName, type Price, type Qty, type Side } from '@tradingbot/domain';
import { createLedger, type Ledger, type OpenOrders } from '@tradingbot/portfolio';

export type TradingState = Payload<'risk.state'>['state'];
export type Signal = Payload<'signal.target'>;

/** An approval that has not come to rest yet. At most one for each strategy and instrument. */
export interface InFlight {
  readonly side: Side;
  /** What may still fill: of orders that are out, and what is unsent. */
  remaining: Qty;
  /** What later orders are still to carry; all of it until the first order is out. */
  unsent: Qty;
  /** The price that a limit would reserve for it. */
  readonly price: Price;
  /** What asked for it; null for what no signal asked for. */
  readonly asked: WaitingSignal | null;
}

/** How a position is to be protected, as `risk.protected` says it. */
export interface Protection {
  readonly stop: Payload<'signal.protect'>['stop'];
  readonly target: Payload<'signal.protect'>['target'];
  /** Of its signal, counted over journals. */
  readonly position: number;
  /** It has not been passed on yet. */
  unsaid: boolean;
  /** Its orders have been canceled to make way, and are to be placed again. */
  suspended: boolean;
}

/** A signal that waits until what is in flight before it has come to rest. The latest one wins. */
export interface WaitingSignal {
  readonly signal: Signal;
  /** Counted over journals: `positionsBefore` and the position in its own. */
  readonly position: number;
}

/** Plain data, so that it can be saved and restored. */
export interface RiskState {
  readonly ledger: Ledger;
  readonly inFlight: (InFlight | null)[][];
  readonly waiting: (WaitingSignal | null)[][];
  readonly protections: (Protection | null)[][];
  /** Whether a cancel has been asked for and what was open has not come to rest since. */
  readonly cancelAsked: boolean[][];
  readonly orders: OpenOrders;
  readonly rules: (Payload<'md.instrument'> | null)[];
  readonly calendars: readonly CalendarName[];
  /** Per instrument: when the last bar that closed has opened. */
  readonly lastBarOpen: number[];
  /** Times of the last approvals, oldest first, within the rate window. */
  readonly approvals: number[];
  trading: TradingState;
  /** Commands of operators; they outlast a pause. */
  command: 'none' | 'reduce' | 'kill';
  commandReason: string;
  pausedUntil: number;
  day: number;
  dayStartEquity: Amount;
  dayLoss: Amount;
  /** When each instrument was last priced, the latest of these times, and whether its loss is still to be judged. */
  readonly markedAt: number[];
  markTime: number;
  lossPending: boolean;
  /** How many positions the journals before this one have. */
  positionsBefore: number;
  /** The run is ending: no signal is judged any more. */
  ending: boolean;
}

export function initialState({ catalog }: Manifest): RiskState {
  const grid = (): null[][] => catalog.strategies.map(() => catalog.instruments.map(() => null));
  return {
    ledger: createLedger(catalog),
    inFlight: grid(),
    waiting: grid(),
    protections: grid(),
    cancelAsked: catalog.strategies.map(() => catalog.instruments.map(() => false)),
    orders: [],
    rules: catalog.instruments.map(() => null),
    calendars: catalog.instruments.map((i) => i.calendar),
    lastBarOpen: catalog.instruments.map(() => 0),
    approvals: [],
    trading: { status: 'ACTIVE' },
    command: 'none',
    commandReason: '',
    pausedUntil: 0,
    day: Number.MIN_SAFE_INTEGER,
    dayStartEquity: amount(0),
    dayLoss: amount(0),
    markedAt: catalog.instruments.map(() => 0),
    markTime: 0,
    lossPending: false,
    positionsBefore: 0,
    ending: false,
  };
}

export function slotsOf<T>(grid: T[][], strategy: number): T[] {
  const slots = grid[strategy];
  invariant(slots !== undefined, 'the strategy is in the manifest');
  return slots;
}
