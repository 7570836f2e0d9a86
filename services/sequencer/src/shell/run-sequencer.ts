// The sequencer as a service: takes what producers ask, writes it, publishes it, and says how far the log has come.

import {
  controlEverywhere,
  COMMANDS,
  decodeClose,
  decodeDone,
  encodeHead,
  encodeReply,
  openLine,
  serialiserFor,
  subjectsOf,
  type Catalog,
  type RecordedManifest,
  type Serialiser,
  type Source,
} from '@tradingbot/contracts';
import type { Bus, BusMessage, CommandStore, Endpoint } from '@tradingbot/bus';
import { catalogOf, configOfManifest } from '@tradingbot/config';
import { invariant } from '@tradingbot/domain';
import type { EventLog, LogReader } from '@tradingbot/event-log';
import {
  createFreeOrder,
  createJournalFold,
  createLockstepOrder,
  fact,
  type JournalFold,
  type Refusal,
} from '../core/index.ts';
import { admit, sourceOf } from './admission.ts';
import { createCommandDesk } from './command-desk.ts';
import { startCommitLoop } from './commit-loop.ts';

export interface SequencerOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  readonly commands: CommandStore;
  /** The journal to write. It has its opening facts. */
  readonly journal: string;
  readonly stack: string | undefined;
  readonly version: string;
  /** Stops it: what is being written is written, nothing new is taken. */
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  /** Called once requests are answered. */
  readonly ready: () => void;
}

const HEARTBEAT_MS = 250;
const CATCH_UP_BEATS = 8;
const TICK_MS = 1_000;

