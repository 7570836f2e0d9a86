// The command as a shell would run it: its own process, its own streams, its exit code.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'cli', 'bin', 'tradingbot.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
}

export function tradingbot(
  args: readonly string[],
  { cwd = ROOT, env = {}, started }: RunOptions = {},
): Promise<Outcome> {
  // What a terminal or a CI machine sets must not decide a test.
  const { FORCE_COLOR: _force, NO_COLOR: _no, TRADINGBOT_DEBUG: _debug, ...plain } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { ...plain, CI: 'true', ...env }, // a CI machine is no terminal: it gets no colours either
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    started?.(child);
  });
}

/** A folder for one test file. */
export function scratchFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
