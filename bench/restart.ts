// How long a service takes from its start until it is ready, on a journal of about a million events.

import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { machine } from './machine.ts';
import { BIN, recordJournal, ROOT } from './recorded-journal.ts';

const BUDGET_MS = 10_000;
const RUNS = 3;

export async function benchRestart(): Promise<void> {
  console.log(JSON.stringify({ bench: 'restart', runs: RUNS, machine: machine() }));
  const { journal, events, config, postgresUrl, natsUrl, close } = await recordJournal();
  const running: ChildProcess[] = [];
  const start = (name: string, ...more: string[]): Promise<{ child: ChildProcess; ms: number }> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const child = spawn(process.execPath, [BIN, 'service', name, '--config', config, ...more], {
        cwd: ROOT,
        env: { ...process.env, TRADINGBOT_NATS_URL: natsUrl, TRADINGBOT_PG_URL: postgresUrl },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      running.push(child);
      child.once('error', reject);
      child.on('message', (message) => {
        if (message === 'ready') resolve({ child, ms: performance.now() - began });
      });
    });
  try {
    await start('log-reader');
    const writing = await start('sequencer', '--journal', journal);
    report('sequencer', events, [writing.ms]);
    for (const name of ['strategy', 'risk', 'execution']) {
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const { child, ms } = await start(name);
        times.push(ms);
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
      }
      report(name, events, times);
    }
  } finally {
    for (const child of running) child.kill('SIGKILL');
    await close();
  }
}

function report(service: string, events: number, times: readonly number[]): void {
  const median = Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
  const of_budget = Number((BUDGET_MS / median).toFixed(2));
  console.log(
    JSON.stringify({
      bench: 'restart',
      service,
      events,
      ready_ms: median,
      budget_ms: BUDGET_MS,
      of_budget,
      load: machine().load,
    }),
  );
}
