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
  applyFill,
  applyOrderEvent,
  createLedger,
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
  ...ORDER_EVENTS,
]);

export function createJournalBooks(catalog: Catalog): JournalBooks {
  const ledger = createLedger(catalog);
  const orders: OpenOrders = [];
  let command: StandingCommand | undefined;
  let lastStored = '';

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
      case 'order.submitted':
      case 'order.cancel-requested':
      case 'order.accepted':
      case 'order.rejected':
      case 'order.filled':
      case 'order.canceled': {
        const { order } = applyOrderEvent(orders, event);
        if (event.type === 'order.filled') applyFill(ledger, order.strategy, event.payload);
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
      if (BOOKED.has(recorded.type)) book(event());
    },
  };
}

type Command = Extract<SequencedEvent, { type: 'control.kill' | 'control.reduce' | 'control.resume' }>;

/** A reduce never softens a kill; a resume ends both. */
function standing(before: StandingCommand | undefined, event: Command): StandingCommand | undefined {
  if (event.type === 'control.resume') return undefined;
  if (event.type === 'control.reduce' && before?.type === 'control.kill') return before;
  return { type: event.type, payload: event.payload };
}
