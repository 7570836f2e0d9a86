// `tradingbot dev down`: stops the servers of this checkout, whoever uses them.

import { devStackStatus, stopDevStack } from '@tradingbot/dev-stack';
import type { Terminal } from '../terminal.ts';
import type { DevOptions } from './dev-options.ts';
import { TITLES } from './dev-status.ts';

export async function devDown({ json }: DevOptions, terminal: Terminal): Promise<number> {
  const { users } = await devStackStatus();
  const stopped = await stopDevStack();
  const titles = stopped.map((name) => TITLES[name]).join(' and ');
  const used =
    users.length === 0 ? '' : `, which ${users.length === 1 ? 'a process' : `${users.length} processes`} used`;
  const sentence = stopped.length === 0 ? 'Nothing ran.' : `Stopped ${titles}${used}.`;
  terminal.out(json === true ? `${JSON.stringify({ stopped, users })}\n` : `${sentence}\n`);
  return 0;
}
