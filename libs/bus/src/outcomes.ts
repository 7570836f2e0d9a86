// How a request fails, in the same words in every adapter.

import { BusTimeoutError, NoRespondersError } from './errors.ts';

export const late = (subject: string, timeoutMs: number): Error =>
  new BusTimeoutError(`No answer on ${subject} within ${timeoutMs} ms: the request may have been served or not.`);

export const lost = (subject: string): Error =>
  new BusTimeoutError(`The bus went away before it answered on ${subject}: the request may have been served or not.`);

export const unheard = (subject: string): Error => new NoRespondersError(`Nobody listens on ${subject}.`);
