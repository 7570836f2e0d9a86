// What can be typed after `tradingbot log runs|tail|show|verify`.

import type { StackOptions } from '../stack/choose-stack.ts';

export interface LogOptions extends Omit<StackOptions, 'set'> {
  readonly run?: string;
  readonly json?: true;
}

export interface TailOptions extends LogOptions {
  readonly lines?: string;
  readonly follow?: true;
  readonly type?: readonly string[];
}

export interface VerifyOptions extends LogOptions {
  readonly all?: true;
  readonly quiet?: true;
}
