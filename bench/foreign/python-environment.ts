// A Python environment with a few pinned packages, made once in a folder that git ignores.
// A package that cannot be had leaves the others usable: whoever needs it says so when it is missing.

import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PythonEnvironment {
  /** What the script prints. @throws Error with what Python said when it fails */
  readonly run: (script: string, args: readonly string[]) => string;
}

/**
 * @param folder where it is made, and found again while the requirements are the same
 * @param requirements the path of a file with one package in a line
 * @returns why there is none, such as a machine without Python, in place of it
 */
export function pythonEnvironment(folder: string, requirements: string): PythonEnvironment | string {
  const packages = readFileSync(requirements, 'utf8').split('\n').filter(Boolean);
  const python = join(folder, 'bin/python');
  // There only when everything was installed: what was missing is tried again.
  const stamp = join(folder, 'requirements-installed.txt');
  const isSetUp = existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join('\n');
  if (!isSetUp || call(python, ['--version']).status !== 0) {
    console.error('Installing Python packages …');
    rmSync(folder, { recursive: true, force: true });
    const made = call('python3', ['-m', 'venv', folder]);
    if (made.status !== 0) return `no Python environment: ${reasonOf(made)}`;
    const once = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '60'];
    const missing = packages.filter((name) => call(python, ['-m', 'pip', 'install', ...once, name]).status !== 0);
    if (missing.length === 0) writeFileSync(stamp, packages.join('\n'));
    else console.error(`Not to be had: ${missing.join(', ')}`);
  }
  return {
    run: (script, args) => {
      const { status, stdout, stderr } = call(python, [script, ...args]);
      if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
      return stdout;
    },
  };
}

const reasonOf = ({ error, stderr }: SpawnSyncReturns<string>): string =>
  error?.message ?? stderr.trim().split('\n').at(-1) ?? '';

function call(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 2 ** 28 });
}
