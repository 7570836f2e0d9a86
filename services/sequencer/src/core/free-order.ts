// The order of real time: first come, first written. Small batches when idle, larger ones under load.

import type { Source, UnsequencedEvent } from '@tradingbot/contracts';
import type { Micros } from '@tradingbot/domain';
import { closingFact, fact } from './journal-facts.ts';
import type { OrderOptions } from './lockstep-order.ts';
import type { AppendOffer, Order, Refusal, Settled } from './order.ts';

/** As many events as one append to the log carries at best. */
const BATCH = 500;
/** More events than this waiting, and producers are told to come again. */
const BOUND = 20_000;

interface Waiting {
  readonly events: readonly UnsequencedEvent[];
  readonly settled: Settled;
}

export function createFreeOrder({ ranks, closePositions, fold }: OrderOptions): Order {
  const received = new Map(fold.appended);
  const done = new Map<Source, number>();
  const queue: Waiting[] = [];
  let queued = 0;
  let head = fold.position;
  let { ending, closed, facts } = fold;
  let lastTime = fold.time;
  let endingAt = fold.ending ? head : Infinity;
  const closing: Settled[] = [];

  function enqueue(events: readonly UnsequencedEvent[], settled: Settled): void {
    queue.push({ events, settled });
    queued += events.length;
  }

  function append({ source, first, events, mark }: AppendOffer, settled: Settled): Refusal | undefined {
    const expected = received.get(source) ?? 0;
    if (first > expected) {
      return { code: 'OUT_OF_STEP', message: `${source} has sent ${expected} events`, expected };
    }
    const fresh = events.slice(expected - first);
    if (ranks.includes(source)) done.set(source, Math.max(done.get(source) ?? 0, mark.done));
    else if (ending && fresh.length > 0) return { code: 'CLOSED', message: 'the run has ended' };
    if (queued + fresh.length > BOUND) return { code: 'BUSY', message: `${queued} events wait already` };
    received.set(source, expected + fresh.length);
    // Repeated or empty: it is settled when everything before it is.
    enqueue(fresh, settled);
    return undefined;
  }

  return {
    append,
    mark(core, emitted, mark) {
      if (emitted === (received.get(core) ?? 0)) done.set(core, Math.max(done.get(core) ?? 0, mark.done));
    },
    command(event, settled) {
      if (closed) return { code: 'CLOSED', message: 'the run has ended' };
      enqueue([event], settled);
      return undefined;
    },
    close(reason, settled) {
      if (closed) settled(head);
      else closing.push(settled);
      if (!ending) enqueue([fact('run.ending', lastTime, { closePositions, reason })], nobody);
      ending = true;
      return undefined;
    },
    take(position) {
      head = position;
      if (queue.length === 0) return takeClosing();
      const taken: Waiting[] = [];
      let count = 0;
      while (queue[taken.length] !== undefined && (count === 0 || count < BATCH)) {
        const next = queue[taken.length] as Waiting;
        taken.push(next);
        count += next.events.length;
      }
      queue.splice(0, taken.length);
      queued -= count;
      const events = taken.flatMap((one) => one.events).map(stamp);
      if (events.some((event) => event.type === 'run.ending')) endingAt = head + events.length;
      return { events, settled: (now) => taken.forEach((one) => one.settled(now)) };
    },
    waitingFor: (position) => ranks.filter((core) => (done.get(core) ?? 0) < position),
    get closed() {
      return closed;
    },
    get lastTime() {
      return lastTime;
    },
  };

  /** Time never goes back within a journal, whatever the clocks of its producers say. */
  function stamp(event: UnsequencedEvent): UnsequencedEvent {
    if (event.cause === 0) facts += 1;
    lastTime = Math.max(lastTime, event.time);
    return event.time === lastTime ? event : { ...event, time: lastTime as Micros };
  }

  function takeClosing() {
    if (closed || head < endingAt || ranks.some((core) => (done.get(core) ?? 0) < head)) return undefined;
    closed = true;
    const settled: Settled = (now) => closing.forEach((one) => one(now));
    return { events: [closingFact(lastTime, head, facts, ranks)], settled };
  }
}

const nobody: Settled = () => undefined;
