// A producer of facts: one request in flight, numbered, repeated until it is answered. Nothing is appended twice.

import { BusTimeoutError, NoRespondersError, type Bus } from '@tradingbot/bus';
import {
  decodeReply,
  encodeAppend,
  encodeClose,
  type AppendReply,
  type ProducedEvent,
  type Source,
  type Subjects,
} from '@tradingbot/contracts';

export interface Producer {
  /** How many events it has in the journal. */
  readonly appended: number;
  /**
   * Resolves when the events are in the log, all of them.
   * @throws AppendRefusedError when they are refused for good; the reason of `signal` when it is stopped
   */
  append(events: readonly ProducedEvent[]): Promise<void>;
  /** Says that no more data will come, and resolves when the journal is closed. */
  close(reason: string): Promise<void>;
}

export class AppendRefusedError extends Error {
  override readonly name = 'AppendRefusedError';
}

export interface ProducerOptions {
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly journal: string;
  readonly source: Source;
  /** How many events of this source are in the journal already. */
  readonly appended: number;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 2_000;
const RETRY_MS = 25;

export function createProducer({ bus, subjects, journal, source, appended: start, signal }: ProducerOptions): Producer {
  let appended = start;
  const subject = subjects.append(source);

  /** Asks until there is an answer other than "later". */
  async function insist(to: string, request: string): Promise<Exclude<AppendReply, { ok: false; code: 'BUSY' }>> {
    for (;;) {
      signal.throwIfAborted();
      try {
        const reply = decodeReply((await bus.request(to, request, TIMEOUT_MS)).text());
        if (reply.ok || reply.code !== 'BUSY') return reply;
      } catch (error) {
        if (!(error instanceof BusTimeoutError) && !(error instanceof NoRespondersError)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  return {
    get appended() {
      return appended;
    },
    async append(events) {
      const header = { journal, first: appended, done: 0, wake: null };
      const reply = await insist(subject, encodeAppend(header, events));
      if (!reply.ok) throw new AppendRefusedError(`${subject} was refused: ${reply.code}: ${reply.message}`);
      appended += events.length;
    },
    async close(reason) {
      const reply = await insist(subjects.close, encodeClose({ journal, reason }));
      if (!reply.ok) throw new AppendRefusedError(`${subjects.close} was refused: ${reply.code}: ${reply.message}`);
    },
  };
}
