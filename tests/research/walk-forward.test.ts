// A walk-forward chooses on what is known and counts what comes after.

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGround, type Ground } from './small-market.ts';

jest.setTimeout(300_000);

let ground: Ground;

beforeAll(() => {
  // Fifty days.
  ground = createGround(1_200);
});

afterAll(() => ground.remove());

interface Fold {
  readonly train: { readonly from: string; readonly to: string };
  readonly test: { readonly from: string; readonly to: string };
  readonly chosen: Readonly<Record<string, string>>;
  readonly in_sample: Readonly<Record<string, unknown>>;
  readonly out_of_sample: Readonly<Record<string, unknown>>;
  readonly degradation: number;
}

interface Document {
  readonly folds: readonly Fold[];
  readonly out_of_sample: Readonly<Record<string, number>>;
  readonly artifacts_dir: string;
}

const walk = (lengths: string, ...more: readonly string[]): Promise<Document> =>
  ground.json<Document>([
    ...['backtest', '--config', ground.config, '--sweep', 'fast=2|4|8,slow=12|24', '--walk-forward', lengths],
    ...['--metric', 'total_return', ...more],
  ]);

const day = (text: string): number => Date.parse(text) / 86_400_000;

test('folds follow each other, with the purge between training and test and the embargo behind', async () => {
  const { folds } = await walk('train=20d,test=5d,purge=2d,embargo=1d');
  expect(folds).toHaveLength(4);
  for (const [at, { train, test: range }] of folds.entries()) {
    expect(day(train.to) - day(train.from)).toBe(20);
    expect(day(range.from) - day(train.to)).toBe(2);
    expect(day(range.to) - day(range.from)).toBe(5);
    const next = folds[at + 1];
    if (next !== undefined) expect(day(next.test.from) - day(range.to)).toBe(1);
  }
});

test('anchored, training begins with the data', async () => {
  const { folds } = await walk('train=20d,test=5d,anchored');
  expect(new Set(folds.map(({ train }) => train.from)).size).toBe(1);
  expect(folds.length).toBe(6);
});

test('the choice is the best of a sweep over the training range, and nothing else', async () => {
  const { folds } = await walk('train=20d,test=5d,step=15d');
  const fold = folds[1] as Fold;
  const { best } = await ground.json<{ best: { values: unknown; figures: unknown } }>([
    ...['backtest', '--config', ground.config, '--sweep', 'fast=2|4|8,slow=12|24', '--metric', 'total_return'],
    ...['--from', fold.train.from.slice(0, 10), '--to', fold.train.to.slice(0, 10)],
  ]);
  expect([fold.chosen, fold.in_sample]).toEqual([best.values, best.figures]);
  const difference = Number(fold.in_sample['total_return']) - Number(fold.out_of_sample['total_return']);
  expect(fold.degradation).toBeCloseTo(difference, 12);
});

test('what comes after a test range changes nothing in it', async () => {
  const whole = await walk('train=20d,test=5d');
  const short = await walk('train=20d,test=5d', '--set', 'data.generator.bars=900');
  expect(short.folds.length).toBeLessThan(whole.folds.length);
  expect(whole.folds.slice(0, short.folds.length)).toEqual(short.folds);
});

test('the curve out of sample is every test range with what the one before left', async () => {
  const { folds, out_of_sample: all, artifacts_dir: path } = await walk('train=20d,test=5d');
  const product = folds.reduce((grown, fold) => grown * (1 + Number(fold.out_of_sample['total_return'])), 1);
  expect(all['total_return']).toBeCloseTo(product - 1, 10);
  const rows = readFileSync(join(ground.folder, path, 'oos_equity.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const times = rows.map((row) => Number(row.split(',')[0]));
  expect(times).toHaveLength(folds.length * 5 * 24);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(Number(rows.at(-1)?.split(',')[2])).toBeCloseTo(10_000 * product, 6);
});

test.each([
  ['train=20d', /test is missing/],
  ['trian=20d,test=5d', /did you mean train\?/],
  ['train=20d,test=5x', /test=5x: is no length of time/],
  ['train=400d,test=5d', /shorter than one train, purge and test/],
])('%s is refused', async (lengths, sentence) => {
  const args = ['backtest', '--config', ground.config, '--sweep', 'fast=2|4', '--walk-forward', lengths];
  const { code, stderr } = await ground.run(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});
