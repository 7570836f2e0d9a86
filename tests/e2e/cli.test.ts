// The command line from outside: streams, exit codes, and that nothing half-written is left.

import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { ROOT, scratchFolder, tradingbot, type RunOptions } from './tradingbot.ts';

jest.setTimeout(60_000);

const scratch = scratchFolder('cli');
afterAll(scratch.remove);

const SIM = 'configs/config_sim.yaml';
const LOGS = join(scratch.path, 'logs');
const artifactsIn = (name: string): string => join(scratch.path, name);
const backtest = (artifacts: string, args: readonly string[], options?: RunOptions) =>
  tradingbot(['backtest', ...args, '--set', `artifacts_dir=${artifactsIn(artifacts)}`, `logs_dir=${LOGS}`], options);

describe('a backtest', () => {
  test.concurrent.each([SIM, 'configs/config_backtest_stocks.yaml'])(
    'of %s ends with a summary and says that its data is synthetic',
    async (config) => {
      const { code, stdout, stderr } = await backtest('summary', ['--config', config, '--quiet']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('SYNTHETIC DATA');
      expect(stdout).toMatch(/\n {2}bars {10}[\d,]+ at [\d,]+ bars\/s\n/);
      const folder = /\nResults in (\S+)\n/.exec(stdout)?.[1] ?? '';
      expect(readdirSync(folder)).toEqual(
        expect.arrayContaining(['equity_curve.csv', 'fills.csv', 'manifest.json', 'metrics.json', 'trades.csv']),
      );
    },
  );

  test('with --json prints one document and nothing else, and is the same in another time zone and language', async () => {
    const args = ['--config', SIM, '--strategy', 'ema-cross', '--json', '--quiet'];
    const [one, two] = await Promise.all([
      backtest('json-one', args, { env: { TZ: 'UTC', LANG: 'C' } }),
      backtest('json-two', args, { env: { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }),
    ]);
    expect([one.code, two.code, one.stderr, two.stderr]).toEqual([0, 0, '', '']);
    const [first, second] = [JSON.parse(one.stdout), JSON.parse(two.stdout)];
    expect(first).toMatchObject({ strategies: ['ema-cross'], symbols: ['BTCUSDT', 'ETHUSDT'], synthetic: true });
    expect(first.trades).toBeGreaterThan(10);
    expect(second.decision_digest).toBe(first.decision_digest);
    for (const file of ['metrics.json', 'trades.csv', 'fills.csv', 'equity_curve.csv']) {
      expect(readFileSync(join(second.artifacts_dir, file), 'utf8')).toBe(
        readFileSync(join(first.artifacts_dir, file), 'utf8'),
      );
    }
    expect(readlinkSync(join(artifactsIn('json-one'), 'latest'))).toBe(first.run_id);
  });

  test('options stand over the file: other data, a range, parameters', async () => {
    const { stdout } = await backtest('options', [
      ...['--config', SIM, '--data', 'data/sample/BTCUSDT_4h.csv', '--from', '2024-03-01', '--to', '2024-04-01'],
      ...['--strategy', 'ema-cross', '--param', 'fast=3', 'slow=6', 'weight=0.5', '--json'],
      ...['--set', 'execution_profile=MKT_OPEN_NEXT_4H'],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ symbols: ['BTCUSDT'], bars: 186, strategies: ['ema-cross'] });
  });

  test('--journal keeps every event', async () => {
    const { stdout } = await backtest('journal', ['--config', SIM, '--to', '2024-02-01', '--journal', '--json']);
    const lines = readFileSync(join(JSON.parse(stdout).artifacts_dir, 'journal.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ position: 1, type: 'run.manifest' });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ position: lines.length, type: 'run.closed' });
  });
});

describe('bad input is one sentence, exit 2, and leaves nothing behind', () => {
  test.concurrent.each<[string, string[], string]>([
    [
      'no configuration',
      ['--config', 'configs/config_smi.yaml'],
      'configs/config_smi.yaml: no such configuration file (did you mean configs/config_sim.yaml?)',
    ],
    ['no --config', [], 'tradingbot backtest: --config is missing (such as --config configs/config_sim.yaml)'],
    [
      'a wrong key',
      ['--config', SIM, '--set', 'risk.max_order_notionl=5'],
      '--set risk.max_order_notionl: risk.max_order_notionl is not a known key (did you mean risk.max_order_notional?)',
    ],
    [
      'a wrong type',
      ['--config', SIM, '--set', 'fees.taker_bps=ten'],
      '--set fees.taker_bps: fees.taker_bps is "ten", expected basis points from 0 to 1000, such as 10 for 0.1 %',
    ],
    [
      'an unknown strategy',
      ['--config', SIM, '--strategy', 'momentun'],
      '--strategy: there is no strategy "momentun" (did you mean momentum? built in: momentum, ema-cross, buy-and-hold, bracket, policy; your own: the path of a .ts file)',
    ],
    [
      'a strategy file that is not there',
      ['--config', SIM, '--strategy', 'cli/src/mian.ts'],
      'cli/src/mian.ts: no such strategy file (did you mean cli/src/main.ts?)',
    ],
    [
      'a wrong parameter',
      ['--config', SIM, '--param', 'lookbak=3'],
      '--param lookbak: strategy.params.lookbak is not a known key (did you mean strategy.params.lookback?)',
    ],
    [
      'parameters that contradict',
      ['--config', SIM, '--strategy', 'ema-cross', '--param', 'fast=20', 'slow=10'],
      '--param fast: strategy.params.fast is 20, expected fast to be less than slow',
    ],
    [
      'two currencies',
      ['--config', SIM, '--data', 'data/sample/BTCUSDT_4h.csv', 'data/sample/SPY_1h.csv'],
      'data.symbols: BTCUSDT is paid in USDT and SPY in USD, but an account has one currency (trade them in separate runs)',
    ],
    ['an unknown option', ['--confg', SIM], 'tradingbot backtest: unknown option --confg (did you mean --config?)'],
  ])('%s', async (name, args, sentence) => {
    const { code, stdout, stderr } = await tradingbot([
      'backtest',
      ...args,
      ...(args.includes('--config') ? ['--set', `artifacts_dir=${artifactsIn(name)}`] : []),
    ]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
    expect(existsSync(artifactsIn(name))).toBe(false);
  });

  test('an unknown command and too many arguments', async () => {
    expect(await tradingbot(['backtset'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'tradingbot: unknown command backtset (did you mean backtest?)\n',
    });
    const { code, stderr } = await tradingbot(['config', 'check', SIM, 'more']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^tradingbot config check: too many arguments.*\(see tradingbot config check --help\)\n$/),
    ]);
  });

  test('a place where results cannot be written', async () => {
    const file = artifactsIn('file');
    writeFileSync(file, '');
    const { code, stderr } = await tradingbot(['backtest', '--config', SIM, '--set', `artifacts_dir=${file}/deeper`]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `artifacts_dir ${file}: something else stands there (choose another folder)\n`,
    });
  });
});

describe('config', () => {
  test('check says ok, or the sentence', async () => {
    expect(await tradingbot(['config', 'check', SIM])).toEqual({
      code: 0,
      stdout: `${SIM}: ok (momentum on BTCUSDT, ETHUSDT)\n`,
      stderr: '',
    });
    const sentence = '--set seed: seed is "x", expected a whole number from 0 to 2147483647';
    expect(await tradingbot(['config', 'check', SIM, '--set', 'seed=x'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${sentence}\n`,
    });
    const { code, stdout } = await tradingbot(['config', 'check', SIM, '--set', 'seed=x', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([2, { ok: false, file: SIM, error: sentence }]);
  });

  test('check finds what a run would refuse: data, symbols, strategies', async () => {
    const outcomes = await Promise.all([
      tradingbot(['config', 'check', SIM, '--set', 'data.paths=[data/sample/BTCUSDT_4h.cvs]']),
      tradingbot(['config', 'check', SIM, '--set', 'data.symbols=[BTCUSDX]']),
      tradingbot(['config', 'check', SIM, '--set', 'strategy.name=nope']),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(outcomes[0]?.stderr).toBe(
      'data/sample/BTCUSDT_4h.cvs: no such data file (did you mean data/sample/BTCUSDT_4h.csv?)\n',
    );
  });

  test('show prints what runs: shown again, it is the same', async () => {
    const { stdout: yaml } = await tradingbot(['config', 'show', SIM]);
    const copy = artifactsIn('copy.yaml');
    writeFileSync(copy, yaml);
    expect((await tradingbot(['config', 'show', copy])).stdout).toBe(yaml);
    const { stdout: json } = await tradingbot(['config', 'show', SIM, '--json']);
    expect(JSON.parse(json)).toMatchObject({ execution: { equity_interval: '1d' }, risk: { max_orders_window_s: 60 } });
  });

  test.concurrent.each(
    readdirSync(join(ROOT, 'configs'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.yaml') && name !== 'instruments.yaml',
    ),
  )('configs/%s could run', async (name) => {
    expect(await tradingbot(['config', 'check', `configs/${name}`])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('help and version', () => {
  test.concurrent.each(['backtest', 'config', 'config check', 'config show', 'new', 'new strategy'])(
    '%s --help has an example',
    async (command) => {
      const { code, stdout, stderr } = await tradingbot([...command.split(' '), '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}npx tradingbot ${command}`));
    },
  );

  test('without a command: help on standard error, exit 2', async () => {
    const { code, stdout, stderr } = await tradingbot([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: tradingbot');
    expect((await tradingbot(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('streams and signals', () => {
  test('colours appear when asked for, and never under NO_COLOR', async () => {
    const args = ['--config', SIM, '--to', '2024-02-01'];
    const { stdout: coloured } = await backtest('colour', args, { env: { FORCE_COLOR: '1' } });
    const { stdout: plain } = await backtest('plain', args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(coloured).toContain('\u001b[');
    expect(plain).not.toContain('\u001b[');
  });

  test('a reader that goes away is no error', async () => {
    const { code, stderr } = await tradingbot(['config', 'show', SIM], { started: (child) => child.stdout?.destroy() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s stops a run with exit 130 and leaves nothing', async (signal) => {
    const bars = join(scratch.path, 'long.csv');
    if (!existsSync(bars)) writeFileSync(bars, longMarket(400_000));
    const outcome = await backtest(signal, ['--config', 'configs/bench_w1.yaml', '--data', bars], {
      // Once the draft of the results is there, the run has begun.
      started: (child) => void whenDraftIn(artifactsIn(signal)).then(() => child.kill(signal)),
    });
    expect(outcome).toEqual({ code: 130, stdout: '', stderr: 'stopped: nothing was written\n' });
    expect(readdirSync(artifactsIn(signal))).toEqual([]);
  });
});

describe('new strategy', () => {
  const name = `zz-written-by-a-test-${process.pid}`;
  const files = [`strategies/${name}.ts`, `strategies/${name}.test.ts`, `configs/${name}.yaml`];
  const remove = (): void => files.forEach((file) => rmSync(join(ROOT, file), { force: true }));
  afterAll(remove);

  test('writes a strategy, a test and a configuration, and all three run', async () => {
    remove();
    const written = await tradingbot(['new', 'strategy', name, '--json']);
    expect([written.code, JSON.parse(written.stdout)]).toEqual([0, { name, files }]);
    const run = await backtest('new', ['--config', files[2] ?? '', '--json']);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(JSON.parse(run.stdout)).toMatchObject({ strategies: [name], symbols: ['BTCUSDT', 'ETHUSDT'] });
    expect(JSON.parse(run.stdout).trades).toBeGreaterThan(0);
    const jestBin = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    execFileSync(process.execPath, [jestBin, files[1] ?? '', '--reporters=default'], { cwd: ROOT, stdio: 'pipe' });
    const again = await tradingbot(['new', 'strategy', name]);
    expect([again.code, again.stderr]).toEqual([
      2,
      `strategies/${name}.ts: exists already (choose another name, or move it away)\n`,
    ]);
  });

  test('refuses names that are none, and folders that are not a checkout', async () => {
    expect((await tradingbot(['new', 'strategy', 'My Idea'])).stderr).toBe(
      'name "My Idea": expected at most 40 lower-case letters and digits, words joined by "-" (how about my-idea?)\n',
    );
    expect((await tradingbot(['new', 'strategy', 'momentum'])).code).toBe(2);
    expect((await tradingbot(['new', 'strategy', 'fine'], { cwd: scratch.path })).code).toBe(2);
    expect(readdirSync(scratch.path)).not.toContain('strategies');
  });
});

async function whenDraftIn(folder: string): Promise<void> {
  while (!existsSync(folder) || readdirSync(folder).length === 0) await sleep(10);
}

/** A market of one symbol that goes up and down by the minute. */
function longMarket(length: number): string {
  const rows = Array.from({ length }, (_, i) => {
    const close = (30_000 + 3_000 * Math.sin(i / 50)).toFixed(2);
    return `${1_546_300_800_000 + i * 60_000},BTCUSDT,${close},${close},${close},${close},1`;
  });
  return `ts_ms,symbol,open,high,low,close,volume\n${rows.join('\n')}\n`;
}
