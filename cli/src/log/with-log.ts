// A command that reads the log: Postgres is found or started, and afterwards left as it was.

import { devStackStatus } from '@tradingbot/dev-stack';
import { LogUnavailableError, type LogReader } from '@tradingbot/event-log';
import { stackOf, type StackOptions } from '../stack/choose-stack.ts';
import { isLogElsewhere, openEndpoints, openReader } from '../stack/endpoints.ts';
import type { Terminal } from '../terminal.ts';

export async function withLog<Result>(
  options: StackOptions,
  terminal: Terminal,
  work: (log: LogReader) => Promise<Result>,
): Promise<Result> {
  const choice = stackOf(options);
  // A Postgres that has never run here holds no run: it need not be made to say so.
  if (!isLogElsewhere(choice, terminal) && (await devStackStatus()).postgres === undefined) {
    throw new LogUnavailableError('No run is recorded here yet: tradingbot live --dry-run records one.');
  }
  const endpoints = await openEndpoints({ ...choice, log: true, bus: false, startQuietly: true }, terminal);
  try {
    const log = await openReader(endpoints, terminal.signal).catch((error: unknown) => {
      throw withStackHint(error, choice.stack);
    });
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  } finally {
    await endpoints.close();
  }
}

/** Whoever has only runs of a named stack asks the unnamed one first. */
export function withStackHint(error: unknown, stack: string | undefined): unknown {
  if (!(error instanceof LogUnavailableError) || stack !== undefined || !error.message.startsWith(NO_LOG)) return error;
  return new LogUnavailableError(
    `${error.message}; the runs of a named stack are found with --stack, as in --stack demo`,
  );
}

const NO_LOG = 'there is no log yet';
