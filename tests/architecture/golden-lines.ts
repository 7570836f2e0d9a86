// The golden lines of libs/contracts, read back into the events that they were written from.
// The golden manifest names the instruments, strategies and currency of all of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EVENTS,
  serialiserFor,
  TYPE_CODE,
  type Catalog,
  type EventType,
  type RecordedManifest,
  type SequencedEvent,
  type Source,
} from '@tradingbot/contracts';
import { marketSymbol } from '@tradingbot/domain';

const FOLDER = join(import.meta.dirname, '..', '..', 'libs', 'contracts', 'src', 'golden');

export type Wire = Readonly<Record<string, unknown>>;
export interface Line {
  readonly id: string;
  readonly type: EventType;
  readonly schemaVersion: number;
  readonly source: Source;
  readonly cause: number;
  readonly payload: Wire;
}

export const GOLDEN_FILES: readonly string[] = readdirSync(FOLDER).sort();
export const goldenFile = (type: EventType, version: number): string => `${type}.v${version}.jsonl`;
export const parsed = (line: string): Line => JSON.parse(line) as Line;

/** The golden lines of a type at its present version; none when there is no such file. */
export function goldenLines(type: EventType): string[] {
  const file = goldenFile(type, EVENTS[type].schemaVersion);
  return GOLDEN_FILES.includes(file) ? readFileSync(join(FOLDER, file), 'utf8').split('\n').slice(0, -1) : [];
}

export const goldenManifest = parsed(goldenLines('run.manifest')[0] ?? '').payload['manifest'] as RecordedManifest;
export const goldenCatalog: Catalog = {
  instruments: goldenManifest.instruments.map((i) => ({ ...i, symbol: marketSymbol(i.symbol) })),
  strategies: goldenManifest.strategies,
  currency: goldenManifest.currency,
};
export const goldenSerialiser = serialiserFor(goldenCatalog);

/** The event that a golden line was written from. */
export function eventOf(line: string): SequencedEvent {
  const { journal: _journal, schemaVersion: _version, id, ...envelope } = parsed(line) as Line & { journal: string };
  const payload = goldenSerialiser.parse(envelope.type, envelope.payload);
  const ordinal = envelope.cause === 0 ? 0 : Number(id.slice(id.lastIndexOf(':') + 1));
  return { ...envelope, code: TYPE_CODE[envelope.type], ordinal, payload } as unknown as SequencedEvent;
}
