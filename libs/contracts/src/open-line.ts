// A stored line, read by the places of its keys: whoever reads a whole journal opens a million of them.

import { invariant } from '@tradingbot/domain';
import { schemaVersionOf } from './envelope.ts';
import type { RecordedEvent } from './line.ts';
import { EVENTS, type EventType } from './registry.ts';
import type { Source } from './sources.ts';
import { isReadable, upcast } from './upcast.ts';

const AFTER_CAUSE = '{"cause":'.length;
const CORRELATION = ',"correlation":';
const PAYLOAD = ',"payload":';
const POSITION = ',"position":';
const VERSION = ',"schemaVersion":';
const SOURCE = ',"source":"';
const TIME = '","time":';
const TYPE = ',"type":"';

/**
 * Keys are sorted and quotes within strings are escaped, so each key stands where it is looked for.
 * @throws InvariantError when the line is none of ours
 */
export function openLine(line: string): RecordedEvent {
  const correlationAt = line.indexOf(CORRELATION, AFTER_CAUSE);
  const payloadAt = line.indexOf(PAYLOAD, correlationAt);
  const positionAt = line.lastIndexOf(POSITION);
  const versionAt = line.indexOf(VERSION, positionAt);
  const sourceAt = line.indexOf(SOURCE, versionAt);
  const timeAt = line.indexOf(TIME, sourceAt);
  const typeAt = line.indexOf(TYPE, timeAt);
  invariant(
    line.startsWith('{"cause":') &&
      correlationAt > 0 &&
      payloadAt > 0 &&
      versionAt > 0 &&
      sourceAt > 0 &&
      timeAt > 0 &&
      typeAt > 0 &&
      line.endsWith('"}'),
    'a stored line is an envelope in canonical JSON',
  );
  const type = line.slice(typeAt + TYPE.length, -2) as EventType;
  invariant(type in EVENTS, `this release knows no event ${type}`);
  const version = Number(line.slice(versionAt + VERSION.length, sourceAt));
  invariant(
    isReadable(type, version),
    `this release reads ${type} up to version ${schemaVersionOf(type)}, not ${version}`,
  );
  const cause = Number(line.slice(AFTER_CAUSE, correlationAt));
  return {
    type,
    position: Number(line.slice(positionAt + POSITION.length, versionAt)),
    time: Number(line.slice(timeAt + TIME.length, typeAt)),
    source: line.slice(sourceAt + SOURCE.length, timeAt) as Source,
    cause,
    ordinal: cause === 0 ? 0 : ordinalIn(line, payloadAt),
    correlation: Number(line.slice(correlationAt + CORRELATION.length, line.indexOf(',', correlationAt + 1))),
    payload: upcast(type, version, line.slice(payloadAt + PAYLOAD.length, positionAt)),
  };
}

/** A decision's id ends with its ordinal, and the journal's name stands between it and the payload. */
function ordinalIn(line: string, payloadAt: number): number {
  const end = line.lastIndexOf('","journal":"', payloadAt);
  return Number(line.slice(line.lastIndexOf(':', end) + 1, end));
}
