// One append to the log at a time; what it wrote is published in the order of positions while the next one commits.

import {
  cloudEventHeaders,
  storable,
  type Catalog,
  type SequencedEvent,
  type Serialiser,
  type Storable,
  type Subjects,
} from '@tradingbot/contracts';
import type { Bus } from '@tradingbot/bus';
import type { JournalWriter } from '@tradingbot/event-log';
import type { Batch, Order } from '../core/index.ts';

export interface CommitLoopOptions {
  readonly writer: JournalWriter;
  readonly order: Order;
  readonly bus: Bus;
  readonly subjects: Subjects;
  readonly catalog: Catalog;
  readonly serialiser: Serialiser;
  /** Told of every event once it is in the log. */
  readonly written: (event: SequencedEvent) => void;
}

export interface CommitLoop {
  /** Something has come that may be written. */
  poke(): void;
  /** Ends when what is being written has been written. Rejects when the log refuses for good. */
  readonly ended: Promise<void>;
  stop(): void;
}

interface Draft {
  readonly batch: Batch;
  readonly records: readonly Storable[];
  readonly before: number;
}

export function startCommitLoop(options: CommitLoopOptions): CommitLoop {
  const { writer, order, bus, subjects, catalog, serialiser, written } = options;
  const { journal } = writer;
  let wake: (() => void) | undefined;
  let poked = false;
  let stopped = false;

  function take(): Draft | undefined {
    const before = writer.head.position;
    const batch = order.take(before);
    if (batch === undefined) return undefined;
    return { batch, before, records: batch.events.map((event) => storable(event, journal, catalog, serialiser)) };
  }

  function publish({ batch, records, before }: Draft, positions: readonly number[]): void {
    records.forEach((record, index) => {
      const position = positions[index] ?? 0;
      // It was in the log before.
      if (position <= before) return;
      const event = record.eventAt(position);
      bus.publish(subjects.event(event, catalog), record.content, cloudEventHeaders(event, journal, record.id));
      written(event);
    });
    batch.settled(positions.at(-1) ?? before);
  }

  async function idle(): Promise<void> {
    if (!poked && !stopped) await new Promise<void>((resolve) => (wake = resolve));
    poked = false;
  }

  async function run(): Promise<void> {
    let previous: { draft: Draft; positions: readonly number[] } | undefined;
    while (!stopped || previous !== undefined) {
      const draft = stopped ? undefined : take();
      // Sent before the last batch is published, so that disk and bus work at the same time.
      const appending = draft === undefined ? undefined : writer.append(draft.records);
      const done = previous;
      previous = undefined;
      if (done !== undefined) publish(done.draft, done.positions);
      if (draft !== undefined && appending !== undefined) previous = { draft, positions: await appending };
      else if (done === undefined) await idle();
    }
  }

  return {
    poke() {
      poked = true;
      wake?.();
      wake = undefined;
    },
    stop() {
      stopped = true;
      wake?.();
    },
    ended: run(),
  };
}
