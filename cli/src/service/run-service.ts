// One service in the foreground: what the supervisor of `live` and Kubernetes run. Composed here; decided elsewhere.

import process from 'node:process';
import { nearest } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { createServiceLog } from './service-log.ts';
import { SERVICE_NAMES, WORKER_NAMES, type RunnableName, type ServiceOptions } from './service-options.ts';
import type { ServiceRun } from './service-run.ts';
import type { Terminal } from '../terminal.ts';

/** Longer than any orderly stop takes, shorter than the patience of supervisors. */
const GRACE_MS = 8_000;
const UNAVAILABLE = 3;
/** Set by a supervisor that speaks to its services over a channel, and stops them by closing it if it cannot otherwise. */
export const SUPERVISED = 'TRADINGBOT_SUPERVISED';

/** @returns the exit code */
export async function runService(name: string, options: ServiceOptions, terminal: Terminal): Promise<number> {
  const known = nameOf(name);
  const { signal } = terminal;
  const stop = new AbortController();
  const log = createServiceLog(known, terminal);
  stop.signal.addEventListener('abort', () => {
    // A server that has gone for good could be waited for without end. Nothing is lost: what counts is in the log.
    setTimeout(() => {
      log.info(`did not stop within ${GRACE_MS / 1_000} s: ends as it is`);
      process.exit(UNAVAILABLE);
    }, GRACE_MS).unref();
  });
  signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  if (signal.aborted) stop.abort(signal.reason);
  // The supervisor has gone, however it went: nobody would restart or stop this process any more.
  const orphan = (): void => stop.abort(new Error('the supervisor has gone'));
  process.once('disconnect', orphan);
  if (terminal.environment[SUPERVISED] !== undefined && !process.connected) orphan();
  const run: ServiceRun = {
    options,
    terminal,
    signal: stop.signal,
    say: log.info,
    ready: () => {
      log.info('ready');
      process.send?.('ready');
    },
  };
  try {
    await start(known, run);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    // An open channel to the supervisor would keep the process.
    if (process.connected) process.disconnect();
  }
  log.info('Shutdown complete');
  return 0;
}

async function start(name: RunnableName, run: ServiceRun): Promise<void> {
  switch (name) {
    case 'sequencer':
      return (await import('./sequencer.ts')).startSequencer(run);
    case 'log-reader':
      return (await import('./log-reader.ts')).startLogReader(run);
    case 'market-data':
      return (await import('./market-data.ts')).startMarketData(run);
    case 'strategy':
    case 'risk':
    case 'execution':
      return (await import('./core-services.ts')).startCoreService(name, run);
    case 'backtester':
      return (await import('./backtester.ts')).startBacktester(run);
    case 'trainer':
      return (await import('./trainer.ts')).startTrainer(run);
  }
}

function nameOf(name: string): RunnableName {
  const known = [...SERVICE_NAMES, ...WORKER_NAMES];
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  const meant = nearest(name, known);
  throw new InputError(
    'tradingbot service',
    `there is no service ${JSON.stringify(name)}`,
    `${meant === undefined ? '' : `did you mean ${meant}? `}there are ${known.join(', ')}`,
  );
}
