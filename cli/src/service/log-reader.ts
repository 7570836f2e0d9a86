// The process that serves `log.read`, with nothing but the right to read.

import { serveLogReader } from '@tradingbot/sequencer/service';
import { stackOf } from '../stack/choose-stack.ts';
import { openBus, openEndpoints, openReader } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import type { ServiceRun } from './service-run.ts';

export async function startLogReader(run: ServiceRun): Promise<void> {
  const { signal, say, ready, terminal } = run;
  const endpoints = await openEndpoints({ ...stackOf(run.options), log: true, bus: true }, terminal);
  try {
    const log = await openReader(endpoints);
    const bus = await openBus(endpoints, 'log-reader');
    const { stack } = endpoints;
    const service = await serveLogReader({ log, bus, stack, version: productVersion(), say });
    ready();
    await aborted(signal);
    service.unsubscribe();
    await bus.close();
    await log.close();
  } finally {
    await endpoints.close();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
