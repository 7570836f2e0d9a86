// Market data: opens the bars that the journal was opened on, and plays them into it.

import { planRun } from '@tradingbot/backtester/journal';
import { marketDataService } from '@tradingbot/market-data/service';
import { followJournal } from '@tradingbot/service';
import { openBus, openEndpoints } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import { serviceConfig } from './service-config.ts';
import type { ServiceRun } from './service-run.ts';

export async function startMarketData(run: ServiceRun): Promise<void> {
  const { signal, say, ready, terminal } = run;
  const { config } = serviceConfig(run.options);
  const endpoints = await openEndpoints({ config, log: false, bus: true }, terminal);
  try {
    const bus = await openBus(endpoints, 'market-data');
    const service = marketDataService({
      async open() {
        const plan = await planRun({ config, strategies: [], stack: config.stack ?? '' });
        const { series } = await plan.openBars();
        return { rules: plan.rules, series };
      },
      speed: config.speed,
    });
    await followJournal({ service, bus, stack: endpoints.stack, version: productVersion(), signal, say, ready });
    await bus.close();
  } finally {
    await endpoints.close();
  }
}
