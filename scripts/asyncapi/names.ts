// Who takes part, and how the parts of the AsyncAPI document are called and referred to.

import { OWNED_TYPES, type EventType, type Source } from '@tradingbot/contracts';

export type Json = Record<string, unknown>;

export const SOURCES = Object.keys(OWNED_TYPES) as Source[];
export const PRODUCERS = SOURCES.filter((source) => source !== 'sequencer');
/** Those whose events are decisions, which they say how far they have got with. */
export const CORES = PRODUCERS.filter((source) => source !== 'market-data');

export const ref = (path: string): Json => ({ $ref: `#/${path}` });
export const schema = (name: string): Json => ref(`components/schemas/${name}`);
export const message = (name: string): Json => ref(`components/messages/${name}`);
/** A channel's name within the document. */
export const channelOf = (type: EventType): string => `evt-${type.replace('.', '-')}`;
export const appendOf = (source: Source): string => `log-append-${source}`;

export const ownerOf = (type: EventType): Source =>
  SOURCES.find((source) => OWNED_TYPES[source].includes(type)) as Source;

export const JSON_TYPE = 'application/json';
