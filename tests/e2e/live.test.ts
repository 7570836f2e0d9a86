// A dry run as its users see it: real processes, real NATS, real Postgres. Each of them dies in the middle; the result is
// the backtest's, the log verifies, the replay is identical; and what is edited or changed afterwards shows.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { connectNats } from '@tradingbot/bus/nats';
import { devStackStatus, openDevStack, type DevStack } from '@tradingbot/dev-stack';
import { chainHash } from '@tradingbot/event-log';
import pg from 'pg';
import { essenceOf, openHome, runCommand, startLive, type Home, type Live } from '../chaos/live-run.ts';

const MARKET = ['--config', 'configs/config_sim.yaml', '--to', '2024-01-12'];
const TWO_UNDER_ONE_CAP = [
  ...MARKET,
  '--set',
  'risk.max_abs_position_notional=5000',
  'strategy=null',
  'strategies=[{name: ema-cross, params: {fast: 5, slow: 12, weight: 0.4}}, {name: momentum, params: {lookback: 12, enter: 0.005, exit: -0.005, weight: 0.4}}]',
];
const SERVICES = ['sequencer', 'log-reader', 'market-data', 'strategy', 'risk', 'execution', 'backtester'];

let home: Home;
let servers: DevStack;
beforeAll(async () => {
  home = openHome('live');
  // Held by this process, so that they are not stopped and started between two runs.
  servers = await openDevStack({ home: home.env['TRADINGBOT_HOME'] ?? '' });
}, 60_000);
afterAll(async () => {
  await servers.close();
  await home.remove();
}, 30_000);

const command = (...args: string[]) => runCommand(home, args);
const liveArgs = (stack: string, ...more: string[]): string[] => [...more, '--stack', stack, '--json', '--quiet'];

async function untilRunning(live: Live): Promise<void> {
  const done = new AbortController();
  void live.ended.then(() => done.abort());
  while (!done.signal.aborted && SERVICES.some((service) => live.pidOf(service) === undefined)) await wait(20);
}

/** Asks `tradingbot`'s own status endpoint of a stack until it says what is wanted. */
async function untilStatus<T>(stack: string, wanted: (status: Record<string, unknown>) => T | undefined): Promise<T> {
  const bus = await connectNats({ url: servers.natsUrl, name: 'test' });
  try {
    for (;;) {
      const answer = await bus.request(`${stack}.svc.status`, '', 1_000).catch(() => undefined);
      const found = answer === undefined ? undefined : wanted(JSON.parse(answer.text()) as Record<string, unknown>);
      if (found !== undefined) return found;
      await wait(20);
    }
  } finally {
    await bus.close();
  }
}

describe('a dry run whose processes all die once', () => {
  let run = '';

  test('comes to the result of the backtest', async () => {
    const live = startLive(home, liveArgs('deaths', ...TWO_UNDER_ONE_CAP));
    await untilRunning(live);
    for (const service of SERVICES) {
      const pid = live.pidOf(service);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await wait(150);
    }
    for (const server of ['nats', 'postgres'] as const) {
      const pid = await live.serverPid(server);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await wait(300);
    }
    const { code, stdout, stderr } = await live.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const backtest = command('backtest', ...TWO_UNDER_ONE_CAP, ...home.folders, '--json', '--quiet');
    expect(essenceOf(stdout)).toEqual(essenceOf(backtest.stdout));
    expect(essenceOf(stdout).fills).toBeGreaterThan(4);
    run = (JSON.parse(stdout) as { run_id: string }).run_id;
  }, 120_000);

  test('leaves a log that verifies and replays', () => {
    expect(command('log', 'verify', '--stack', 'deaths', '--run', 'latest').code).toBe(0);
    const { code, stdout } = command('replay', '--stack', 'deaths', '--run', run, '--verify', '--json');
    const verdict = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, ...verdict }).toMatchObject({ code: 0, verdict: 'identical', run, first_difference: null });
    expect(Object.values(verdict['decisions_compared'] as object).every((count) => Number(count) > 0)).toBe(true);
  }, 30_000);

  test('shows what another parameter would have changed, with exit code 1', () => {
    const args = ['--stack', 'deaths', '--run', run, '--set', 'strategies.0.params.fast=6', '--json'];
    const { code, stdout } = command('replay', ...args);
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 1,
      verdict: 'different',
      first_difference: { core: 'strategy' },
    });
  }, 30_000);

  test('shows a decision that was edited, even when the chain was made anew', async () => {
    const edited = await editADecision('tradingbot_deaths');
    expect(command('log', 'verify', '--stack', 'deaths', '--run', run).code).toBe(0);
    const { code, stdout } = command('replay', '--stack', 'deaths', '--run', run, '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 1,
      verdict: 'different',
      first_difference: { position: edited, core: 'risk', fields: ['payload.qty'] },
    });
  }, 30_000);
});

