// The order of simulated time: decisions as they fall due, and when all is quiet the next of the facts: an operator's
// command, the tick that a core has asked for, a group of market data, the end.

import type { Source, UnsequencedEvent } from '@tradingbot/contracts';
import { dueTick } from '@tradingbot/core';
import type { JournalFold } from './journal-fold.ts';
import { closingFact, fact } from './journal-facts.ts';
import { createLockstep, type DoneMark } from './lockstep.ts';
import type { AppendOffer, Batch, Order, Refusal, Settled } from './order.ts';

interface Waiting {
  readonly events: readonly UnsequencedEvent[];
  settled: Settled;
  /** It is being written. */
  isTaken: boolean;
}

export interface OrderOptions {
  /** The cores by rank. */
  readonly ranks: readonly Source[];
  /** Whether what is held is sold when the run ends. */
  readonly closePositions: boolean;
  /** The journal as it stands. */
  readonly fold: JournalFold;
}

export function createLockstepOrder({ ranks, closePositions, fold }: OrderOptions): Order {
  const lockstep = createLockstep<UnsequencedEvent>(fold.lockstepStart(ranks));
  const written = new Map(fold.appended);
  /** Of each producer of facts the one group that waits for its turn. */
  const groups = new Map<Source, Waiting>();
  const commands: Waiting[] = [];
  let closing: { reason: string; settled: Settled[] } | undefined;
  let { ending, closed, facts, lastTick } = fold;
  let lastTime = fold.time;

  function appendFacts({ source, first, events }: AppendOffer, settled: Settled, head: number): Refusal | undefined {
    const expected = written.get(source) ?? 0;
    const waiting = groups.get(source);
    if (waiting !== undefined && first === expected) {
      // The same once more, because its answer was late.
      waiting.settled = settled;
      return undefined;
    }
    if (first !== expected) {
      if (first + events.length === expected) {
        settled(head);
        return undefined;
      }
      return { code: 'OUT_OF_STEP', message: `${source} has ${expected} events in the journal`, expected };
    }
    const early = events.find((event) => event.time < lastTime);
    if (early !== undefined) {
      return {
        code: 'TIME',
        message: `${early.type} at ${early.time} comes after the journal has reached ${lastTime}`,
      };
    }
    if (closed || ending) return { code: 'CLOSED', message: 'the run has ended' };
    if (events.length === 0) settled(head);
    else groups.set(source, { events, settled, isTaken: false });
    return undefined;
  }

  function earliestGroup(): [Source, Waiting] | undefined {
    let found: [Source, Waiting] | undefined;
    for (const entry of groups) {
      if (entry[1].isTaken) continue;
      if (found === undefined || timeOf(entry[1]) < timeOf(found[1])) found = entry;
    }
    return found;
  }

  let head = fold.position;

  return {
    append(offer, settled) {
      if (!lockstep.isCore(offer.source)) return appendFacts(offer, settled, head);
      const early = beyond(offer.mark);
      if (early !== undefined) return { code: 'MALFORMED', message: early };
      const wrong = lockstep.receive(offer.source, offer.first, offer.events, offer.mark);
      if (wrong?.kind === 'gap') {
        const { expected } = wrong;
        return { code: 'OUT_OF_STEP', message: `${offer.source} has sent ${expected} decisions`, expected };
      }
      if (wrong !== undefined) {
        const message = `${offer.source} decides on position ${wrong.cause}, which it has said to be done with`;
        return { code: 'MALFORMED', message };
      }
      // Held until its turn comes; who restarts sends it again.
      settled(head);
      return undefined;
    },
    mark(core, emitted, mark) {
      if (beyond(mark) === undefined) lockstep.mark(core, emitted, mark);
    },
    command(event, settled) {
      if (closed) return { code: 'CLOSED', message: 'the run has ended' };
      commands.push({ events: [event], settled, isTaken: false });
      return undefined;
    },
    close(reason, settled) {
      if (closed) settled(head);
      else if (closing === undefined) closing = { reason, settled: [settled] };
      else closing.settled.push(settled);
      return undefined;
    },
    take(position) {
      head = position;
      const decisions = lockstep.release(head);
      if (decisions.length > 0) return { events: decisions, settled: nobody };
      if (!lockstep.isQuiet(head) || closed) return undefined;
      if (commands.length > 0) return takeCommands();
      if (ending) return takeClosing();
      const next = earliestGroup();
      if (next === undefined) return closing === undefined ? undefined : takeEnding(closing.reason);
      const { wake } = lockstep;
      const time = timeOf(next[1]);
      const tick = wake < time ? dueTick(wake, lastTime, lastTick) : Infinity;
      return tick < time ? takeTick(tick) : takeGroup(...next);
    },
    waitingFor: lockstep.waitingFor,
    get closed() {
      return closed;
    },
    get lastTime() {
      return lastTime;
    },
  };

  /** Nobody can have decided what nobody has been told. */
  function beyond({ done }: DoneMark): string | undefined {
    return done > head ? `done with position ${done}, but the journal ends at ${head}` : undefined;
  }

  function factsBatch(events: readonly UnsequencedEvent[], settled: Settled): Batch {
    const before = head;
    return {
      events,
      settled(now) {
        // What was in the log already has its old position, and was counted then.
        facts += Math.max(0, now - before);
        settled(now);
      },
    };
  }

  function takeCommands(): Batch {
    const taken = commands.splice(0);
    const events = taken
      .flatMap((one) => one.events)
      .map((event) => ({ ...event, time: lastTime }) as UnsequencedEvent);
    return factsBatch(events, (now) => taken.forEach((one) => one.settled(now)));
  }

  function takeTick(at: number): Batch {
    lastTick = at;
    lastTime = at;
    return factsBatch([fact('clock.tick', at, {})], nobody);
  }

  function takeGroup(source: Source, group: Waiting): Batch {
    const { events } = group;
    group.isTaken = true;
    lastTime = Math.max(...events.map((event) => event.time));
    return factsBatch(events, (now) => {
      written.set(source, (written.get(source) ?? 0) + events.length);
      const waiting = groups.get(source);
      groups.delete(source);
      waiting?.settled(now);
    });
  }

  function takeEnding(reason: string): Batch {
    ending = true;
    return factsBatch([fact('run.ending', lastTime, { closePositions, reason })], nobody);
  }

  function takeClosing(): Batch {
    closed = true;
    const events = [closingFact(lastTime, head, facts, ranks)];
    return { events, settled: (now) => closing?.settled.forEach((settled) => settled(now)) };
  }
}

const timeOf = ({ events }: Waiting): number => events[0]?.time ?? Infinity;
const nobody: Settled = () => undefined;
