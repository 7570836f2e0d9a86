// What a replay says of a journal that is not what it should be.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJournal, replayJournal, type ReplayRequest, type RunPlan } from '@tradingbot/backtester/journal';
import { chainHash } from '@tradingbot/event-log';
import { inMemoryLog, type InMemoryStorage } from '@tradingbot/event-log/in-memory';
import { runStack } from './local-stack.ts';
import { planOf } from './plans.ts';

let plan: RunPlan;
let storage: InMemoryStorage;
let journal: string;

beforeAll(async () => {
  plan = await planOf({ bars: 80, risk: { max_abs_position_notional: 2500 } });
  storage = new Map();
  const log = inMemoryLog(storage);
  ({ journal } = await openJournal({ log, plan, fresh: false }));
  await runStack({ log, plan, journal });
});

type Records = { position: number; body: string; hash: Uint8Array }[];

/** The journal as somebody has left it who could write to the database. */
async function replayOf(edit: (records: Records) => Records, rechain: boolean, over: Partial<ReplayRequest> = {}) {
  const stored = storage.get(journal);
  if (stored === undefined) throw new Error('the run was recorded');
  const records = edit(stored.records.map((record) => ({ ...record })));
  let hash: Uint8Array = Buffer.from(stored.genesis, 'hex');
  for (const record of records) {
    if (!rechain) break;
    hash = chainHash(hash, record.body);
    record.hash = hash;
  }
  const log = inMemoryLog(new Map([[journal, { ...stored, records }]]));
  return replayJournal(log, journal, { strategies: plan.strategies, ...over });
}

const same = (records: Records): Records => records;

/** Changes the first event of a type behind a position. */
const editFirst =
  (type: string, change: (body: string) => string) =>
  (records: Records): Records => {
    const found = records.find(({ body, position }) => position > 50 && body.endsWith(`"type":"${type}"}`));
    if (found === undefined) throw new Error(`there is a ${type}`);
    const body = change(found.body);
    expect(body).not.toBe(found.body);
    found.body = body;
    return records;
  };

