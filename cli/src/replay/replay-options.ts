// What can be typed after `tradingbot replay`.

import type { LogOptions } from '../log/log-options.ts';

export interface ReplayOptions extends LogOptions {
  /** What replay does without being asked. */
  readonly verify?: true;
  /** Not a comparison of the same, but the same market under another configuration. */
  readonly whatIf?: true;
  readonly set?: readonly string[];
  readonly param?: readonly string[];
  readonly quiet?: true;
}
