// A run decided again, as the command says it.

import { beforeAll, expect, test } from '@jest/globals';
import type { Verdict } from '@tradingbot/backtester/journal';
import type { EventLog } from '@tradingbot/event-log';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { keep, recordedRun, type RecordedRun } from '../../testing/recorded-run.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { sameStack } from '../stack/same-stack.ts';
import { verdictOn, type Changes } from './replay.ts';
import { verdictText } from './verdict-text.ts';

let recorded: RecordedRun;
let log: EventLog;

beforeAll(async () => {
  recorded = await recordedRun();
  log = inMemoryLog();
  await keep(log, recorded);
});

const UNCHANGED: Changes = { set: [], param: [], isWatched: false };
const PLAIN = testTerminal().colours;

test('the same code and configuration decide the same', async () => {
  const verdict = await verdictOn(log, recorded.run, UNCHANGED, testTerminal());
  expect(verdict).toMatchObject({ verdict: 'identical', run: recorded.run, first_difference: null });
  const text = verdictText(verdict, PLAIN);
  expect(text).toMatch(new RegExp(`^identical {2}${recorded.run}\n {2}facts replayed {6}[\\d,]+\n`));
  expect(text).toMatch(/\n {2}compared {12}venue-sim \d+, strategy \d+, risk \d+, execution \d+\n/);
  expect(text).not.toContain('First difference');
});

test('another parameter: the first decision that it changes, with what caused it', async () => {
  const verdict = await verdictOn(log, recorded.run, { ...UNCHANGED, param: ['fast=11'] }, testTerminal());
  expect(verdict).toMatchObject({ verdict: 'different', first_difference: { core: 'strategy' } });
  const lines = verdictText(verdict, PLAIN).split('\n');
  const { position = 0 } = verdict.first_difference ?? {};
  expect(lines).toContain(`First difference: strategy at position ${position}`);
  expect(lines.find((line) => line.includes('md.bar'))).toBeDefined();
  expect(lines).toContain(`npx tradingbot log show ${position} --run ${recorded.run}   shows what stands there`);
  expect(verdictText(verdict, PLAIN, sameStack({ stack: 'demo', config: 'c.yaml' }))).toContain(
    ` --run ${recorded.run} --config c.yaml --stack demo   shows`,
  );
});

test('another limit: the first verdict of risk that it changes', async () => {
  const changes = { ...UNCHANGED, set: ['risk.max_order_notional=50'] };
  const { verdict, first_difference } = await verdictOn(log, recorded.run, changes, testTerminal());
  expect([verdict, first_difference?.core]).toEqual(['different', 'risk']);
});

test('a limit and a strategy that are wrong are refused with their option', async () => {
  const refused = (changes: Partial<Changes>) =>
    verdictOn(log, recorded.run, { ...UNCHANGED, ...changes }, testTerminal());
  await expect(refused({ set: ['risk.max_order_notionl=5'] })).rejects.toThrow(
    '--set risk.max_order_notionl: risk.max_order_notionl is not a known key (did you mean risk.max_order_notional?)',
  );
  await expect(refused({ param: ['fat=5'] })).rejects.toThrow(
    '--param fat: strategy.params.fat is not a known key (did you mean strategy.params.fast?)',
  );
});

test('what was recorded and what is decided now stand under each other', () => {
  const decision = { type: 'risk.approved', cause: 4, ordinal: 0, correlation: 2, time: 0 };
  const verdict: Verdict = {
    verdict: 'different',
    reason: 'at position 5 risk decides otherwise',
    run: 'r1',
    events: 4,
    facts_replayed: 3,
    decisions_recorded: 1,
    decisions_compared: { risk: 0 },
    code_recorded: 'a'.repeat(64),
    code_now: 'b'.repeat(64),
    decision_digest: '',
    first_difference: {
      position: 5,
      core: 'risk',
      cause: 4,
      cause_chain: [{ ...decision, type: 'md.bar', cause: 0, position: 4, source: 'market-data', payload: {} }],
      recorded: { ...decision, payload: { qty: '1' } },
      replayed: { ...decision, payload: { qty: '2' } },
      fields: ['payload.qty'],
    },
    events_per_second: 100_000,
  };
  expect(verdictText(verdict, PLAIN)).toBe(`different  r1
  at position 5 risk decides otherwise
  facts replayed      3
  decisions recorded  1
  compared            risk 0
  code                aaaaaaaaaaaa recorded, bbbbbbbbbbbb now
  speed               100,000 events/s

First difference: risk at position 5
  recorded  risk.approved  1970-01-01T00:00:00Z  qty=1  ← 4
  replayed  risk.approved  1970-01-01T00:00:00Z  qty=2  ← 4
  differ    payload.qty
because of
        4  1970-01-01T00:00:00Z      md.bar                  market-data
npx tradingbot log show 5 --run r1   shows what stands there
`);
});