describe('A replay', () => {
  test('counts what it has compared, core by core', async () => {
    const verdict = await replayOf(same, false);
    expect(verdict).toMatchObject({ verdict: 'identical', reason: null, run: journal, first_difference: null });
    expect(verdict.code_now).toBe(verdict.code_recorded);
    const compared = Object.values(verdict.decisions_compared);
    expect(Object.keys(verdict.decisions_compared)).toEqual(['venue-sim', 'strategy', 'risk', 'execution']);
    expect(compared.every((count) => count > 10)).toBe(true);
    expect(compared.reduce((sum, count) => sum + count)).toBe(verdict.decisions_recorded);
    expect(verdict.facts_replayed + verdict.decisions_recorded).toBe(verdict.events);
  });

  test.each(['order.filled', 'order.submitted', 'risk.approved', 'signal.target', 'portfolio.position'])(
    'finds an edited %s, although the chain was made anew',
    async (type) => {
      const edit = editFirst(type, (body) => body.replace(/"(qty|weight)":"[0-9.]+"/, '"$1":"0.12345"'));
      const { first_difference: difference, ...verdict } = await replayOf(edit, true);
      expect(verdict).toMatchObject({
        verdict: 'different',
        reason: expect.stringMatching(/^at position \d+ \S+ decides otherwise$/),
      });
      expect(difference?.recorded?.type).toBe(type);
      expect(difference?.fields).toEqual([expect.stringMatching(/^payload\.(qty|target)$/)]);
      expect(difference?.cause_chain[0]?.position).toBe(difference?.cause);
      expect(difference?.cause_chain.at(-1)).toMatchObject({ cause: 0 });
    },
  );

  test('finds an edited price: what was decided on it no longer follows', async () => {
    const edit = (records: Records): Records => {
      const fill = records.find(({ body }) => body.endsWith('"type":"order.filled"}'));
      const cause = records[Number(/"cause":(\d+)/.exec(fill?.body ?? '')?.[1]) - 1] ?? { body: '' };
      expect(cause.body).toContain('"type":"md.open"');
      cause.body = cause.body.replace(/"open":"[0-9.]+"/, '"open":"1"');
      return records;
    };
    expect(await replayOf(edit, true)).toMatchObject({ verdict: 'different', first_difference: { core: 'venue-sim' } });
  });

  test('finds a decision that was taken out and one that was put in', async () => {
    const renumbered = (records: Records): Records =>
      records.map((record, index) => ({
        ...record,
        position: index + 1,
        body: record.body.replace(/"position":\d+,"schemaVersion"/, `"position":${index + 1},"schemaVersion"`),
      }));
    // Nothing follows from the last one, so nothing else changes.
    const last = (records: Records) => records.findLastIndex(({ body }) => !body.includes('{"cause":0,'));
    const out = await replayOf((records) => renumbered(records.toSpliced(last(records), 1)), true);
    expect(out).toMatchObject({ verdict: 'different', first_difference: { recorded: null, replayed: {} } });
    const twice = (records: Records) =>
      records.toSpliced(last(records), 0, { ...(records[last(records)] as Records[0]) });
    const put = await replayOf((records) => renumbered(twice(records)), true);
    expect(put).toMatchObject({ verdict: 'different', first_difference: { recorded: {}, replayed: null } });
  });

  test('finds a decision that was put in as a fact', async () => {
    const edit = editFirst('order.filled', (body) => body.replace(/^\{"cause":\d+/, '{"cause":0'));
    expect(await replayOf(edit, true)).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/^position \d+ holds order\.filled by venue-sim as a fact, which it never is/),
    });
    const posing = editFirst('md.bar', (body) => body.replace('"source":"market-data"', '"source":"sequencer"'));
    expect(await replayOf(posing, true)).toMatchObject({ verdict: 'different' });
  });

  test('says a difference and the broken chain when an edit did not mend it', async () => {
    const edit = editFirst('risk.approved', (body) => body.replace(/"qty":"[0-9.]+"/, '"qty":"0.5"'));
    const { verdict, reason } = await replayOf(edit, false);
    expect([verdict, reason]).toEqual(['different', expect.stringContaining('the chain is broken at position')]);
  });

  test('is inconclusive on a broken chain, a gap, a cut end, an open run and a run without decisions', async () => {
    const broken = await replayOf(
      editFirst('strategy.logged', (body) => body.replace('"correlation":', '"correlation": ')),
      false,
    );
    expect(broken).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(/^the chain is broken at/) });
    const gap = await replayOf((records) => records.toSpliced(60, 1), false);
    expect(gap).toMatchObject({ verdict: 'inconclusive', reason: 'position 61 is missing' });
    const open = await replayOf((records) => records.slice(0, -20), false);
    expect(open).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('the run is unfinished') });
    const garbage = await replayOf(
      editFirst('md.open', (body) => body.slice(0, -9)),
      true,
    );
    expect(garbage).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('cannot be read') });

    const idle = await planOf({ bars: 5, params: { left: { busy: 0 }, right: { busy: 0 } } });
    const log = inMemoryLog();
    const opened = await openJournal({ log, plan: idle, fresh: false });
    await runStack({ log, plan: idle, journal: opened.journal });
    const { verdict, reason } = await replayJournal(log, opened.journal, { strategies: idle.strategies });
    expect([verdict, reason]).toEqual(['inconclusive', 'nothing was decided in it']);
  });

  test('tells other code and other parameters from the ones that were recorded', async () => {
    const renamed = plan.strategies.map((strategy) => ({ ...strategy, codeHash: 'other' }));
    const other = await replayOf(same, false, { strategies: renamed });
    expect(other).toMatchObject({ verdict: 'code_differs', first_difference: null });
    expect(other.decisions_compared).toEqual((await replayOf(same, false)).decisions_compared);

    const busier = await planOf({
      bars: 80,
      risk: { max_abs_position_notional: 2500 },
      params: { left: { busy: 0.35 } },
    });
    const changed = await replayOf(same, false, { strategies: busier.strategies, config: busier.config });
    expect(changed).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/strategy decides otherwise; the configuration is another one$/),
      first_difference: { core: 'strategy', cause_chain: [{ type: 'md.bar', cause: 0 }] },
    });
    const tighter = await planOf({ bars: 80, risk: { max_abs_position_notional: 2400 } });
    const limited = await replayOf(same, false, { config: tighter.config });
    expect(limited).toMatchObject({ verdict: 'different', first_difference: { core: 'risk' } });
  });

  test('is of the journal’s own strategies', async () => {
    const [left] = plan.strategies;
    const refused = replayOf(same, false, { strategies: left === undefined ? [] : [left] });
    await expect(refused).rejects.toThrow('names the strategies left, but the journal has left, right');
    await expect(replayJournal(inMemoryLog(), 'none', plan)).rejects.toThrow('journal none: is not in this log');
  });
});
