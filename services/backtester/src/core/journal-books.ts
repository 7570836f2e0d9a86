// What a journal leaves behind, told by its events alone, whatever code decided them: the books, the orders that are
// open, and the command that stands.

import {
  isStoredCommand,
  type Catalog,
  type EventType,
  type RecordedEvent,
  type SequencedEvent,
} from '@tradingbot/contracts';
import {
  applyDividend,
  applyFill,
  applyOrderEvent,
  applySplit,
  createLedger,
  currencyOf,
  markPrice,
  OPEN_ORDERS,
  ORDER_EVENTS,
  reopenOrders,
  setBalance,
  setPosition,
  type Ledger,
  type OpenOrders,
} from '@tradingbot/portfolio';
import type { StandingCommand } from './opening.ts';

export interface JournalBooks {
  readonly ledger: Ledger;
  readonly orders: OpenOrders;
  readonly command: StandingCommand | undefined;
  /** The last operator's command that has its place in the store of commands; "" for none. */
  readonly lastStored: string;
  /** @param event the same with its payload parsed, asked for only when it is needed */
  see(recorded: RecordedEvent, event: () => SequencedEvent): void;
}

const BOOKED: ReadonlySet<EventType> = new Set<EventType>([
  'run.balance',
  'run.position',
  'run.carried',
  'control.kill',
  'control.reduce',
  'control.resume',
  'md.split',
  'md.dividend',
  ...ORDER_EVENTS,
]);

export function createJournalBooks(catalog: Catalog): JournalBooks {
  const ledger = createLedger(catalog);
  const orders: OpenOrders = [];
  let command: StandingCommand | undefined;
  let lastStored = '';
  // The last bar of each instrument, read only when something is booked at its price.
  const lastBars = new Map<string, () => SequencedEvent>();

  function priceAll(): void {
    for (const bar of lastBars.values()) {
      const event = bar();
      if (event.type === 'md.bar') markPrice(ledger, event.payload.instrument, event.payload.close);
    }
    lastBars.clear();
  }

  function book(event: SequencedEvent): void {
    switch (event.type) {
      case 'run.balance':
        return setBalance(ledger, event.payload.asset, event.payload.balance);
      case 'run.position':
        return setPosition(ledger, event.payload);
      case 'run.carried':
        if (event.payload.core === OPEN_ORDERS) reopenOrders(orders, event.payload.state);
        return;
      case 'control.kill':
      case 'control.reduce':
      case 'control.resume':
        if (isStoredCommand(event.payload.command)) lastStored = event.payload.command;
        command = standing(command, event);
        return;
      case 'md.split':
        // Fractions are paid at the last price.
        priceAll();
        applySplit(ledger, event.payload);
        return;
      case 'md.dividend':
        applyDividend(ledger, event.payload);
        return;
      case 'order.submitted':
      case 'order.cancel-requested':
      case 'order.accepted':
      case 'order.triggered':
      case 'order.rejected':
      case 'order.filled':
      case 'order.canceled': {
        const { order } = applyOrderEvent(orders, event);
        if (event.type !== 'order.filled') return;
        if (event.payload.feeAsset !== currencyOf(ledger)) priceAll();
        applyFill(ledger, order.strategy, event.payload);
        return;
      }
      default:
        return;
    }
  }

  return {
    ledger,
    orders,
    get command() {
      return command;
    },
    get lastStored() {
      return lastStored;
    },
    see(recorded, event) {
      if (recorded.type === 'md.bar') lastBars.set(instrumentIn(recorded.payload), event);
      else if (BOOKED.has(recorded.type)) book(event());
    },
  };
}

/** The name of a bar's instrument, found without reading the rest: keys are in order and names need no escaping. */
function instrumentIn(payload: string): string {
  const from = payload.indexOf(INSTRUMENT) + INSTRUMENT.length;
  return payload.slice(from, payload.indexOf('"', from));
}

const INSTRUMENT = '"instrument":"';

type Command = Extract<SequencedEvent, { type: 'control.kill' | 'control.reduce' | 'control.resume' }>;

/** A reduce never softens a kill; a resume ends both. */
function standing(before: StandingCommand | undefined, event: Command): StandingCommand | undefined {
  if (event.type === 'control.resume') return undefined;
  if (event.type === 'control.reduce' && before?.type === 'control.kill') return before;
  return { type: event.type, payload: event.payload };
}
