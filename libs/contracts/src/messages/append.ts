// What a producer asks the sequencer, and its answer. Text: a header line, then one line of JSON for each event.

import { z } from 'zod';
import { EVENTS, EVENT_TYPES, type EventType } from '../registry.ts';
import { countOnWire, integerOnWire, textOnWire } from '../wire.ts';

export const AppendHeaderSchema = z.strictObject({
  journal: textOnWire,
  /** How many events this producer has in the journal before these: its own numbering, the same after a restart. */
  first: countOnWire,
  /** Of a core: every position up to this one has been decided, and all that followed from it has been sent. */
  done: countOnWire,
  /** Of a core: when it wants a clock tick, in microseconds; null for never. */
  wake: integerOnWire.nullable(),
});

export const ProducedSchema = z
  .strictObject({
    cause: countOnWire,
    correlation: countOnWire,
    ordinal: countOnWire,
    payload: z.unknown(),
    schemaVersion: countOnWire,
    time: integerOnWire,
    type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]),
  })
  .refine(({ type, schemaVersion }) => schemaVersion === EVENTS[type].schemaVersion, {
    error: 'this release writes another version of this type',
  });

export type AppendHeader = z.output<typeof AppendHeaderSchema>;

/** An event as its producer sends it: no position yet. */
export interface ProducedEvent {
  readonly type: EventType;
  readonly time: number;
  /** The position that caused it; 0 for a fact. */
  readonly cause: number;
  readonly ordinal: number;
  /** Of a decision, its cause's; 0 for a fact, which is its own. */
  readonly correlation: number;
  /** The payload's canonical JSON. */
  readonly payload: string;
}

/** The same as it arrives: the payload is a wire object, still to be checked against its type. */
export interface ArrivedEvent extends Omit<ProducedEvent, 'payload'> {
  readonly payload: unknown;
}

export function encodeAppend({ journal, first, done, wake }: AppendHeader, events: readonly ProducedEvent[]): string {
  let text = JSON.stringify({ journal, first, done, wake });
  for (const { type, time, cause, ordinal, correlation, payload } of events) {
    text += `\n{"cause":${cause},"correlation":${correlation},"ordinal":${ordinal},"payload":${payload},"schemaVersion":${EVENTS[type].schemaVersion},"time":${time},"type":"${type}"}`;
  }
  return text;
}

/** @throws ZodError or SyntaxError when the text is not such a request, or an event has another version than today's */
export function decodeAppend(text: string): { header: AppendHeader; events: readonly ArrivedEvent[] } {
  const [head = '', ...lines] = text.split('\n');
  const header = AppendHeaderSchema.parse(JSON.parse(head));
  const events = lines.map((line) => {
    const { schemaVersion: _checked, ...event } = ProducedSchema.parse(JSON.parse(line));
    return event;
  });
  return { header, events };
}

/** Why an append was refused. Nothing of it was written. */
export const REFUSALS = {
  BUSY: 'too much waits already: try again',
  MALFORMED: 'not an append request, or an event that breaks its contract',
  NOT_OWNER: 'an event of a type that this producer does not own',
  OTHER_JOURNAL: 'the sequencer writes another journal',
  OUT_OF_STEP: 'the numbering does not follow on: `expected` is the next number',
  TIME: 'a time that goes back, or lies in the future',
  CONFLICT: 'an event of this id is there with other content',
  CLOSED: 'the journal is closed',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

export const ReplySchema = z.union([
  z.strictObject({ ok: z.literal(true), head: countOnWire }),
  z.strictObject({
    ok: z.literal(false),
    code: z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]),
    message: z.string(),
    expected: countOnWire.optional(),
  }),
]);
/** `head`: the last position of the journal once these events are in it. */
export type AppendReply = z.output<typeof ReplySchema>;
export const encodeReply = (reply: AppendReply): string => JSON.stringify(reply);
export const decodeReply = (text: string): AppendReply => ReplySchema.parse(JSON.parse(text));

export const CloseSchema = z.strictObject({ journal: textOnWire, reason: textOnWire });
/** No more data will come: end the run and close its journal. Answered like an append. */
export type CloseRequest = z.output<typeof CloseSchema>;
export const encodeClose = (request: CloseRequest): string => JSON.stringify(request);
export const decodeClose = (text: string): CloseRequest => CloseSchema.parse(JSON.parse(text));
