// `tradingbot dev up`: both servers on this machine, until Ctrl+C or, detached, until `dev down`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { devStackStatus, openDevStack, DevStackError, type DevStack } from '@tradingbot/dev-stack';
import { factTable } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { DevUpOptions } from './dev-options.ts';

export async function devUp({ detach, json }: DevUpOptions, terminal: Terminal): Promise<number> {
  const stack = await openDevStack({ onSay: (sentence) => terminal.err(`${sentence}\n`) });
  try {
    if (detach === true) await leaveKeeper(stack);
    const { home, postgresUrl, natsUrl } = stack;
    terminal.out(
      json === true
        ? `${JSON.stringify({ home, postgres: postgresUrl, nats: natsUrl })}\n`
        : upText(stack, detach === true, terminal.colours),
    );
    if (detach === true) return 0;
    await stack.watch(terminal.signal);
    if (!terminal.signal.aborted) terminal.err('The servers were stopped by somebody else.\n');
  } finally {
    await stack.close();
  }
  (json === true ? terminal.err : terminal.out)('Shutdown complete\n');
  return 0;
}

const COMMAND = join(import.meta.dirname, '..', '..', 'bin', 'tradingbot.js');
const KEEPER_WITHIN_MS = 15_000;
const LOOK_MS = 25;

/** Another process uses the servers from now on, and starts them again when they die: it stays when this one goes. */
async function leaveKeeper({ home }: DevStack): Promise<void> {
  const keeper = spawn(process.execPath, [COMMAND, 'dev', 'up', '--json'], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, TRADINGBOT_HOME: home },
  });
  await once(keeper, 'spawn');
  for (const end = performance.now() + KEEPER_WITHIN_MS; performance.now() < end; await wait(LOOK_MS)) {
    if (keeper.exitCode !== null || keeper.signalCode !== null) break;
    const { users } = await devStackStatus(home);
    if (!users.includes(keeper.pid ?? 0)) continue;
    keeper.unref();
    return;
  }
  keeper.kill();
  throw new DevStackError(
    'DID_NOT_START',
    'The process that keeps the servers running did not start: try without --detach.',
  );
}

export function upText(
  { home, postgresUrl, natsUrl }: Pick<DevStack, 'home' | 'postgresUrl' | 'natsUrl'>,
  isDetached: boolean,
  colours: Terminal['colours'],
): string {
  const nats = `nats --server ${natsUrl}`;
  const lines = [
    ...factTable(
      [
        ['Postgres', postgresUrl],
        ['NATS', natsUrl],
        ['files', home],
      ],
      colours.dim,
    ),
    '',
    'With their own tools:',
    `  psql '${postgresUrl}'`,
    `  ${nats} sub 'evt.>'`,
    `  ${nats} service ls`,
    `  ${nats} pub control.kill ''`,
    'Next:',
    '  npx tradingbot live --config configs/config_sim.yaml --dry-run',
    '',
    isDetached ? 'They stay until tradingbot dev down.' : 'Ctrl+C stops them.',
  ];
  return `${lines.join('\n')}\n`;
}
