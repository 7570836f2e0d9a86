// A nats-server with JetStream for tests.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultHome, openHome } from '../src/home.ts';
import { randomFreePort } from '../src/free-port.ts';
import { jetStreamIn, natsProgram, startNats, stopNats } from '../src/nats/server.ts';
import { signal, type ProcessIdentity } from '../src/process-identity.ts';
import { onFreePort } from './on-free-port.ts';
import { startWatchdog } from './watchdog.ts';

export interface TestNats {
  readonly url: string;
  readonly port: number;
  /** Of the last one started. */
  readonly pid: number;
  stop(): Promise<void>;
  kill9(): void;
  /** On the same port; ends it first if it is alive. @param options wipe: without its JetStream folder */
  restart(options?: { readonly wipe?: boolean }): Promise<void>;
}

export interface TestNatsOptions {
  /** Without it, one that is free. */
  readonly port?: number;
}

/** Whether tests may end and restart the server: not if it is somebody's. Says so once if not. */
export function canKillTestNats(): boolean {
  const given = givenUrl();
  if (given !== undefined) console.warn('TRADINGBOT_NATS_URL names the server: tests that kill NATS are left out.');
  return given === undefined;
}

/** Where Docker is to be asked too, it is asked between these two. */
export async function startTestNats(options: TestNatsOptions = {}): Promise<TestNats> {
  const given = givenUrl();
  return given === undefined ? startPrivate(options) : useGiven(given);
}

async function startPrivate(options: TestNatsOptions): Promise<TestNats> {
  const program = await natsProgram(openHome(defaultHome()), () => undefined);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tradingbot-nats-')));
  const watchdog = startWatchdog({ signal: 'KILL', folders: [folder] });
  let port = 0;
  let server: ProcessIdentity;
  const start = async (on: number): Promise<void> => {
    server = await startNats(folder, program, on);
    port = on;
    watchdog.watch(server.pid);
  };
  try {
    await onFreePort(options.port ?? (await randomFreePort()), options.port === undefined, start);
  } catch (error) {
    await watchdog.end();
    throw error;
  }
  return {
    get url() {
      return `nats://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    get pid() {
      return server.pid;
    },
    stop: () => watchdog.end(),
    kill9: () => {
      signal(server, 'SIGKILL');
      watchdog.watch(undefined);
    },
    restart: async ({ wipe = false } = {}) => {
      await stopNats(server);
      watchdog.watch(undefined);
      if (wipe) rmSync(jetStreamIn(folder), { recursive: true, force: true });
      await start(port);
    },
  };
}

function useGiven(url: string): TestNats {
  const no = (): never => {
    throw new Error('TRADINGBOT_NATS_URL names the server: it is not ours to kill or restart.');
  };
  return {
    url,
    port: Number(new URL(url).port || 4222),
    get pid() {
      return no();
    },
    stop: async () => undefined,
    kill9: no,
    restart: async () => no(),
  };
}

function givenUrl(): string | undefined {
  return process.env['TRADINGBOT_NATS_URL'] || undefined;
}
