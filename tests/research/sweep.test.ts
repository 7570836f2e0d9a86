// A sweep is as many backtests as it has combinations, and no more than that.

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGround, type Ground } from './small-market.ts';

jest.setTimeout(300_000);

let ground: Ground;

beforeAll(() => {
  ground = createGround(240);
});

afterAll(() => ground.remove());

interface Row {
  readonly values: Readonly<Record<string, string>>;
  readonly status: string;
  readonly why: string | null;
  readonly figures: Readonly<Record<string, unknown>> | null;
}

interface Sweep {
  readonly combinations: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly best: Row;
  readonly rows: readonly Row[];
  readonly artifacts_dir: string;
  readonly luck: { readonly count: number };
}

const sweep = (spec: string, ...more: readonly string[]): Promise<Sweep> =>
  ground.json<Sweep>(['backtest', '--config', ground.config, '--sweep', spec, ...more]);

const csvOf = ({ artifacts_dir: path }: Sweep): string => readFileSync(join(ground.folder, path, 'sweep.csv'), 'utf8');

test('the results are in the order of combinations, whatever the number of threads', async () => {
  const spec = 'fast=2..6,slow=5..11:3';
  const [one, three] = [await sweep(spec, '--jobs', '1'), await sweep(spec, '--jobs', '3')];
  expect(one.rows.map(({ values }) => `${values['fast']} ${values['slow']}`).slice(0, 4)).toEqual([
    '2 5',
    '2 8',
    '2 11',
    '3 5',
  ]);
  expect(csvOf(three)).toBe(csvOf(one));
  // Five and six are not below five.
  expect([one.combinations, one.done, one.refused]).toEqual([15, 13, 2]);
});

test('a combination comes to what a backtest with its values comes to', async () => {
  const { rows } = await sweep('fast=3|5', '--set', 'fees.taker_bps=7');
  const alone = await ground.json([
    'backtest',
    '--config',
    ground.config,
    '--param',
    'fast=5',
    '--set',
    'fees.taker_bps=7',
  ]);
  const figures = rows[1]?.figures ?? {};
  expect(Object.keys(figures).length).toBeGreaterThan(8);
  expect(figures).toEqual(Object.fromEntries(Object.keys(figures).map((name) => [name, alone[name] ?? null])));
});

test('any key of the configuration can be varied, and the best is the one with the most', async () => {
  const { rows, best } = await sweep('portfolio.cash=500..1500:500', '--metric', 'total_return');
  expect(rows.map(({ values }) => values['portfolio.cash'])).toEqual(['500', '1000', '1500']);
  const returns = rows.map(({ figures }) => Number(figures?.['total_return']));
  expect(best.figures?.['total_return']).toBe(Math.max(...returns));
});

test('a strategy that breaks down in one combination has a row that says so', async () => {
  const code = `import { defineStrategy, z } from '@tradingbot/strategy';
export default defineStrategy({
  name: 'fragile',
  params: z.strictObject({ at: z.int() }),
  init: () => ({ bars: 0 }),
  onBar(ctx) {
    ctx.state.bars += 1;
    if (ctx.params.at === 2 && ctx.state.bars > 5) throw new Error('cannot go on');
    if (ctx.book.isFlat()) ctx.targetWeight(0.1 * ctx.params.at);
  },
});
`;
  writeFileSync(join(ground.folder, 'fragile.ts'), code);
  const { rows, failed, done } = await sweep('at=1..3', '--strategy', 'fragile.ts');
  expect([failed, done]).toEqual([1, 2]);
  expect(rows.map(({ status }) => status)).toEqual(['done', 'failed', 'done']);
  expect(rows[1]?.why).toMatch(/fragile.*cannot go on/);
});

test('combinations count as trials, each once', async () => {
  const before = await sweep('fast=2|3', '--set', 'data.generator.seed=99');
  const again = await sweep('fast=2|3', '--set', 'data.generator.seed=99');
  const more = await sweep('fast=3|4', '--set', 'data.generator.seed=99');
  expect([before.luck.count, again.luck.count, more.luck.count]).toEqual([2, 2, 3]);
});

test.each([
  ['fst=5..20', /--sweep fst: strategy\.params\.fst is not a known key \(did you mean strategy\.params\.fast\?\)/],
  ['fast=20..5', /--sweep fast: goes from 20 down to 5 \(write 5\.\.20\)/],
  ['fast', /--sweep fast: is no range/],
  ['data.from=1|2', /--sweep data\.from: would change the bars/],
  ['risk.max_order_notionl=1|2', /did you mean risk\.max_order_notional\?/],
])('%s is refused in one sentence', async (spec, sentence) => {
  const { code, stderr, stdout } = await ground.run([
    'backtest',
    '--config',
    ground.config,
    '--sweep',
    spec,
    '--quiet',
  ]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('stopped in the middle it leaves nothing behind', async () => {
  const folder = join(ground.folder, 'stopped');
  const args = [
    'backtest',
    '--config',
    ground.config,
    '--sweep',
    'fast=2..60,slow=61..200',
    '--set',
    `artifacts_dir=${folder}`,
  ];
  const { code, stderr } = await ground.run(args, (child) => {
    child.stderr?.once('data', () => child.kill('SIGINT'));
  });
  expect([code, stderr.split('\n').at(-2)]).toEqual([130, 'stopped: nothing was written']);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});
