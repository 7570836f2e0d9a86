// One service as a child of the supervisor: started, watched, started again when it dies.

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

/** How a service ended that must not be started again: it said why. */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';
  readonly exitCode: number;

  constructor(service: string, exitCode: number, sentence: string) {
    super(`${service}: ${sentence}`);
    this.exitCode = exitCode;
  }
}

export interface ChildOptions {
  readonly name: string;
  /** The command line after the program; asked again for every start. */
  readonly args: () => readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Each piece of its standard output, and of its standard error. */
  readonly onOutput: (text: string) => void;
  readonly onMessage: (message: unknown) => void;
  readonly onRestart: (why: string) => void;
  readonly onFailure: (failure: ServiceFailure) => void;
}

export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Asks it to stop, and makes it when it does not. */
  stop(): Promise<void>;
}

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'tradingbot.js');
/** Exit codes by which a service says that another try would end the same way: it is wrong, or its input is. */
const HOPELESS = new Set([1, 2]);
const GRACE_MS = 5_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;
const STEADY_MS = 2_000;
const KEPT_ERRORS = 4_000;

export function superviseChild(options: ChildOptions): Child {
  const { name, args, env, onOutput, onMessage, onRestart, onFailure } = options;
  let child: ChildProcess | undefined;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  const ended = live();

  async function live(): Promise<void> {
    while (!stopping) {
      const began = performance.now();
      const { code, signal, errors } = await once();
      if (stopping) return;
      if (code !== null && HOPELESS.has(code)) {
        return onFailure(new ServiceFailure(name, code, sentenceIn(errors) ?? `ended with exit code ${code}`));
      }
      onRestart(signal !== null ? `killed by ${signal}` : (sentenceIn(errors) ?? `ended with exit code ${code}`));
      pause = performance.now() - began > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      await wait(pause);
    }
  }

  function once(): Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }> {
    return new Promise((resolve) => {
      let errors = '';
      const started = spawn(process.execPath, [BIN, 'service', name, ...args()], {
        env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = started;
      started.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
      started.stderr?.on('data', (chunk: Buffer) => {
        errors = (errors + chunk.toString()).slice(-KEPT_ERRORS);
        onOutput(chunk.toString());
      });
      started.on('message', onMessage);
      started.once('error', (error) => resolve({ code: 3, signal: null, errors: error.message }));
      started.once('close', (code, signal) => resolve({ code, signal, errors }));
    });
  }

  return {
    name,
    get pid() {
      return child?.pid;
    },
    async stop() {
      stopping = true;
      const running = child;
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGTERM');
      // A stopped process takes no signal until it goes on.
      running.kill('SIGCONT');
      const timer = setTimeout(() => running.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** What a process said last, or what its runtime said was wrong when it could not say anything itself. */
function sentenceIn(errors: string): string | undefined {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1);
  return last?.startsWith('Node.js v') === true ? (lines.find((line) => /^\w*Error\b/.test(line)) ?? last) : last;
}
