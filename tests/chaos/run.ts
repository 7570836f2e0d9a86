// `npm run chaos`: dry runs whose processes are killed or stopped at random moments. Each must come to the very result
// of the backtest, with a log that verifies and replays. Seeded; it ends by itself.
//   npm run chaos -- kill [--seeds 5] [--kills 10] [--first 1]
//   npm run chaos -- stop [--seeds 20]

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { devStackStatus } from '@tradingbot/dev-stack';
import { createRandom, nextFloat } from '@tradingbot/core';
import { essenceOf, openHome, runCommand, startLive, type Home, type Live } from './live-run.ts';

const SERVICES = ['sequencer', 'log-reader', 'market-data', 'strategy', 'risk', 'execution', 'backtester'] as const;
type Victim = (typeof SERVICES)[number] | 'nats' | 'postgres' | 'jetstream';
const VICTIMS: readonly Victim[] = [...SERVICES, 'nats', 'postgres', 'jetstream'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string' },
    first: { type: 'string', default: '1' },
    kills: { type: 'string', default: '10' },
    to: { type: 'string', default: '2024-02-15' },
    data: { type: 'string', multiple: true },
  },
});
const mode = positionals[0] ?? 'kill';
const market = [
  '--config',
  'configs/config_sim.yaml',
  '--set',
  'risk.max_abs_position_notional=5000',
  'strategy=null',
  'strategies=[{name: ema-cross, params: {fast: 5, slow: 12, weight: 0.4}}, {name: momentum, params: {lookback: 12, enter: 0.005, exit: -0.005, weight: 0.4}}]',
  ...(values.data === undefined ? [] : ['--data', ...values.data]),
  '--to',
  values.to,
];
const home = openHome('chaos');
const expected = essenceOf(runCommand(home, ['backtest', ...market, ...home.folders, '--json', '--quiet']).stdout);
console.log(JSON.stringify({ mode, expected }));
let failures = 0;
const seeds = Number(values.seeds ?? (mode === 'stop' ? 20 : 5));
for (let seed = Number(values.first); seed < Number(values.first) + seeds; seed++) {
  const state = createRandom(seed);
  const random = (): number => nextFloat(state);
  const began = performance.now();
  const live = startLive(home, [...market, '--fresh', '--speed', 'max', '--json']);
  const done = new AbortController();
  void live.ended.then(() => done.abort());
  const hit = mode === 'stop' ? await stopAll(live, random, done.signal) : await kill(live, random, done.signal, home);
  const { code, stdout, stderr } = await live.ended;
  const essence = code === 0 ? essenceOf(stdout) : undefined;
  const verified = runCommand(home, ['log', 'verify', '--run', 'latest']);
  const replayed = runCommand(home, ['replay', '--run', 'latest', '--verify', '--json']);
  const verdict = replayed.code === 0 ? (JSON.parse(replayed.stdout) as { verdict: string }).verdict : replayed.stdout;
  const same = JSON.stringify(essence) === JSON.stringify(expected);
  const ok = same && verified.code === 0 && verdict === 'identical';
  if (!ok) failures += 1;
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  console.log(
    JSON.stringify({ seed, ok, seconds, code, hit, verified: verified.code, verdict, ...(same ? {} : { essence }) }),
  );
  if (!ok) console.error(stderr.slice(-2_000), verified.stderr, replayed.stderr);
}
await home.remove();
console.log(`${seeds - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

/** `kills` deaths at random moments, of everybody there is. */
async function kill(live: Live, random: () => number, done: AbortSignal, at: Home): Promise<string[]> {
  const hit: string[] = [];
  await begun(live, done);
  for (let i = 0; i < Number(values.kills) && !done.aborted; i++) {
    await wait(100 + random() * 1_400, undefined, { signal: done }).catch(() => undefined);
    const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] as Victim;
    if (done.aborted) break;
    if (await killOne(live, victim, at)) hit.push(victim);
  }
  return hit;
}

async function killOne(live: Live, victim: Victim, at: Home): Promise<boolean> {
  const isServer = victim === 'nats' || victim === 'postgres' || victim === 'jetstream';
  const server = victim === 'jetstream' ? 'nats' : victim;
  const pid = isServer ? await live.serverPid(server as 'nats' | 'postgres') : live.pidOf(victim);
  if (victim === 'jetstream') {
    const { nats } = await devStackStatus(at.env['TRADINGBOT_HOME'] ?? '');
    if (nats !== undefined) rmSync(join(nats.folder, 'jetstream'), { recursive: true, force: true });
  }
  return pid !== undefined && send(pid, 'SIGKILL');
}

/** Every service stopped and continued, again and again. */
async function stopAll(live: Live, random: () => number, done: AbortSignal): Promise<string[]> {
  const hit: string[] = [];
  await begun(live, done);
  while (!done.aborted) {
    await wait(20 + random() * 200, undefined, { signal: done }).catch(() => undefined);
    const service = SERVICES[Math.floor(random() * SERVICES.length)] as string;
    const pid = live.pidOf(service);
    if (done.aborted || pid === undefined || !send(pid, 'SIGSTOP')) continue;
    hit.push(service);
    await wait(10 + random() * 300);
    send(pid, 'SIGCONT');
  }
  return [`${hit.length} stops`, ...new Set(hit)];
}

/** Until all services have a process. */
async function begun(live: Live, done: AbortSignal): Promise<void> {
  while (!done.aborted && SERVICES.some((service) => live.pidOf(service) === undefined)) await wait(50);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
