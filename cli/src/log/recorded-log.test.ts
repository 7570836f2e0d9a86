// What the log commands say of a real run.

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { EventLog } from '@tradingbot/event-log';
import { inMemoryLog, type InMemoryStorage } from '@tradingbot/event-log/in-memory';
import { keep, recordedRun, recordOf, type RecordedRun } from '../../testing/recorded-run.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { chooseRun } from './choose-run.ts';
import { runsIn, runsText } from './list-runs.ts';
import { causesOf, contextOf, contextText } from './show-event.ts';
import { storedEvent } from './stored-event.ts';
import { filterOf, follow, lastRecords } from './tail-log.ts';
import { verdictsText, verifyAll } from './verify-runs.ts';

let recorded: RecordedRun;
let log: EventLog;
let storage: InMemoryStorage;

beforeAll(async () => {
  recorded = await recordedRun();
  storage = new Map();
  log = inMemoryLog(storage);
  await keep(log, recorded);
});

const PLAIN = testTerminal().colours;

describe('log runs', () => {
  test('says of each run whether it is closed, how long it is, when it was and who traded', async () => {
    const unfinished = inMemoryLog();
    await keep(unfinished, { ...recorded, lines: recorded.lines.slice(0, 50) });
    await unfinished.createJournal('next', recorded.run);
    const [open, empty] = await runsIn(unfinished);
    expect(open).toMatchObject({ state: 'open', positions: 50, decisions: null, previous: null });
    expect(empty).toMatchObject({ state: 'empty', positions: 0, from: null, to: null, previous: recorded.run });
    const [row] = await runsIn(log);
    const last = storedEvent(recorded.lines.at(-1) ?? '');
    expect(row).toEqual({
      run: recorded.run,
      state: 'closed',
      positions: recorded.lines.length,
      from: '2024-01-01T00:00:00Z',
      to: '2024-01-15T00:00:00Z',
      strategies: ['ema-cross'],
      symbols: ['BTCUSDT', 'ETHUSDT'],
      decisions: last.payload['decisions'],
      previous: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(runsText(row === undefined ? [] : [row], PLAIN)).toContain('closed      1,');
  });

  test('says what to do when there is none', async () => {
    expect(runsText(await runsIn(inMemoryLog()), PLAIN)).toMatch(/^No run is recorded yet/);
  });
});

describe('log tail', () => {
  test('finds the last ones, however far back they are', async () => {
    const run = await chooseRun(log);
    const starts = await lastRecords(log, run, 5, filterOf(['run.started', 'run.manifest']));
    expect(starts.map(({ body }) => storedEvent(body).type)).toEqual(['run.manifest', 'run.started']);
    const all = await lastRecords(log, run, 3, filterOf());
    expect(all.map(({ position }) => position)).toEqual([-2, -1, 0].map((back) => recorded.lines.length + back));
    expect(await lastRecords(log, run, 0, filterOf())).toEqual([]);
    const fills = await lastRecords(log, run, 1_000_000, filterOf(['order.filled']));
    const isFill = (line: string): boolean => storedEvent(line).type === 'order.filled';
    expect(fills.map(({ body }) => body)).toEqual(recorded.lines.filter(isFill));
    expect(fills.length).toBeGreaterThan(3);
  });

  test('a family of types is meant by its first word; another word is refused', () => {
    const isRisk = filterOf(['risk']);
    const record = (type: string) => ({ position: 1, body: `{"type":"${type}"}`, hash: new Uint8Array() });
    expect(isRisk(record('risk.state'))).toBe(true);
    expect(isRisk(record('run.started'))).toBe(false);
    expect(() => filterOf(['order.fild'])).toThrow(
      '--type order.fild: there is no such event (did you mean order.filled?)',
    );
  });

  test('--follow of a run ends when the run is closed, of the latest goes on with the next one', async () => {
    const live = inMemoryLog();
    const [head, tail] = [recorded.lines.slice(0, 40), recorded.lines.slice(40)];
    await keep(live, { ...recorded, lines: head });
    const run = await chooseRun(live);
    const seen: string[] = [];
    const closed = follow(live, run, false, new AbortController().signal, ({ body }) => seen.push(body));
    const writer = await live.openWriter(recorded.run);
    await writer.append(tail.map(recordOf));
    await closed;
    expect(seen).toEqual(tail);

    await live.createJournal('next', recorded.run);
    await (await live.openWriter('next')).append(head.map(recordOf));
    const stop = new AbortController();
    const next: string[] = [];
    const following = follow(live, await chooseRun(live, recorded.run), true, stop.signal, ({ body }) => {
      next.push(body);
      if (next.length === head.length) stop.abort(new Error('seen'));
    });
    await expect(following).rejects.toThrow('aborted');
    expect(next).toEqual(head);
  });
});

describe('log show', () => {
  test('leads from a fill back to what caused it, and on to what follows', async () => {
    const fill = recorded.lines.findIndex((line) => line.endsWith('"type":"order.filled"}')) + 1;
    const context = await contextOf(log, recorded.run, fill);
    const types = (events: readonly { readonly type: string }[]): string[] => events.map(({ type }) => type);
    // The order was on its way to the venue when its bar opened: the tick at which it arrived filled it.
    expect(types(context.causes)).toEqual(['clock.tick']);
    expect(types(context.consequences)).toEqual(['portfolio.position', 'portfolio.equity']);
    const text = contextText(context, PLAIN);
    expect(text).toMatch(
      new RegExp(`^order\\.filled at position ${fill} of ${recorded.run}\\n[^]*\\nbecause of\\n[^]*\\nso\\n`),
    );
    const submitted = recorded.lines.findIndex((line) => line.endsWith('"type":"order.submitted"}')) + 1;
    const { causes, consequences } = await contextOf(log, recorded.run, submitted);
    expect(types(causes)).toEqual(['risk.approved', 'signal.target', 'md.bar']);
    // The venue takes it when it arrives, which a tick tells.
    expect(types(consequences)).toEqual([]);
  });

  test('a cause that is missing is said, and one that is none does not go round for ever', async () => {
    await expect(causesOf(log, recorded.run, { cause: 10_000_000, position: 10_000_001 })).rejects.toThrow(
      'position 10000000: is missing (tradingbot log verify says what is wrong)',
    );
    expect(await causesOf(log, recorded.run, { cause: 7, position: 7 })).toEqual([]);
  });
});

describe('log verify', () => {
  const terminal = testTerminal();

  test('says that a chain holds, with count and rate', async () => {
    const [verdict] = await verifyAll(log, await log.journals(), false, terminal);
    expect(verdict).toMatchObject({ run: recorded.run, ok: true, records: recorded.lines.length, bad_position: null });
    expect(verdict?.records_per_second).toBeGreaterThan(0);
  });

  test('names the first bad position', async () => {
    const stored = storage.get(recorded.run);
    if (stored === undefined) throw new Error('it was kept');
    const records = stored.records.map((record) =>
      record.position === 40 ? { ...record, body: record.body.replace('"time":', '"time":1') } : record,
    );
    const edited = inMemoryLog(new Map([[recorded.run, { ...stored, records }]]));
    const verdicts = await verifyAll(edited, await edited.journals(), false, terminal);
    expect(verdicts).toMatchObject([{ ok: false, bad_position: 40 }]);
    expect(verdictsText(verdicts, PLAIN)).toContain('broken at 40');
  });

  test('stops when it is told to', async () => {
    const stopped = testTerminal();
    stopped.interrupt();
    await expect(verifyAll(log, await log.journals(), false, stopped)).rejects.toThrow('interrupted');
  });
});