/** As a superuser would who knows how the chain is made. @returns the position of the decision */
async function editADecision(schema: string): Promise<number> {
  const client = new pg.Client({ connectionString: servers.postgresUrl });
  await client.connect();
  try {
    await client.query(`set search_path to "${schema}"; set session_replication_role = replica`);
    const { rows } = await client.query<{ position: string; body: string; hash: Buffer; journal_id: string }>(
      'select events.position, body, hash, journal_id from events order by events.journal_id, events.position',
    );
    const index = rows.findIndex(({ body }) => body.endsWith('"type":"risk.approved"}'));
    let hash: Uint8Array = rows[index - 1]?.hash ?? new Uint8Array(32);
    for (const [at, row] of rows.entries()) {
      if (at < index) continue;
      const body = at === index ? row.body.replace(/"qty":"([\d.]+)"/, '"qty":"9$1"') : row.body;
      hash = chainHash(hash, body);
      await client.query('update events set body = $1, hash = $2 where journal_id = $3 and position = $4', [
        body,
        Buffer.from(hash),
        row.journal_id,
        row.position,
      ]);
    }
    await client.query('update heads set hash = $1', [Buffer.from(hash)]);
    return Number(rows[index]?.position);
  } finally {
    await client.end();
  }
}

describe('two stacks at once', () => {
  test('a kill reaches both, also the one whose sequencer was away; one dies and the other trades on', async () => {
    const slow = ['--speed', '36000'];
    const crypto = startLive(home, liveArgs('crypto', ...MARKET, ...slow));
    const stocks = startLive(home, liveArgs('stocks', '--config', 'configs/config_backtest_stocks.yaml', ...slow));
    await Promise.all([untilRunning(crypto), untilRunning(stocks)]);
    for (const stack of ['crypto', 'stocks'])
      await untilStatus(stack, ({ position }) => Number(position) > 20 || undefined);

    process.kill(crypto.pidOf('sequencer') ?? 0, 'SIGKILL');
    const bus = await connectNats({ url: servers.natsUrl, name: 'operator' });
    bus.publish('control.kill', '');
    await bus.flush();
    for (const stack of ['crypto', 'stocks']) {
      await untilStatus(stack, ({ trading }) => (trading === 'HALTED' ? true : undefined));
    }
    const { stdout } = command('resume', '--stack', 'stocks', '--operator', 'ann', '--reason', 'a test', '--json');
    expect(stdout).toContain('"resume"');
    await untilStatus('stocks', ({ trading }) => (trading === 'ACTIVE' ? true : undefined));
    expect(await untilStatus('crypto', ({ trading }) => trading)).toBe('HALTED');

    const orphans = SERVICES.map((service) => crypto.pidOf(service) ?? 0).filter((pid) => pid > 0);
    crypto.child.kill('SIGKILL');
    await crypto.ended;
    while (orphans.some(isAlive)) await wait(50);
    const before = await untilStatus('stocks', ({ position }) => Number(position));
    await untilStatus('stocks', ({ position }) => Number(position) > before + 20 || undefined);

    stocks.child.kill('SIGTERM');
    const { code, stderr } = await stocks.ended;
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('Shutdown complete') });
    await bus.close();
  }, 120_000);

  test('an unfinished run is inconclusive', () => {
    const { code, stdout } = command('replay', '--stack', 'stocks', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 1, verdict: 'inconclusive' });
  }, 30_000);
});

