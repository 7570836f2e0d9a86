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
    const log = await openReader(endpoints, terminal.signal);
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  } finally {
    await endpoints.close();
  }
}
