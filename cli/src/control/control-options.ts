// What can be typed after `tradingbot kill|reduce|resume|status`.

import type { StackOptions } from '../stack/choose-stack.ts';

export interface StatusOptions extends Omit<StackOptions, 'set'> {
  readonly json?: true;
}

export interface ControlOptions extends StatusOptions {
  readonly operator?: string;
  readonly reason?: string;
  readonly all?: true;
}
