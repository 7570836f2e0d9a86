// One question, one answer. While the server is away a question waits for it; an answer that was on its way then is lost.

import { performance } from 'node:perf_hooks';
import { ErrorCode, NatsError, type NatsConnection } from 'nats';
import { BusUnavailableError } from '../errors.ts';
import { late, lost, unheard } from '../outcomes.ts';
import type { Bus, BusMessage } from '../port.ts';
import { checkSubject } from '../syntax.ts';
import type { ConnectionStatus } from './connection-status.ts';
import { natsMessage } from './nats-message.ts';
import { explained } from './refusal.ts';
import { asBytes, wireHeaders } from './wire-headers.ts';

type Reject = (error: Error) => void;

export function requester(connection: NatsConnection, status: ConnectionStatus, shown: string): Bus['request'] {
  const asked = new Map<Reject, string>();
  const closed = (): Error => new BusUnavailableError(`The connection to the NATS server at ${shown} is closed.`);

  status.on((now) => {
    if (now === 'connected') return;
    for (const [reject, subject] of asked) reject(now === 'closed' ? closed() : lost(subject));
  });

  /** Resolves once the server is there. */
  function arrival(subject: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        clearTimeout(timer);
        listening.unsubscribe();
        act();
      };
      const timer = setTimeout(() => end(() => reject(late(subject, timeoutMs))), timeoutMs);
      const listening = status.on((now) => end(() => (now === 'connected' ? resolve() : reject(closed()))));
    });
  }

  function answer(subject: string, data: Uint8Array, timeout: number, options: object): Promise<BusMessage> {
    return new Promise<BusMessage>((resolve, reject) => {
      asked.set(reject, subject);
      connection
        .request(subject, data, { ...options, timeout })
        .then((msg) => resolve(natsMessage(msg)), reject)
        .finally(() => asked.delete(reject));
    });
  }

  return async (subject, data, timeoutMs, headers) => {
    checkSubject(subject);
    const start = performance.now();
    if (status.now === 'closed') throw closed();
    if (status.now === 'disconnected') await arrival(subject, timeoutMs);
    const left = Math.max(1, timeoutMs - (performance.now() - start));
    try {
      return await answer(subject, asBytes(data), left, headers === undefined ? {} : { headers: wireHeaders(headers) });
    } catch (error) {
      if (connection.isClosed()) throw closed();
      if (error instanceof NatsError && error.code === (ErrorCode.Timeout as string)) throw late(subject, timeoutMs);
      if (error instanceof NatsError && error.code === (ErrorCode.NoResponders as string)) throw unheard(subject);
      throw explained(error, subject, connection);
    }
  };
}
