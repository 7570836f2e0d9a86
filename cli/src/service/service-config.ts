// The configuration of a service: that of a backtest, on a stack, at a speed.

import type { LoadedConfig } from '@tradingbot/config';
import { configOf } from '../backtest/config-of.ts';
import type { ServiceOptions } from './service-options.ts';

/** @throws InputError naming the file and line, or the option, that is wrong */
export function serviceConfig({ stack, speed, set = [], journal: _journal, ...options }: ServiceOptions): LoadedConfig {
  const over = [...(stack === undefined ? [] : [`stack=${stack}`]), ...(speed === undefined ? [] : [`speed=${speed}`])];
  return configOf({ ...options, set: [...set, ...over] });
}
