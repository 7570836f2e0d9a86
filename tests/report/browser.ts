// A headless Chromium over its debugging pipe: opens a page from disk, and reports what it logged and asked the network for.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars'];
const START_MS = 30_000;
const CLOSE_MS = 5_000;

/** Chromium stands still under a library that is loaded into it beforehand, such as one that shifts the clock. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { LD_PRELOAD: _preloaded, ...plain } = process.env;
  return plain;
}

/** The first Chromium on the path that runs here; `undefined` when there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
  return found !== undefined && runs(found) ? found : undefined;
}

function runs(executable: string): boolean {
  const profile = mkdtempSync(join(tmpdir(), 'tradingbot-chromium-'));
  const args = [...FLAGS, `--user-data-dir=${profile}`, '--dump-dom', 'about:blank'];
  const { status } = spawnSync(executable, args, { env: plainEnvironment(), timeout: START_MS, stdio: 'ignore' });
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return status === 0;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** A phone: touch, and no hover. */
  readonly isPhone?: boolean;
}

export interface Page {
  /** A method of the DevTools protocol. */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The value of an expression, which may be a promise. */
  value<Value>(expression: string): Promise<Value>;
  /** Errors and warnings, and addresses other than the page's own that it asked for. */
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export interface Browser {
  open(file: string, options: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function startBrowser(executable: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'tradingbot-chromium-'));
  const child = spawn(executable, [...FLAGS, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: plainEnvironment(),
    // A group of its own, so that all of it can be ended.
    detached: true,
  });
  const connection = connect(child);
  return {
    open: (file, options) => openPage(connection, file, options),
    async close() {
      const isOver = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const deadline = setTimeout(() => endGroup(child), CLOSE_MS);
      connection.send('Browser.close', {}, undefined).catch(() => undefined);
      await isOver;
      clearTimeout(deadline);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

interface Connection {
  send(method: string, params: object, sessionId: string | undefined): Promise<Record<string, unknown>>;
  onEvent(listener: (message: Message) => void): void;
}

function connect(child: ChildProcess): Connection {
  const [, , , commands, answers] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  const listeners: ((message: Message) => void)[] = [];
  let last = 0;
  let pending = '';
  answers.setEncoding('utf8');
  answers.on('data', (text: string) => {
    const parts = (pending + text).split('\0');
    pending = parts.pop() ?? '';
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('chromium ended'));
    waiting.clear();
  });

  function receive(message: Message): void {
    if (message.id === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.result ?? {});
    else asked?.reject(new Error(message.error.message));
  }

  return {
    onEvent: (listener) => void listeners.push(listener),
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        commands.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
  };
}

async function openPage(connection: Connection, file: string, options: PageOptions): Promise<Page> {
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' }, undefined);
  const attached = await connection.send('Target.attachToTarget', { targetId, flatten: true }, undefined);
  const sessionId = attached['sessionId'] as string;
  const complaints: string[] = [];
  const requests: string[] = [];
  const address = pathToFileURL(file).href;
  let loaded: () => void = () => undefined;
  connection.onEvent(({ sessionId: from, method, params = {} }) => {
    if (from !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Network.requestWillBeSent') {
      const { url } = params['request'] as { url: string };
      if (url !== address && !url.startsWith('data:')) requests.push(url);
    }
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params['exceptionDetails']));
    if (method === 'Log.entryAdded') complaints.push(JSON.stringify(params['entry']));
    if (method === 'Runtime.consoleAPICalled') complaints.push(JSON.stringify(params['args']));
  });
  const send = (method: string, params: object = {}) => connection.send(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  const { width, height, isPhone = false, scheme } = options;
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: isPhone });
  await send('Emulation.setTouchEmulationEnabled', { enabled: isPhone });
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  const isLoaded = new Promise<void>((resolve) => (loaded = resolve));
  await send('Page.navigate', { url: address });
  await isLoaded;

  return {
    send,
    complaints,
    requests,
    async value<Value>(expression: string) {
      const asked = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', asked);
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: Value }).value;
    },
    close: async () => void (await connection.send('Target.closeTarget', { targetId }, undefined)),
  };
}
