// Sets the repository up, then becomes the command: same arguments, standard streams, signals and exit code.
// Usage: node scripts/run.cjs [--tests] <file.ts | tool> [arguments…]; with --tests the last line is always the counts.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { exitLike, runAsChild } from '../cli/bin/run-as-child.js';
import { PINNED_NODE, ROOT, SetupError, setUp } from './setup.mjs';

/** @param {string[]} argv the command line after `scripts/run.cjs` */
export async function main(argv) {
  const isTestRun = argv[0] === '--tests';
  const [target = '', ...args] = isTestRun ? argv.slice(1) : argv;
  try {
    await setUp();
    const outcome = await runAsChild(PINNED_NODE, [fileOf(target), ...args], { cwd: ROOT, env: environment() });
    // A test run that was killed could not print its counts itself.
    if (isTestRun && outcome.signal !== null) printFailure();
    exitLike(outcome);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    if (isTestRun) printFailure();
    process.exitCode = error.exitCode;
  }
}

/** A target with a path is a file of this repository; a bare word is a tool among its dependencies. */
function fileOf(target) {
  const file = target.includes('/') ? join(ROOT, target) : join(ROOT, 'node_modules', '.bin', target);
  if (existsSync(file)) return file;
  throw new SetupError(`There is no ${target.includes('/') ? target : `tool "${target}"`} in this repository.`, 2);
}

/** Child tools that ask the PATH for `node` get the pinned one too. */
function environment() {
  const tools = join(ROOT, 'node_modules', '.bin');
  return { ...process.env, PATH: [tools, process.env.PATH ?? ''].join(delimiter) };
}

function printFailure() {
  console.log('0 passed, 1 failed, 0 skipped');
}
