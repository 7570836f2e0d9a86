// A Python environment with the pinned peers, made once in a folder that git ignores. Only this benchmark needs Python.

import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const MORE_REQUIREMENTS = join(import.meta.dirname, 'requirements-more.txt');
const ENVIRONMENT = join(import.meta.dirname, '../../.tradingbot/peers-venv');
const PYTHON = join(ENVIRONMENT, 'bin/python');
/** Holds the requirements that were installed, and is there only when all went well. */
const STAMP = join(ENVIRONMENT, 'requirements-installed.txt');

/** Python or one of the peers is not to be had here. */
export class NoPython extends Error {}

/** @throws NoPython */
export function setUpPython(): void {
  const requirements = readFileSync(REQUIREMENTS, 'utf8') + readFileSync(MORE_REQUIREMENTS, 'utf8');
  const isSetUp = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === requirements;
  if (isSetUp && run(PYTHON, ['--version']).status === 0) return;
  console.error('Installing the peers …');
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  demand('python3', ['-m', 'venv', ENVIRONMENT]);
  const once = ['--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '60'];
  const install = ['-m', 'pip', 'install', '--quiet', ...once];
  demand(PYTHON, [...install, '-r', REQUIREMENTS]);
  // What is missing afterwards is told when it is to run.
  run(PYTHON, [...install, '-r', REQUIREMENTS, '-r', MORE_REQUIREMENTS]);
  writeFileSync(STAMP, requirements);
}

/** What a script of this folder prints. */
export function runScript(name: string, args: readonly string[]): string {
  const { status, stdout, stderr } = run(PYTHON, [join(import.meta.dirname, name), ...args]);
  const missing = /ModuleNotFoundError: (.*)/.exec(stderr)?.[1];
  if (status !== 0 && missing !== undefined) throw new NoPython(missing);
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return stdout;
}

function demand(command: string, args: readonly string[]): void {
  const { error, status, stdout, stderr } = run(command, args);
  if (error !== undefined) throw new NoPython(`${command}: ${error.message}`);
  if (status !== 0) throw new NoPython((stderr.trim() || stdout.trim()).split('\n').at(-1));
}

function run(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 2 ** 30 });
}
