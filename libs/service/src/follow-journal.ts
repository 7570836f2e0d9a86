// A service that follows the stack's journal: finds it, reads what has happened, then hears what happens, until it is
// stopped or the journal gives way to the next.

import {
  decodeHead,
  decodePage,
  encodeRead,
  openLine,
  PAGE_LIMIT,
  sequencedOf,
  serialiserFor,
  subjectsOf,
  type Catalog,
  type LogHead,
  type RecordedEvent,
  type RecordedManifest,
  type SequencedEvent,
  type Serialiser,
  type Subjects,
} from '@tradingbot/contracts';
import type { Bus, BusMessage, Endpoint } from '@tradingbot/bus';
import { catalogOf } from '@tradingbot/config';
import { createJournalFeed } from './journal-feed.ts';
import { journalOf, recordedOf } from './recorded-message.ts';

/** The journal that a service works on, and its ways to the world. */
export interface JournalContext {
  readonly journal: string;
  readonly manifest: RecordedManifest;
  readonly catalog: Catalog;
  readonly serialiser: Serialiser;
  readonly bus: Bus;
  readonly subjects: Subjects;
  /** Aborted when the service is to stop. */
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  /** Ends the service with an error. */
  readonly fail: (error: unknown) => void;
}

/** What a service does with its journal. What any of it throws ends the service. */
export interface JournalHandler {
  /** Every event, in order. The payload is parsed only when `event` is called. */
  see(recorded: RecordedEvent, event: () => SequencedEvent): void;
  /** All that is at hand has been seen. `isLive`: nothing more is known to be in the log. */
  paused?(position: number, isLive: boolean): void;
  /** The sequencer has said how far the log is. */
  beat?(head: LogHead): void;
  /** What else it answers to. */
  readonly endpoints?: readonly Endpoint[];
  /** Finishes what is under way. */
  stop?(): Promise<void>;
}

export interface JournalService {
  readonly name: string;
  /** One line, for those who ask the bus what it is. */
  readonly description: string;
  begin(context: JournalContext): Promise<JournalHandler>;
}

export interface FollowOptions {
  readonly service: JournalService;
  readonly bus: Bus;
  readonly stack: string | undefined;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  /** Called once it has caught up with the log. */
  readonly ready: () => void;
}

const READ_TIMEOUT_MS = 2_000;

/** @returns why it ended: it was stopped, or the stack has gone on to another journal. Rejects when it failed. */
export async function followJournal(options: FollowOptions): Promise<'stopped' | 'rolled'> {
  const { service, bus, stack, version, signal, say } = options;
  const subjects = subjectsOf(stack);
  const first = await firstHead(bus, subjects, signal);
  if (first === undefined) return 'stopped';
  const { journal } = first;
  const readPage = async (after: number, limit = PAGE_LIMIT): Promise<string[]> =>
    decodePage((await bus.request(subjects.read, encodeRead({ journal, after, limit }), READ_TIMEOUT_MS)).text());
  const manifest = await manifestOf(readPage, signal);
  if (manifest === undefined) return 'stopped';
  const catalog = catalogOf(manifest);
  const serialiser = serialiserFor(catalog);

  return new Promise<'stopped' | 'rolled'>((resolve, reject) => {
    const ends: (() => void)[] = [];
    let ended = false;
    let handler: JournalHandler | undefined;
    let isReady = false;

    function end(finish: () => void): void {
      if (ended) return;
      ended = true;
      feed.stop();
      const stopping = handler?.stop?.() ?? Promise.resolve();
      void stopping
        .catch(() => undefined)
        .then(() => {
          ends.forEach((one) => one());
          finish();
        });
    }
    const fail = (error: unknown): void => end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const stop = (): void => end(() => resolve('stopped'));

    const feed = createJournalFeed({
      readPage,
      see: (recorded) => {
        let event: SequencedEvent | undefined;
        handler?.see(recorded, () => (event ??= sequencedOf(recorded, serialiser)));
      },
      paused: () => {
        handler?.paused?.(feed.position, feed.isCaughtUp);
        if (isReady || !feed.isCaughtUp) return;
        isReady = true;
        options.ready();
      },
      failed: fail,
    });

    async function begin(): Promise<void> {
      handler = await service.begin({
        journal,
        manifest: manifest as RecordedManifest,
        catalog,
        serialiser,
        bus,
        subjects,
        signal,
        say,
        fail,
      });
      const served = await bus.serve({
        name: service.name,
        version,
        description: service.description,
        metadata: { stack: stack ?? '', journal },
        endpoints: [
          {
            name: 'events',
            subject: subjects.events,
            handle: (message) => {
              if (journalOf(message) === journal) feed.offer(recordedOf(message));
            },
          },
          ...(handler.endpoints ?? []),
        ],
      });
      const heads = bus.subscribe(subjects.head, (message) => {
        const head = headIn(message);
        if (head === undefined) return;
        if (head.journal !== journal) {
          say(`the stack has gone on to journal ${head.journal}`);
          return end(() => resolve('rolled'));
        }
        feed.reaches(head.position);
        handler?.beat?.(head);
      });
      ends.push(served.unsubscribe, heads.unsubscribe, () => signal.removeEventListener('abort', stop));
      feed.reaches((first as LogHead).position);
    }

    signal.addEventListener('abort', stop, { once: true });
    begin().catch(fail);
    if (signal.aborted) stop();
  });
}

/** Waits for the sequencer's next heartbeat. */
function firstHead(bus: Bus, subjects: Subjects, signal: AbortSignal): Promise<LogHead | undefined> {
  return new Promise((resolve) => {
    const done = (head: LogHead | undefined): void => {
      heads.unsubscribe();
      signal.removeEventListener('abort', stop);
      resolve(head);
    };
    const stop = (): void => done(undefined);
    const heads = bus.subscribe(subjects.head, (message) => {
      const head = headIn(message);
      if (head !== undefined) done(head);
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

async function manifestOf(
  readPage: (after: number, limit: number) => Promise<string[]>,
  signal: AbortSignal,
): Promise<RecordedManifest | undefined> {
  while (!signal.aborted) {
    const [line] = await readPage(0, 1).catch(() => []);
    if (line !== undefined) return (JSON.parse(openLine(line).payload) as { manifest: RecordedManifest }).manifest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

/** Undefined when it is none of ours: anybody may publish anything. */
function headIn(message: BusMessage): LogHead | undefined {
  try {
    return decodeHead(message.text());
  } catch {
    return undefined;
  }
}
