// A configuration as it would run.

import { loadConfig, parseAssignment } from '@tradingbot/config';
import { stringify } from 'yaml';
import type { ConfigOptions } from './config-options.ts';
import type { Terminal } from '../terminal.ts';

export function showConfig(file: string, { set = [], json }: ConfigOptions, terminal: Terminal): number {
  const { config } = loadConfig({ path: file, overrides: set.map((text) => parseAssignment(text, '--set')) });
  terminal.out(json ? `${JSON.stringify(config, undefined, 2)}\n` : stringify(config, { lineWidth: 0 }));
  return 0;
}
