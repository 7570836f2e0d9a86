// Execution as a service: its core and the simulated venue, built from the journal's first event alone.

import { catalogOf, configOfManifest } from '@tradingbot/config';
import type { CoreService } from '@tradingbot/service';
import { venueSim } from '@tradingbot/simulation';
import { executionCore, executionSettingsOf, venueSettingsOf } from '../core/index.ts';

export const executionService: CoreService = {
  name: 'execution',
  description: 'Turns approvals into orders and keeps the ledger; the simulated venue fills them.',
  async cores(manifest) {
    const config = configOfManifest(manifest);
    const catalog = catalogOf(manifest);
    return [venueSim(venueSettingsOf(config, catalog)), executionCore(executionSettingsOf(config, catalog))];
  },
};
