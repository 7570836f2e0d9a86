// What can be typed after `tradingbot live`.

import type { ServiceOptions } from '../service/service-options.ts';

export interface LiveOptions extends Omit<ServiceOptions, 'journal'> {
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}
