// The services whose business are cores, each on its core and the shared loop.

import { coreJournalService, followJournal, type CoreService } from '@tradingbot/service';
import { stackOf } from '../stack/choose-stack.ts';
import { openBus, openEndpoints } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import type { ServiceRun } from './service-run.ts';

type CoreServiceName = 'strategy' | 'risk' | 'execution';

export async function startCoreService(name: CoreServiceName, run: ServiceRun): Promise<void> {
  const { signal, say, ready, terminal } = run;
  const endpoints = await openEndpoints({ ...stackOf(run.options), log: false, bus: true }, terminal);
  try {
    const bus = await openBus(endpoints, name);
    const service = coreJournalService(await definitionOf(name));
    await followJournal({ service, bus, stack: endpoints.stack, version: productVersion(), signal, say, ready });
    await bus.close();
  } finally {
    await endpoints.close();
  }
}

async function definitionOf(name: CoreServiceName): Promise<CoreService> {
  switch (name) {
    case 'strategy':
      return (await import('@tradingbot/strategy/service')).strategyService;
    case 'risk':
      return (await import('@tradingbot/risk/service')).riskService;
    case 'execution':
      return (await import('@tradingbot/execution/service')).executionService;
  }
}
