// Risk as a service: its core, built from the journal's first event alone.

import { catalogOf, configOfManifest } from '@tradingbot/config';
import type { CoreService } from '@tradingbot/service';
import { riskCore, riskLimitsOf } from '../core/index.ts';

export const riskService: CoreService = {
  name: 'risk',
  description: 'Turns what strategies want into orders that no limit forbids, or into coded denials.',
  cores: async (manifest) => [riskCore(riskLimitsOf(configOfManifest(manifest), catalogOf(manifest)))],
};
