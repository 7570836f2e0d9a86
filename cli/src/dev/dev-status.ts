// `tradingbot dev status`: whether the servers of this checkout run, and where.

import { devStackStatus, type DevStackStatus, type ServerName, type ServerStatus } from '@tradingbot/dev-stack';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { DevOptions } from './dev-options.ts';

export const TITLES: Readonly<Record<ServerName, string>> = { postgres: 'Postgres', nats: 'nats-server' };

export async function devStatus({ json }: DevOptions, terminal: Terminal): Promise<number> {
  const status = await devStackStatus();
  terminal.out(
    json === true ? `${JSON.stringify(documentOf(status), undefined, 2)}\n` : statusText(status, terminal.colours),
  );
  return 0;
}

/** What `--json` prints: a server that was never started here is null. */
function documentOf({ home, postgres, nats, users }: DevStackStatus): object {
  const one = (server: ServerStatus | undefined): object | null => {
    if (server === undefined) return null;
    const { isRunning, port, pid = null, url, folder, logFile } = server;
    return { running: isRunning, port, pid, url, folder, log: logFile };
  };
  return { home, postgres: one(postgres), nats: one(nats), users };
}

/** Without the password: `dev up` and --json say it. */
function addressOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

export function statusText({ home, postgres, nats, users }: DevStackStatus, colours: Terminal['colours']): string {
  const row = (name: ServerName, server: ServerStatus | undefined): Cell[] => {
    if (server === undefined) return [TITLES[name], { text: 'never started here', colour: colours.dim }];
    const { isRunning, pid, url, logFile } = server;
    const state = isRunning ? { text: 'runs', colour: colours.green } : { text: 'stopped', colour: colours.dim };
    return [TITLES[name], state, isRunning ? String(pid ?? '') : '', isRunning ? addressOf(url) : '', logFile];
  };
  const table = textTable(
    [{ title: 'server' }, { title: 'state' }, { title: 'pid', align: 'right' }, { title: 'address' }, { title: 'log' }],
    [row('postgres', postgres), row('nats', nats)],
    colours.dim,
  );
  const used = users.length === 0 ? 'nobody' : `process ${users.join(', ')}`;
  return `${[...table, `  ${colours.dim('files')} ${home}  ${colours.dim('used by')} ${used}`].join('\n')}\n`;
}
