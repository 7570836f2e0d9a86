// A stored line read in the plainest way: the oracle for the fast one.

import { invariant } from '@tradingbot/domain';
import { schemaVersionOf } from '../src/envelope.ts';
import type { RecordedEvent } from '../src/line.ts';
import { EVENTS, type EventType } from '../src/registry.ts';
import type { Source } from '../src/sources.ts';

interface Line {
  readonly cause: number;
  readonly correlation: number;
  readonly id: string;
  readonly position: number;
  readonly schemaVersion: number;
  readonly source: Source;
  readonly time: number;
  readonly type: EventType;
}

/** @throws SyntaxError or InvariantError when the line is none of ours */
export function naiveOpenLine(line: string): RecordedEvent {
  // Keys are sorted and quotes within strings are escaped, so these are the payload's neighbours.
  const start = line.indexOf(',"payload":') + ',"payload":'.length;
  const end = line.lastIndexOf(',"position":');
  const head = JSON.parse(`${line.slice(0, start - ',"payload":'.length)}${line.slice(end)}`) as Line;
  const { cause, correlation, id, position, schemaVersion, source, time, type } = head;
  invariant(type in EVENTS, `this release knows no event ${String(type)}`);
  invariant(schemaVersion === schemaVersionOf(type), `this release reads ${type} of version ${schemaVersionOf(type)}`);
  const ordinal = cause === 0 ? 0 : Number(id.slice(id.lastIndexOf(':') + 1));
  return { type, position, time, source, cause, ordinal, correlation, payload: line.slice(start, end) };
}