/** Runs until it is stopped. Rejects when the log refuses for good, such as when another sequencer has taken over. */
export async function runSequencer(options: SequencerOptions): Promise<void> {
  const { log, bus, journal, stack, signal, say } = options;
  const writer = await log.openWriter(journal);
  const { fold, manifest, catalog, serialiser, lastCommand } = await readJournal(log, journal);
  const subjects = subjectsOf(stack);
  const ranks = manifest.ranks as Source[];
  const { close_at_end: closePositions } = configOfManifest(manifest).execution;
  const order =
    manifest.clock === 'simulated'
      ? createLockstepOrder({ ranks, closePositions, fold })
      : createFreeOrder({ ranks, closePositions, fold });
  let trading = statusOf(fold.tradingState);
  const loop = startCommitLoop({
    writer,
    order,
    bus,
    subjects,
    catalog,
    serialiser,
    written: (event) => {
      if (event.type === 'risk.state') trading = event.payload.state.status;
      if (event.type === 'run.closed') say(`journal ${journal} is closed at position ${event.position}`);
    },
  });
  const desk = createCommandDesk({
    store: options.commands,
    order,
    journal,
    epoch: writer.epoch,
    isOurs: (subject) =>
      COMMANDS.some((one) => subject === controlEverywhere(one) || subject === subjects.control(one)),
    last: lastCommand,
    poke: loop.poke,
    say,
  });
  const admission = { journal, serialiser, cores: new Set(ranks) };
  const endpoints: Endpoint[] = [
    {
      name: 'append',
      subject: subjects.append('*' as Source),
      handle(message) {
        const offer = admit(sourceOf(message.subject), message.text(), admission);
        if ('code' in offer) return refuse(message, offer);
        const refusal = order.append(offer, (head) => message.respond(encodeReply({ ok: true, head })));
        if (refusal !== undefined) refuse(message, refusal);
        loop.poke();
      },
    },
    {
      name: 'done',
      subject: subjects.done(),
      handle(message) {
        const core = message.subject.slice(message.subject.lastIndexOf('.') + 1) as Source;
        const mark = decoded(decodeDone, message);
        if (mark?.journal !== journal || !ranks.includes(core)) return;
        order.mark(core, mark.emitted, { done: mark.done, wake: mark.wake ?? Infinity });
        loop.poke();
      },
    },
    {
      name: 'close',
      subject: subjects.close,
      handle(message) {
        const request = decoded(decodeClose, message);
        if (request === undefined) return refuse(message, { code: 'MALFORMED', message: 'not a request to close' });
        if (request.journal !== journal) {
          return refuse(message, { code: 'OTHER_JOURNAL', message: `the sequencer writes ${journal}` });
        }
        order.close(request.reason, (head) => message.respond(encodeReply({ ok: true, head })));
        loop.poke();
      },
    },
    { name: 'status', subject: subjects.status, handle: (message) => message.respond(JSON.stringify(status())) },
    ...[...new Set(COMMANDS.flatMap((one) => [controlEverywhere(one), subjects.control(one)]))].map(
      (subject): Endpoint => ({
        name: subject.replaceAll('.', '-').replaceAll('%', '_'),
        subject,
        handle: (message) => desk.hear(message),
      }),
    ),
  ];

  function status() {
    const { position } = writer.head;
    return {
      stack: stack ?? '',
      journal,
      position,
      time: order.lastTime,
      trading,
      closed: order.closed,
      waiting_for: order.waitingFor(position),
    };
  }

  /** Anybody may publish anything: what is not understood is said and left. */
  function decoded<T>(decode: (text: string) => T, message: BusMessage): T | undefined {
    try {
      return decode(message.text());
    } catch {
      say(`a message on ${message.subject} is none of ours`);
      return undefined;
    }
  }

  function refuse(message: BusMessage, { code, message: why, expected }: Refusal): void {
    message.respond(encodeReply({ ok: false, code, message: why, ...(expected === undefined ? {} : { expected }) }));
  }

  function beat(): void {
    const { position } = writer.head;
    const time = Number.isFinite(order.lastTime) ? order.lastTime : 0;
    bus.publish(subjects.head, encodeHead({ journal, position, time, epoch: writer.epoch, closed: order.closed }));
  }

  await desk.catchUp(true);
  const service = await bus.serve({
    name: 'sequencer',
    version: options.version,
    description: 'the only writer of the event log: gives every event its position and publishes it',
    metadata: { stack: stack ?? '', journal },
    endpoints,
  });
  const restored = bus.onStatus((now) => {
    if (now === 'connected') void desk.catchUp(false);
  });
  let beats = 0;
  const heartbeat = setInterval(() => {
    beat();
    beats += 1;
    if (beats % CATCH_UP_BEATS === 0) void desk.catchUp(false);
  }, HEARTBEAT_MS);
  const ticking =
    manifest.clock === 'wall'
      ? setInterval(() => {
          if (order.closed) return;
          order.command(fact('clock.tick', Date.now() * 1_000, {}), () => undefined);
          loop.poke();
        }, TICK_MS)
      : undefined;
  const stop = (): void => loop.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  beat();
  loop.poke();
  options.ready();
  try {
    await loop.ended;
  } finally {
    clearInterval(heartbeat);
    clearInterval(ticking);
    signal.removeEventListener('abort', stop);
    restored.unsubscribe();
    service.unsubscribe();
    await writer.close();
  }
}

interface Opened {
  readonly fold: JournalFold;
  readonly manifest: RecordedManifest;
  readonly catalog: Catalog;
  readonly serialiser: Serialiser;
  readonly lastCommand: string | undefined;
}

/** The last command in the store of commands that a journal, or one before it, knows of; undefined for none. */
export const lastCommandOf = async (log: LogReader, journal: string): Promise<string | undefined> =>
  (await readJournal(log, journal)).lastCommand;

async function readJournal(log: LogReader, journal: string): Promise<Opened> {
  const fold = createJournalFold();
  let manifest: RecordedManifest | undefined;
  for await (const chunk of log.stream(journal, 0)) {
    for (const { body } of chunk) {
      const recorded = openLine(body);
      if (recorded.type === 'run.manifest') {
        manifest = (JSON.parse(recorded.payload) as { manifest: RecordedManifest }).manifest;
      }
      fold.see(recorded);
    }
  }
  invariant(manifest !== undefined, `journal ${journal} begins with its manifest`);
  const catalog = catalogOf(manifest);
  const lastCommand = fold.lastStored ?? (manifest.lastCommand === '' ? undefined : manifest.lastCommand);
  return { fold, manifest, catalog, serialiser: serialiserFor(catalog), lastCommand };
}

const statusOf = (state: string | undefined): string =>
  state === undefined ? 'ACTIVE' : (JSON.parse(state) as { state: { status: string } }).state.status;
