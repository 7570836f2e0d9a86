// The subjects of one stack. Names from outside become single tokens, so that "BRK.B" never splits a subject.

import type { InstrumentIndex } from '@tradingbot/domain';
import { formatTimeframe, invariant } from '@tradingbot/domain';
import type { Catalog } from '../catalog.ts';
import type { SequencedEvent } from '../envelope.ts';
import type { Source } from '../sources.ts';

/** What an operator may command. */
export const COMMANDS = ['kill', 'reduce', 'resume'] as const;
export type Command = (typeof COMMANDS)[number];

/**
 * Whether the id of a command is its place in the store of commands. One that was taken while the store did not answer
 * is named by the sequencer's epoch instead, such as `e3.1`.
 */
export const isStoredCommand = (id: string): boolean => id !== '' && !id.startsWith('e');

export interface Subjects {
  /** "" for the unnamed stack, else `<stack>.` */
  readonly prefix: string;
  /** Where a producer asks for its events to be appended. */
  append(source: Source): string;
  /** Where the feeder of simulated time says that no more data will come; answered when the journal is closed. */
  readonly close: string;
  /** Where the log is read, page by page. */
  readonly read: string;
  /** Where the sequencer says how far the log has come. */
  readonly head: string;
  /** Where the sequencer says on request what it writes, and whom it waits for. */
  readonly status: string;
  /** Where a core says how far it has decided; without an argument, the pattern for all. */
  done(core?: Source): string;
  /** The pattern of all events. */
  readonly events: string;
  event(event: SequencedEvent, catalog: Catalog): string;
  /** A command to this stack; to every stack without prefix. */
  control(command: Command): string;
}

/** A command to every stack: `nats pub control.kill ''`. */
export const controlEverywhere = (command: Command): string => `control.${command}`;

/** The patterns that hold every command to any stack. They do not overlap, which newer servers would refuse. */
export const CONTROL_PATTERNS = ['control.*', '*.control.*'] as const;

/** What begins the subjects of the unnamed stack, and so can be no stack's name. */
export const RESERVED_STACKS = ['control', 'evt', 'jobs', 'log', 'svc'] as const;

/** Whether a subject that fits `CONTROL_PATTERNS` is a command: `evt.control.kill` is what has become of one. */
export const isCommand = (subject: string): boolean => !subject.startsWith('evt.');

export function subjectsOf(stack: string | undefined): Subjects {
  const prefix = stack === undefined ? '' : `${token(stack)}.`;
  return {
    prefix,
    append: (source) => `${prefix}log.append.${source}`,
    close: `${prefix}log.close`,
    read: `${prefix}log.read`,
    head: `${prefix}log.head`,
    status: `${prefix}svc.status`,
    done: (core) => `${prefix}svc.done.${core ?? '*'}`,
    events: `${prefix}evt.>`,
    event: (event, catalog) => `${prefix}evt.${eventTokens(event, catalog)}`,
    control: (command) => `${prefix}control.${command}`,
  };
}

/** A name as one token of a subject; `decodeURIComponent` gives the name back. Letters of any script stay readable. */
export const token = (name: string): string => name.replace(/[.*>%\s\p{Cc}]/gu, encodeCharacter);

// The two that `encodeURIComponent` leaves alone.
const encodeCharacter = (character: string): string =>
  character === '.' ? '%2E' : character === '*' ? '%2A' : encodeURIComponent(character);

/** The subject after `evt.`: what happened and where. */
function eventTokens(event: SequencedEvent, catalog: Catalog): string {
  const market = (index: InstrumentIndex): string => {
    const instrument = catalog.instruments[index];
    invariant(instrument !== undefined, 'an event names an instrument of its manifest');
    return `${token(instrument.venue)}.${token(instrument.symbol)}`;
  };
  const symbol = (index: InstrumentIndex): string => token(catalog.instruments[index]?.symbol ?? '');
  switch (event.type) {
    case 'md.open':
    case 'md.bar':
      return `${event.type}.${market(event.payload.instrument)}.${formatTimeframe(event.payload.timeframe)}`;
    case 'md.instrument':
      return `${event.type}.${market(event.payload.instrument)}`;
    case 'signal.target':
      return `signal.${token(catalog.strategies[event.payload.strategy] ?? '')}.${symbol(event.payload.instrument)}`;
    case 'order.submitted':
    case 'order.cancel-requested':
    case 'order.accepted':
    case 'order.rejected':
    case 'order.filled':
    case 'order.canceled':
      return `order.${market(event.payload.instrument)}.${event.type.slice('order.'.length)}`;
    default:
      return event.type;
  }
}
