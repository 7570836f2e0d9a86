// What can be typed after `tradingbot report`.

import type { StackOptions } from '../stack/choose-stack.ts';

export interface ReportOptions extends Omit<StackOptions, 'set'> {
  readonly run?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}
