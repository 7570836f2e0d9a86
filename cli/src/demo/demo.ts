// `tradingbot demo`, which `npm start` runs: the whole platform on a generated market, an operator's kill and resume in
// the middle, then the proof: the chain of the log is whole, and every decision comes out the same again.

import { setTimeout as wait } from 'node:timers/promises';
import { replayJournal } from '@tradingbot/backtester/journal';
import type { Bus } from '@tradingbot/bus';
import { strategySpecs } from '@tradingbot/config';
import { subjectsOf } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';
import { verifyJournal } from '@tradingbot/event-log';
import { loadStrategies } from '@tradingbot/strategy/load';
import { runLive } from '../live/live.ts';
import { askResults } from '../live/results-client.ts';
import { bigNumber } from '../number-text.ts';
import { serviceConfig } from '../service/service-config.ts';
import { openEndpoints, openReader } from '../stack/endpoints.ts';
import type { Terminal } from '../terminal.ts';
import { demoSummary, type Proof } from './demo-summary.ts';

export const DEMO_CONFIG = 'configs/config_demo.yaml';
const STACK = 'demo';
/** The kill comes when this share of the bars is recorded, the resume when that one is. */
const KILL_AT = 0.4;
const RESUME_AT = 0.55;
const POLL_MS = 20;

export interface DemoOptions {
  readonly json?: true;
  readonly quiet?: true;
}

/** @returns the exit code: 1 when the log is damaged or a decision came out otherwise */
export async function demo(options: DemoOptions, terminal: Terminal): Promise<number> {
  const say = (sentence: string): void => {
    if (options.quiet !== true) terminal.err(`${sentence}\n`);
  };
  say('Strategies, risk, execution and a simulated venue, each a process of its own, over NATS and Postgres.');
  const live = { config: DEMO_CONFIG, stack: STACK, fresh: true, dryRun: true, speed: 'max', ...options } as const;
  // Held to the end, so that the servers are not stopped and started between the run and its proof.
  const endpoints = await openEndpoints({ stack: STACK, log: true, bus: true }, terminal);
  try {
    let commanded: Promise<void> = Promise.resolve();
    const { result } = await runLive(live, terminal, {
      began: ({ bus, signal, totalBars }) => {
        commanded = command(bus, totalBars ?? 0, signal, say);
      },
    });
    if (result === undefined) {
      terminal.err('stopped before the end\n');
      return 0;
    }
    await commanded;
    const proof = await prove(result.run_id);
    terminal.out(
      options.json === true
        ? `${JSON.stringify({ ...result, log: proof.chain, parity: proof.verdict }, undefined, 2)}\n`
        : demoSummary(result, proof, terminal.colours),
    );
    return proof.chain.ok && proof.verdict.verdict === 'identical' ? 0 : 1;
  } finally {
    await endpoints.close();
  }

  async function prove(run: string): Promise<Proof> {
    say('Verifying the log, then deciding everything again …');
    const reader = await openReader(endpoints, terminal.signal);
    try {
      const info = (await reader.journals()).find(({ journal }) => journal === run);
      invariant(info !== undefined, 'the run that has just ended is in the log');
      const chain = await verifyJournal(reader, info);
      const { config, placeOf } = serviceConfig({ config: DEMO_CONFIG });
      const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
      const verdict = await replayJournal(reader, run, { strategies });
      return { chain, verdict };
    } finally {
      await reader.close();
    }
  }
}

/** What an operator would do by hand, at the same moments of every demonstration. */
async function command(
  bus: Bus,
  totalBars: number,
  signal: AbortSignal,
  say: (sentence: string) => void,
): Promise<void> {
  const subjects = subjectsOf(STACK);
  const until = async (share: number): Promise<number> => {
    while (!signal.aborted) {
      const answer = await askResults(bus, subjects);
      if (answer !== undefined && answer.bars >= share * totalBars) return answer.bars;
      await wait(POLL_MS);
    }
    return 0;
  };
  const send = async (name: 'kill' | 'resume', reason: string): Promise<void> => {
    const body = JSON.stringify({ operator: 'demo', reason });
    const { position } = JSON.parse((await bus.request(subjects.control(name), body, 5_000)).text()) as {
      position: number;
    };
    say(`operator: ${name} (${reason}), recorded at position ${bigNumber(position)}`);
  };
  await until(KILL_AT);
  await send('kill', 'a demonstration of the kill switch');
  await until(RESUME_AT);
  await send('resume', 'the demonstration is over');
}
