// One core behind the bus: what it decides is sent, numbered, until the log has it; and how far it has decided is said,
// also when there was nothing to decide.

import { BusTimeoutError, NoRespondersError, type Bus } from '@tradingbot/bus';
import {
  decodeReply,
  encodeAppend,
  encodeDone,
  type AppendReply,
  type RecordedEvent,
  type SequencedEvent,
  type Subjects,
} from '@tradingbot/contracts';
import type { CoreRunner, Difference, Emission } from '@tradingbot/core';

/** The log and this core disagree: another code, another machine's arithmetic, or a log that was edited. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  readonly difference: Difference;

  constructor(core: string, difference: Difference) {
    const { position, recorded, emitted } = difference;
    const said = (one: { type: string; payload: string } | undefined): string =>
      one === undefined ? 'nothing' : `${one.type} ${one.payload}`;
    super(`DIVERGED: at position ${position} the log has ${said(recorded)}, but ${core} decides ${said(emitted)}`);
    this.difference = difference;
  }
}

export interface CoreShellOptions {
  readonly runner: CoreRunner;
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly journal: string;
  readonly fail: (error: unknown) => void;
}

export interface CoreShell {
  see(recorded: RecordedEvent, event: () => SequencedEvent): void;
  /** Sends what is new, once all events up to `position` have been seen and nothing more is at hand. */
  flush(position: number): void;
  /** The sequencer has started anew: what it was sent and has not written is lost. */
  resend(): void;
  /** Says again how far it is, should that have been lost. */
  remind(): void;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** Few enough that a request stays below the largest message of the bus. */
const BATCH = 500;
const BATCH_CHARACTERS = 300_000;
const TIMEOUT_MS = 2_000;
const RETRY_MS = 25;

export function createCoreShell({ runner, bus, subjects, journal, fail }: CoreShellOptions): CoreShell {
  const { core, pending } = runner;
  const subject = subjects.append(core.name);
  const doneSubject = subjects.done(core.name);
  // How many decisions the sequencer has taken, in the journal's numbering.
  let taken = 0;
  let position = 0;
  // The last done mark that was sent, by itself or with decisions.
  let saidDone = 0;
  // Counts the starts of the sequencer: what was taken before the last one may be lost.
  let era = 0;
  let sending: Promise<void> | undefined;
  let isSending = false;
  let stopped = false;

  const emitted = (): number => runner.seen + pending.length;
  const wake = (): number | null => (runner.wake === Infinity ? null : runner.wake);

  function sayDone(): void {
    saidDone = position;
    bus.publish(doneSubject, encodeDone({ journal, done: position, emitted: emitted(), wake: wake() }));
  }

  function next(): { first: number; events: Emission[]; done: number } {
    const first = Math.max(taken, runner.seen);
    const events: Emission[] = [];
    let characters = 0;
    for (let index = first - runner.seen; index < pending.length; index++) {
      const emission = pending.at(index) as Emission;
      characters += emission.payload.length;
      if (events.length === BATCH || (events.length > 0 && characters > BATCH_CHARACTERS)) break;
      events.push(emission);
    }
    const left = pending.at(first - runner.seen + events.length);
    // With some still to come, it is done only with what lies before the cause of the first of them.
    return { first, events, done: left === undefined ? position : left.cause - 1 };
  }

  async function send(): Promise<void> {
    while (!stopped && Math.max(taken, runner.seen) < emitted()) {
      const { first, events, done } = next();
      const sentIn = era;
      const reply = await ask(encodeAppend({ journal, first, done, wake: wake() }, events));
      if (reply === undefined || sentIn !== era) taken = 0;
      else if (reply.ok) {
        taken = Math.max(taken, first + events.length);
        saidDone = Math.max(saidDone, done);
      } else if (reply.code === 'OUT_OF_STEP' && reply.expected !== undefined) taken = reply.expected;
      else if (reply.code === 'BUSY') await pause();
      else if (reply.code === 'OTHER_JOURNAL') break;
      else throw new Error(`${subject} was refused: ${reply.code}: ${reply.message}`);
    }
    isSending = false;
    if (saidDone < position) sayDone();
  }

  /** @returns undefined when no answer came: it may have been taken or not */
  async function ask(request: string): Promise<AppendReply | undefined> {
    try {
      return decodeReply((await bus.request(subject, request, TIMEOUT_MS)).text());
    } catch (error) {
      if (!(error instanceof BusTimeoutError) && !(error instanceof NoRespondersError)) throw error;
      await pause();
      return undefined;
    }
  }

  function start(): void {
    isSending = true;
    sending = send().catch(fail);
  }

  return {
    see(recorded, event) {
      const difference = runner.see(recorded, event);
      if (difference !== undefined) throw new DivergedError(core.name, difference);
    },
    flush(to) {
      position = to;
      if (isSending) return;
      if (Math.max(taken, runner.seen) < emitted()) start();
      else if (saidDone < position) sayDone();
    },
    resend() {
      era += 1;
      taken = 0;
      if (!isSending && runner.seen < emitted()) start();
    },
    remind() {
      if (!isSending) sayDone();
    },
    async settled() {
      stopped = true;
      await sending;
    },
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MS));
