// Where a command writes and how it is told to stop. The only file of this package that touches the process.

import process from 'node:process';
import pico from 'picocolors';
import { explainFailure } from './failure.ts';

export interface Terminal {
  /** Standard output: the answer, and nothing else. */
  out(text: string): void;
  /** Standard error: progress, and what went wrong. */
  err(text: string): void;
  /** Columns of standard error when that is a terminal, else `undefined`. */
  readonly progressColumns: number | undefined;
  /** For standard output; without colours these change nothing. */
  readonly colours: ReturnType<typeof pico.createColors>;
  /** Aborted by Ctrl+C, a request to terminate, or what is left behind. */
  readonly signal: AbortSignal;
  /** Whether the reader of a pipe has gone: whatever is still said, nobody hears it, and that is no failure. */
  readonly isUnread: boolean;
  /** Why a promise failed that nobody waited for, such as one that a user's strategy has started. */
  readonly leftBehind: { readonly reason: unknown } | undefined;
  /** Whether an unexpected error shows its stack. */
  readonly verbose: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  close(): void;
}

const INTERRUPTED = 130;

/** This process's terminal. A second signal ends the process at once. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const controller = new AbortController();
  const verbose = process.argv.includes('--verbose') || isOn(env['TRADINGBOT_DEBUG']);
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort(new Error('interrupted'));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  let isUnread = false;
  // Whoever reads a pipe may have seen enough: `tradingbot … | head`.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      isUnread = true;
      // What was started is still to be stopped.
      controller.abort(new Error('nobody reads on'));
    });
  }
  let leftBehind: { readonly reason: unknown } | undefined;
  process.on('unhandledRejection', (reason) => {
    leftBehind ??= { reason };
    controller.abort(reason);
  });
  process.on('uncaughtException', (error) => {
    const { exitCode, text } = explainFailure(error, verbose);
    stderr.write(text);
    process.exit(exitCode);
  });
  return {
    out: (text) => void (isUnread || stdout.write(text)),
    err: (text) => void (isUnread || stderr.write(text)),
    progressColumns: stderr.isTTY ? stderr.columns || 80 : undefined,
    colours: pico.createColors(wantsColours(env, Boolean(stdout.isTTY))), // undefined in a pipe, whatever its type says
    signal: controller.signal,
    get isUnread() {
      return isUnread;
    },
    get leftBehind() {
      return leftBehind;
    },
    verbose,
    environment: env,
    close: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    },
  };
}

/** https://no-color.org: any value of NO_COLOR that is not empty turns colours off. */
function wantsColours(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isOn(env['FORCE_COLOR']) || (isTerminal && env['TERM'] !== 'dumb');
}

const isOn = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0';
