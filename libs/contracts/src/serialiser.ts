// Events as canonical JSON, for one journal: the payload alone (what is hashed) or the whole envelope (a journal file).

import type { ByteWriter } from './byte-writer.ts';
import type { Catalog } from './catalog.ts';
import { namesOf } from './catalog.ts';
import { compileWith, type Codec } from './codec.ts';
import { schemaVersionOf, type SequencedEvent } from './envelope.ts';
import { eventId } from './ids.ts';
import { EVENTS, EVENT_TYPES, TYPE_CODE, type EventType, type Payload } from './registry.ts';

export interface Serialiser {
  /** The payload's canonical JSON. */
  payload(event: SequencedEvent): string;
  /** The same, written as UTF-8. */
  writePayload(event: SequencedEvent, writer: ByteWriter): void;
  /** The envelope's canonical JSON, one line of a journal file. */
  line(event: SequencedEvent, journal: string): string;
  /**
   * A payload from its wire object.
   * @throws ZodError when it does not keep the contract, DecimalError when a number does not fit the scale of its
   * instrument or asset, InvariantError when it names what the catalog does not have
   */
  parse<Type extends EventType>(type: Type, wire: unknown): Payload<Type>;
  /** The same for what has been checked before, such as what stands in the log: several times faster. */
  read<Type extends EventType>(type: Type, wire: unknown): Payload<Type>;
}

export function serialiserFor(catalog: Catalog): Serialiser {
  const names = namesOf(catalog);
  const codecs = EVENT_TYPES.map((type) => compileWith(EVENTS[type], names) as Codec<unknown>);
  const codecOf = (code: number): Codec<unknown> => codecs[code] as Codec<unknown>;
  const payload = (event: SequencedEvent): string => codecOf(event.code).encode(event.payload);
  return {
    payload,
    writePayload(event, writer) {
      codecOf(event.code).write(event.payload, writer);
    },
    line: (event, journal) => lineOf(event, eventId(event, journal, catalog), journal, payload(event)),
    read: (type, wire) => codecOf(TYPE_CODE[type]).decode(wire) as Payload<typeof type>,
    parse: (type, wire) => codecOf(TYPE_CODE[type]).decode(EVENTS[type].schema.parse(wire)) as Payload<typeof type>,
  };
}

/** The envelope's canonical JSON from parts that are known already. @param payload canonical JSON */
export const lineOf = (event: SequencedEvent, id: string, journal: string, payload: string): string =>
  `{"cause":${event.cause},"correlation":${event.correlation},"id":${JSON.stringify(id)}` +
  `,"journal":${JSON.stringify(journal)},"payload":${payload},"position":${event.position}` +
  `,"schemaVersion":${schemaVersionOf(event.type)},"source":"${event.source}","time":${event.time},"type":"${event.type}"}`;
