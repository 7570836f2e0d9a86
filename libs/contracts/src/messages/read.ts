// Reading the log over the bus: a page of stored lines after a position.

import { z } from 'zod';
import { countOnWire, textOnWire } from '../wire.ts';

/** The most events of a page; it is shorter when they would not fit in one message. */
export const PAGE_LIMIT = 1_000;

export const ReadSchema = z.strictObject({
  journal: textOnWire,
  after: countOnWire,
  limit: countOnWire.min(1).max(PAGE_LIMIT),
});
export type ReadRequest = z.output<typeof ReadSchema>;
export const encodeRead = (request: ReadRequest): string => JSON.stringify(request);
export const decodeRead = (text: string): ReadRequest => ReadSchema.parse(JSON.parse(text));

/** @param lines the stored bodies, in order */
export const encodePage = (lines: readonly string[]): string => lines.join('\n');
/** @returns the stored bodies; none when the log goes no further */
export const decodePage = (text: string): string[] => (text === '' ? [] : text.split('\n'));
