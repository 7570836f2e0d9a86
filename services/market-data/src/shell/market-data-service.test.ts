// The service on the bus: it reads how far the journal is, goes on from there, and stops when it is told or the run ends.

import { expect, test } from '@jest/globals';
import { createMemoryBus } from '@tradingbot/bus/in-memory';
import {
  cloudEventHeaders,
  decodeAppend,
  decodeClose,
  decodeRead,
  encodeHead,
  encodePage,
  encodeReply,
  eventId,
  lineType,
  serialiserFor,
  storable,
  subjectsOf,
  type AppendReply,
  type EventType,
  type Payload,
  type RecordedManifest,
  type Source,
} from '@tradingbot/contracts';
import { micros, price, qty, type Micros } from '@tradingbot/domain';
import { followJournal } from '@tradingbot/service';
import { BTC, CATALOG, hour, seriesOf } from '@tradingbot/testing';
import { rulesInForce } from '../core/index.ts';
import { marketDataService } from './market-data-service.ts';

const STACK = 'crypto';
const SUBJECTS = subjectsOf(STACK);
const SERIALISER = serialiserFor(CATALOG);
const RULES = [[{ from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 }], []];
const ROWS = [1, 2, 3, 5].map((at) => ({ at, open: 100 + at, high: 110, low: 90, close: 100 }));
const WHOLE = [
  ...['run.manifest', 'md.instrument', 'run.started'],
  ...['md.open', 'md.bar', 'md.open', 'md.bar', 'md.open', 'md.bar', 'md.open', 'md.bar'],
  ...['run.ending', 'run.closed'],
];

test('It plays all of the data into the journal, and closes it', async () => {
  const log = createLog();
  const { said } = await log.follow({ until: (types) => types.includes('run.closed') });
  expect(log.types()).toEqual(WHOLE);
  expect(said).toEqual(['the data has ended']);
});

test('Stopped after any event and started again it completes the journal', async () => {
  const log = createLog();
  for (let length = 4; length <= WHOLE.length; length++) {
    await log.follow({ until: (types) => types.length >= length });
  }
  expect(log.types()).toEqual(WHOLE);
});

test('It appends no more once somebody else has ended the run', async () => {
  const log = createLog();
  await log.follow({
    until: (types) => types.includes('run.closed'),
    written: (types) => {
      if (types.length === 6) log.end('begun anew');
    },
  });
  const ended = [...WHOLE.slice(0, 6), 'run.ending', 'run.closed'];
  expect(log.types()).toEqual(ended);
  await log.follow({ until: () => true });
  expect(log.types()).toEqual(ended);
});

interface Follow {
  /** When to stop the service, by the types in the journal. */
  readonly until: (types: readonly string[]) => boolean;
  readonly written?: (types: readonly string[]) => void;
}

/** A sequencer of the simplest kind, on a bus of its own. */
function createLog() {
  const hub = createMemoryBus();
  const bus = hub.connect('sequencer');
  const lines: string[] = [];
  let watch: () => void = () => undefined;
  const types = (): string[] => lines.map(lineType);
  const count = (): number => types().filter((type) => type.startsWith('md.')).length;

  function write<Type extends EventType>(source: Source, type: Type, time: number, payload: Payload<Type>): void {
    const event = { type, source, time: time as Micros, cause: 0, ordinal: 0, correlation: 0, payload };
    const stored = storable(event, 'run', CATALOG, SERIALISER);
    const written = stored.eventAt(lines.length + 1);
    lines.push(stored.bodyAt(written.position));
    const headers = cloudEventHeaders(written, 'run', eventId(written, 'run', CATALOG));
    bus.publish(SUBJECTS.event(written, CATALOG), stored.content, headers);
    watch();
  }

  function end(reason: string): void {
    write('sequencer', 'run.ending', hour(9), { closePositions: false, reason });
    write('sequencer', 'run.closed', hour(9), { facts: 0, decisions: 0, done: {} });
  }

  const answer = (reply: AppendReply): string => encodeReply(reply);
  bus.subscribe(SUBJECTS.append('market-data'), (message) => {
    const { header, events } = decodeAppend(message.text());
    const isRefused = header.first !== count() || types().includes('run.ending');
    if (isRefused) return message.respond(answer({ ok: false, code: 'OUT_OF_STEP', message: 'refused' }));
    for (const { type, time, payload } of events) write('market-data', type, time, SERIALISER.parse(type, payload));
    message.respond(answer({ ok: true, head: lines.length }));
  });
  bus.subscribe(SUBJECTS.close, (message) => {
    if (!types().includes('run.ending')) end(decodeClose(message.text()).reason);
    message.respond(answer({ ok: true, head: lines.length }));
  });
  bus.subscribe(SUBJECTS.read, (message) => {
    const { after, limit } = decodeRead(message.text());
    message.respond(encodePage(lines.slice(after, after + limit)));
  });
  write('sequencer', 'run.manifest', hour(1), { manifest: MANIFEST });
  for (const rules of rulesInForce(CATALOG, RULES, hour(1))) write('market-data', 'md.instrument', hour(1), rules);
  write('sequencer', 'run.started', hour(1), {});

  return {
    types,
    end,
    /** Runs the service until it is stopped. */
    async follow({ until, written }: Follow): Promise<{ said: string[] }> {
      const stop = new AbortController();
      const said: string[] = [];
      const service = marketDataService({
        open: async () => ({ rules: RULES, series: [seriesOf(ROWS, BTC, 2)] }),
        speed: 'max',
      });
      const isDone = (): boolean => until(types());
      watch = () => {
        written?.(types());
        // What comes after the close is said once its answer is there.
        if (isDone()) setTimeout(() => stop.abort(), 0);
      };
      const following = followJournal({
        service,
        bus: hub.connect('market-data'),
        stack: STACK,
        version: '1.0.0',
        signal: stop.signal,
        say: (sentence) => said.push(sentence),
        ready: () => watch(),
      });
      const head = { journal: 'run', position: lines.length, time: hour(1), epoch: 1, closed: false };
      bus.publish(SUBJECTS.head, encodeHead(head));
      expect(await following).toBe('stopped');
      watch = () => undefined;
      return { said };
    },
  };
}

const MANIFEST: RecordedManifest = {
  product: '',
  node: '',
  stack: STACK,
  clock: 'simulated',
  previous: null,
  lastCommand: '',
  codeHash: '',
  productCodeHash: '',
  strategyCodeHashes: [],
  configurationHash: '',
  dataHash: '',
  seed: 1,
  synthetic: true,
  currency: CATALOG.currency,
  instruments: [...CATALOG.instruments],
  strategies: [...CATALOG.strategies],
  ranks: [],
  configuration: {},
};