test('a limit that changes in mid-run rolls the journal: positions are carried, each journal verifies and replays', async () => {
  const args = liveArgs('roll', ...TWO_UNDER_ONE_CAP);
  const first = startLive(home, [...args, '--speed', '200000']);
  await untilStatus('roll', ({ position }) => Number(position) > 100 || undefined);
  for (const service of ['market-data', 'strategy', 'risk', 'execution', 'sequencer']) {
    await expectToStall(first, service, 'roll');
  }
  await expectToBeCounted('roll');
  await untilStatus('roll', ({ position }) => Number(position) > 350 || undefined);
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(0);

  const second = startLive(home, [...args.filter((arg) => arg !== '--quiet'), '--set', 'risk.max_order_notional=3000']);
  const { code, stdout, stderr } = await second.ended;
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('the configuration changed'),
  });
  expect(essenceOf(stdout).bars).toBeGreaterThan(0);

  const verified = command('log', 'verify', '--stack', 'roll', '--all');
  expect({ code: verified.code, out: verified.stdout }).toMatchObject({ code: 0 });
  const runs = JSON.parse(command('log', 'runs', '--stack', 'roll', '--json').stdout) as
    { run: string }[] | { runs: { run: string }[] };
  const ids = (Array.isArray(runs) ? runs : runs.runs).map(({ run }) => run);
  expect(ids).toHaveLength(2);
  for (const run of ids) {
    const { stdout: verdict } = command('replay', '--stack', 'roll', '--run', run, '--json');
    expect(JSON.parse(verdict)).toMatchObject({ verdict: 'identical', first_difference: null });
  }
}, 120_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Nobody else does its work: while it is stopped nothing moves, and then it goes on. */
async function expectToStall(live: Live, service: string, stack: string): Promise<void> {
  const pid = live.pidOf(service) ?? 0;
  process.kill(pid, 'SIGSTOP');
  await wait(300);
  const [before, after] = [await positionSeen(stack), await wait(300).then(() => positionSeen(stack))];
  process.kill(pid, 'SIGCONT');
  expect([service, after]).toEqual([service, before]);
  await untilStatus(stack, ({ position }) => Number(position) > after || undefined);
}

/** How far the backtester's service has seen the run. */
const positionSeen = async (stack: string): Promise<number> =>
  (JSON.parse(await ask(`${stack}.svc.results`)) as { position: number }).position;

/** By the NATS services protocol every service has handled at least as many messages as there were bars. */
async function expectToBeCounted(stack: string): Promise<void> {
  const { bars } = JSON.parse(await ask(`${stack}.svc.results`)) as { bars: number };
  expect(bars).toBeGreaterThan(10);
  for (const service of ['sequencer', 'market-data', 'strategy', 'risk', 'execution', 'backtester']) {
    const { endpoints } = JSON.parse(await ask(`$SRV.STATS.${service}`)) as { endpoints: { num_requests: number }[] };
    const handled = endpoints.reduce((sum, { num_requests: count }) => sum + count, 0);
    expect([service, handled >= bars]).toEqual([service, true]);
  }
}

async function ask(subject: string): Promise<string> {
  const bus = await connectNats({ url: servers.natsUrl, name: 'test' });
  try {
    return (await bus.request(subject, '', 2_000)).text();
  } finally {
    await bus.close();
  }
}

describe('what is missing is said in one sentence, with exit code 3', () => {
  const nowhere = '127.0.0.1:9';
  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['NATS is down', { TRADINGBOT_NATS_URL: `nats://${nowhere}` }, /NATS.*127\.0\.0\.1:9/],
    ['Postgres is down', { TRADINGBOT_PG_URL: `postgres://u:secret@${nowhere}/db` }, /Postgres.*127\.0\.0\.1:9/],
  ])(
    '%s',
    (_what, env, sentence) => {
      const at = { ...home, env: { ...home.env, ...env } };
      const { code, stderr } = runCommand(at, ['live', '--dry-run', ...liveArgs('down', ...MARKET), ...home.folders]);
      expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(sentence) });
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).not.toContain('secret');
    },
    30_000,
  );

  test('a wrong password', async () => {
    const { postgres } = await devStackStatus(home.env['TRADINGBOT_HOME'] ?? '');
    const env = { TRADINGBOT_PG_URL: `postgres://postgres:wrong@127.0.0.1:${postgres?.port}/postgres` };
    const at = { ...home, env: { ...home.env, ...env } };
    const { code, stderr } = runCommand(at, ['live', '--dry-run', ...liveArgs('wrong', ...MARKET), ...home.folders]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/password/) });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }, 30_000);
});
