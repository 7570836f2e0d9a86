// Starts and stops a nats-server with JetStream on a folder, whatever state its last end left that in.

import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { DevStackError } from '../errors.ts';
import { processesIn, type ProcessIdentity } from '../process-identity.ts';
import { startServer, stopServer } from '../server-process.ts';
import { findNatsServer, installNatsServer, NoNatsServerError } from './nats-server.mjs';

const STOP_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 500;

/** Where JetStream keeps its streams: nats-server adds the last folder itself. */
export function jetStreamIn(folder: string): string {
  return join(folder, 'jetstream');
}

/**
 * The caller knows that none is running here on purpose.
 * @param folder absolute and without links in its path; the streams and the log are in it
 */
export async function startNats(folder: string, program: string, port: number): Promise<ProcessIdentity> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const stray of processesIn(folder, basename(realpathSync(program))))
    await stopServer(stray, 'SIGKILL', STOP_WITHIN_MS);
  const name = `tradingbot-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const configuration = join(folder, 'nats.conf');
  // Its names for things are quoted like JSON's.
  const settings = [
    `listen: ${JSON.stringify(`127.0.0.1:${port}`)}`,
    `server_name: ${JSON.stringify(name)}`,
    `jetstream { store_dir: ${JSON.stringify(folder)} }`,
  ];
  writeFileSync(`${configuration}.tmp`, `${settings.join('\n')}\n`);
  renameSync(`${configuration}.tmp`, configuration);
  return startServer({
    title: 'nats-server',
    file: program,
    args: ['-c', configuration],
    folder,
    logFile: join(folder, 'nats.log'),
    env: { PATH: process.env['PATH'], TZ: 'UTC' },
    isReady: async () => (await nameOfServerAt(port)) === name,
  });
}

export async function stopNats(server: ProcessIdentity): Promise<void> {
  await stopServer(server, 'SIGTERM', STOP_WITHIN_MS);
}

/** The program, fetched first where there is none. @throws DevStackError that names the ways to get it */
export async function natsProgram(home: string, onSay: (sentence: string) => void): Promise<string> {
  try {
    const found = findNatsServer(home);
    if (found !== undefined) return found;
    onSay('Fetching nats-server, which is not installed.');
    await installNatsServer(home);
    const fetched = findNatsServer(home);
    if (fetched !== undefined) return fetched;
    throw new NoNatsServerError(
      'nats-server was installed, but cannot be found: set TRADINGBOT_NATS_SERVER to its file.',
    );
  } catch (error) {
    if (!(error instanceof NoNatsServerError)) throw error;
    throw new DevStackError('NO_NATS_SERVER', error.message, { cause: error });
  }
}

/** What a NATS server says first on every connection. */
function nameOfServerAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let said = '';
    const end = (name?: string): void => {
      socket.destroy();
      resolve(name);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, end);
    socket.once('error', () => end());
    socket.once('close', () => end());
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\r\n')) end(/"server_name":"([^"]*)"/.exec(said)?.[1]);
    });
  });
}
