// The backtester beside a live run: keeps its results as it goes, and says what came of it when the journal is closed.

import { resultsService } from '@tradingbot/backtester/service';
import { followJournal } from '@tradingbot/service';
import { openBus, openEndpoints } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import { serviceConfig } from './service-config.ts';
import type { ServiceRun } from './service-run.ts';

export async function startBacktester(run: ServiceRun): Promise<void> {
  const { signal, say, ready, terminal } = run;
  const { config } = serviceConfig(run.options);
  const endpoints = await openEndpoints({ config, log: false, bus: true }, terminal);
  try {
    const bus = await openBus(endpoints, 'backtester');
    const service = resultsService({ artifactsDir: config.artifacts_dir, logsDir: config.logs_dir });
    await followJournal({ service, bus, stack: endpoints.stack, version: productVersion(), signal, say, ready });
    await bus.close();
  } finally {
    await endpoints.close();
  }
}
