// A nats-server with a configuration of a test's own: with users, or without JetStream.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer } from '@tradingbot/dev-stack/nats-server';

export interface PlainNats {
  /** Host and port. */
  readonly at: string;
  stop(): Promise<void>;
}

/** @param configuration in nats-server's own language, besides the address */
export async function startPlainNats(configuration: string): Promise<PlainNats> {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-plain-nats-'));
  const file = join(folder, 'nats.conf');
  // The server finds a free port, and says which.
  writeFileSync(file, `listen: "127.0.0.1:-1"\n${configuration}\n`);
  const program = findNatsServer(folder);
  if (program === undefined) throw new Error('There is no nats-server: install it (apt-get install nats-server).');
  const server = spawn(program, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = (): void => void server.kill('SIGKILL');
  process.once('exit', end);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Server is ready')) resolve();
    });
    server.once('exit', () => reject(new Error(`nats-server ended:\n${log}`)));
  });
  const [, at = ''] = /Listening for client connections on (\S+)/.exec(log) ?? [];
  return {
    at,
    async stop() {
      process.off('exit', end);
      end();
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
