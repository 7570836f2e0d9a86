// The market of a recorded run under another configuration, as the command says it.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import type { EventLog } from '@tradingbot/event-log';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keep, recordedRun, type RecordedRun } from '../../testing/recorded-run.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { changed } from '../backtest/config-of.ts';
import { recordedDraft } from '../backtest/recorded-draft.ts';
import { manifestOf } from '../log/stored-event.ts';
import { sameStack } from '../stack/same-stack.ts';
import { answerOf } from './what-if.ts';
import type { WhatIf } from './what-if-answer.ts';
import { whatIfText } from './what-if-text.ts';

let recorded: RecordedRun;
let log: EventLog;
const folder = mkdtempSync(join(tmpdir(), 'tradingbot-what-if-test-'));

beforeAll(async () => {
  recorded = await recordedRun();
  log = inMemoryLog();
  await keep(log, recorded);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function askedWith(...set: readonly string[]): Promise<WhatIf> {
  const { configuration = {} } = await manifestOf(log, recorded.run);
  const folders = [`artifacts_dir=${folder}/artifacts`, `logs_dir=${folder}/logs`];
  const loaded = changed(recordedDraft({ configuration }, recorded.run), { set: [...folders, ...set] });
  return answerOf(log, recorded.run, loaded, { quiet: true }, testTerminal());
}

test('with nothing changed every decision is the recorded one, and so is every figure', async () => {
  const { identical, recorded: was, what_if: is, first_difference } = await askedWith();
  expect([identical, first_difference]).toEqual([true, null]);
  expect(is.decision_digest).toBe(was.decision_digest);
  expect([is.final_equity, is.fills, is.trades]).toEqual([was.final_equity, was.fills, was.trades]);
  // It was written to be compared, and for nobody else.
  expect(existsSync(join(is.artifacts_dir, 'journal.jsonl'))).toBe(false);
  expect(existsSync(join(is.artifacts_dir, 'metrics.json'))).toBe(true);
});

test('another parameter: both results, and the first decision that is another with what led to it', async () => {
  const answer = await askedWith('strategy.params.fast=11');
  const { identical, first_difference: apart, recorded: was, what_if: is } = answer;
  expect(identical).toBe(false);
  expect(is.decision_digest).not.toBe(was.decision_digest);
  expect(apart?.causeChain.at(-1)).toMatchObject({ type: 'md.bar', cause: 0 });
  const sides = [apart?.recorded, apart?.whatIf].map((side) => JSON.stringify(side));
  expect(sides[0]).not.toBe(sides[1]);
  const text = whatIfText(answer, testTerminal().colours);
  expect(text).toMatch(new RegExp(`^\\ndifferent {2}${recorded.run}\\n`));
  expect([was.synthetic, text.includes('\nSYNTHETIC DATA')]).toEqual([true, true]);
  const ofDemo = whatIfText(answer, testTerminal().colours, sameStack({ stack: 'demo' }));
  expect(ofDemo).toContain(` --run ${recorded.run} --stack demo   shows what stands there\n`);
  expect(text).toMatch(/First difference: position [\d,]+, \d{4}-/);
  expect(text).toContain(`npx tradingbot log show ${apart?.recorded?.position ?? apart?.whatIf?.position ?? 0}`);
});

test('another limit: the first difference is what risk said', async () => {
  const { first_difference: apart } = await askedWith('risk.max_order_notional=50');
  expect(apart?.recorded?.source).toBe('risk');
  expect(apart?.whatIf?.type).toBe('risk.denied');
});

test('a misspelt key is refused with its option', async () => {
  const asked = askedWith('risk.max_order_notionl=5');
  await expect(asked).rejects.toThrow(InputError);
  await expect(asked).rejects.toThrow('did you mean risk.max_order_notional?');
});
