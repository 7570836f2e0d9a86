// A configuration as it would run.

import { loadConfig, loadTrainConfig, parseAssignment } from '@tradingbot/config';
import { stringify } from 'yaml';
import type { ConfigOptions } from './config-options.ts';
import { isTraining } from './is-training.ts';
import type { Terminal } from '../terminal.ts';

export function showConfig(file: string, { set = [], json }: ConfigOptions, terminal: Terminal): number {
  const request = { path: file, overrides: set.map((text) => parseAssignment(text, '--set')) };
  const { config } = isTraining(file) ? loadTrainConfig(request) : loadConfig(request);
  terminal.out(json ? `${JSON.stringify(config, undefined, 2)}\n` : stringify(config, { lineWidth: 0 }));
  return 0;
}
