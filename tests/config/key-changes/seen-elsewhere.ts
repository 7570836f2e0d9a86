// Where keys are seen that do nothing in a backtest: on the bus, at the servers, in the pace of a live run, in `eval`.

import { serverAddresses, type RunConfig } from '@tradingbot/config';
import { subjectsOf } from '@tradingbot/contracts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../../cli/src/eval/evaluate.ts';
import { testTerminal } from '../../../cli/testing/test-terminal.ts';
import { createPace } from '../../../services/market-data/src/shell/pace.ts';

/** The subjects that a run speaks on. */
export const subjects = ({ stack }: RunConfig): unknown => subjectsOf(stack).events;

/** What the servers of a configuration are, or why they cannot be told. */
export function addresses(config: RunConfig): unknown {
  try {
    return serverAddresses(config, {});
  } catch (error) {
    return String(error);
  }
}

/** How long a live run waits from one hour of the market to the next, in milliseconds. */
export async function hourOfWaiting({ speed }: RunConfig): Promise<unknown> {
  let now = 0;
  const wait = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const pace = createPace(speed, { now: () => now, wait });
  const { signal } = new AbortController();
  for (const time of [0, 3_600_000_000]) await pace(time, signal);
  return now;
}

/** The table of `eval`, without the name and the place of the run. */
export async function evaluation(config: RunConfig): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'key-eval-'));
  try {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, JSON.stringify({ ...config, artifacts_dir: folder, logs_dir: folder }));
    const terminal = testTerminal();
    await evaluate({ config: file, quiet: true }, terminal);
    return terminal.said.out.replaceAll(folder, '').replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
