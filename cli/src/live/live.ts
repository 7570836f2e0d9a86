// `tradingbot live --dry-run`: every service as a process of its own, over the real bus and the real log, on recorded or
// generated bars and the simulated venue; until the data ends or somebody stops it.

import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { planRun } from '@tradingbot/backtester/journal';
import type { BacktestResult } from '@tradingbot/backtester/run';
import { recordedPart } from './recorded-part.ts';
import { strategySpecs, type RunConfig } from '@tradingbot/config';
import { subjectsOf } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import { migrate } from '@tradingbot/event-log/postgres';
import { loadStrategies } from '@tradingbot/strategy/load';
import type { Bus } from '@tradingbot/bus';
import { createProgressLine } from '../backtest/progress-line.ts';
import { SUPERVISED } from '../service/run-service.ts';
import { serviceConfig } from '../service/service-config.ts';
import { SERVICE_NAMES } from '../service/service-options.ts';
import type { JournalChosen } from '../service/sequencer.ts';
import { openBus, openEndpoints, type Endpoints } from '../stack/endpoints.ts';
import type { Terminal } from '../terminal.ts';
import { superviseChild, type Child, type ServiceFailure } from './child-process.ts';
import { serviceArguments } from './service-arguments.ts';
import { takeStack } from './stack-lock.ts';
import { askResults } from './results-client.ts';
import { openTradingLog, type TradingLog } from './trading-log.ts';
import type { LiveOptions } from './live-options.ts';

/** What a dry run came to. */
export interface LiveOutcome {
  /** Undefined when it was stopped before the data ended. */
  readonly result: BacktestResult | undefined;
  readonly config: RunConfig;
}

/** Hooks for who watches a run while it goes on. */
export interface LiveWatch {
  /** Every service is ready. */
  readonly began?: (live: {
    readonly bus: Bus;
    readonly totalBars: number | undefined;
    readonly signal: AbortSignal;
  }) => void;
}

/** Services that hold a login of the log. No other is given one. */
const LOG_SERVICES: readonly string[] = ['sequencer', 'log-reader'];
const POLL_MS = 100;

/** @throws InputError, ServiceFailure, or what the servers' own errors are */
export async function runLive(options: LiveOptions, terminal: Terminal, watch: LiveWatch = {}): Promise<LiveOutcome> {
  if (options.dryRun !== true) {
    throw new InputError('tradingbot live', 'this release trades on no real venue yet', 'add --dry-run');
  }
  const { config, placeOf } = serviceConfig(options);
  const stack = config.stack;
  // Whatever is wrong with strategies or data is said before anything is started.
  const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
  const plan = await planRun({ config, strategies, stack: stack ?? '' });
  const { totalBars } = await plan.openBars();
  const endpoints = await openEndpoints({ config, log: true, bus: true }, terminal);
  const release = takeStack(endpoints.home, stack);
  const log = openTradingLog(config.logs_dir);
  const stop = new AbortController();
  const children: Child[] = [];
  let bus: Bus | undefined;
  let failure: ServiceFailure | undefined;
  terminal.signal.addEventListener('abort', () => stop.abort(), { once: true });
  // Stopped while the servers were starting.
  if (terminal.signal.aborted) stop.abort();
  const progress = createProgressLine(terminal, options.quiet !== true);
  try {
    endpoints.dev?.watch(stop.signal).catch((error: unknown) => log.say(String(error)));
    const { warning } = await migrate({ url: endpoints.postgresUrl, schema: endpoints.schema });
    if (warning !== undefined) terminal.err(`${warning}\n`);
    bus = await openBus(endpoints, 'supervisor');
    const ready = new Set<string>();
    const chosen: { journal?: JournalChosen } = {};
    for (const name of stop.signal.aborted ? [] : SERVICE_NAMES) {
      children.push(
        superviseChild({
          name,
          args: () => serviceArguments(name, options, chosen.journal?.journal),
          env: environmentOf(name, endpoints),
          onOutput: log.take,
          onMessage: (message) => {
            if (message === 'ready') ready.add(name);
            else if (name === 'sequencer') {
              chosen.journal = message as JournalChosen;
              if (options.quiet !== true) {
                progress.clear();
                terminal.err(`${chosen.journal.sentence}\n`);
              }
            }
          },
          onRestart: (why) => {
            log.say(`${name} starts again: ${why}`);
            if (options.quiet === true) return;
            progress.clear();
            terminal.err(`${name} starts again: ${why}\n`);
          },
          onFailure: (one) => {
            failure = one;
            stop.abort();
          },
        }),
      );
    }
    const result = await follow();
    return { result, config };

    async function follow(): Promise<BacktestResult | undefined> {
      const subjects = subjectsOf(stack);
      const meter = recordedPart();
      let told = false;
      while (!stop.signal.aborted) {
        if (!told && ready.size === SERVICE_NAMES.length) {
          told = true;
          watch.began?.({ bus: bus as Bus, totalBars, signal: stop.signal });
        }
        const answer = await askResults(bus as Bus, subjects);
        if (answer !== undefined && answer.journal === chosen.journal?.journal) {
          if (answer.result !== null) return answer.result;
          if (answer.bars > 0) progress.show(meter.progress(answer.bars, answer.time, totalBars));
        }
        await wait(POLL_MS, undefined, { signal: stop.signal }).catch(() => undefined);
      }
      if (failure !== undefined) throw failure;
      return undefined;
    }
  } finally {
    progress.clear();
    await Promise.all(children.map((child) => child.stop()));
    stop.abort();
    await bus?.close();
    log.say('Shutdown complete');
    closeLog(log);
    release();
    await endpoints.close();
  }
}

function closeLog(log: TradingLog): void {
  log.close();
}

function environmentOf(name: string, { natsUrl, postgresUrl }: Endpoints): NodeJS.ProcessEnv {
  const { TRADINGBOT_PG_URL: _log, TRADINGBOT_PG_URL_FILE: _file, ...plain } = process.env;
  const env = { ...plain, TRADINGBOT_NATS_URL: natsUrl, [SUPERVISED]: '1' };
  return LOG_SERVICES.includes(name) ? { ...env, TRADINGBOT_PG_URL: postgresUrl } : env;
}
