// `tradingbot new strategy NAME`: writes all three files or none, and never over what is there.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { InputError } from '@tradingbot/domain';
import { BUILT_IN_STRATEGIES } from '@tradingbot/strategy';
import type { Terminal } from '../terminal.ts';
import { configFile, strategyFile, testFile } from './templates.ts';

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST = 40;
const CHECKOUT = join(import.meta.dirname, '..', '..', '..');

/** @returns the exit code */
export function newStrategy(name: string, { json }: { readonly json?: true }, terminal: Terminal): number {
  checkName(name);
  refuseOutsideCheckout();
  const files = [
    { path: join('strategies', `${name}.ts`), text: strategyFile(name) },
    { path: join('strategies', `${name}.test.ts`), text: testFile(name) },
    { path: join('configs', `${name}.yaml`), text: configFile(name) },
  ];
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined) throw new InputError(taken.path, 'exists already', 'choose another name, or move it away');
  writeAll(files);
  const paths = files.map(({ path }) => path);
  terminal.out(json === true ? `${JSON.stringify({ name, files: paths })}\n` : answer(paths));
  return 0;
}

function checkName(name: string): void {
  const proposal = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  if (!NAME.test(name) || name.length > LONGEST) {
    const mend = NAME.test(proposal) && proposal.length <= LONGEST ? `how about ${proposal}?` : 'such as my-first';
    throw new InputError(
      `name ${JSON.stringify(name)}`,
      `expected at most ${LONGEST} lower-case letters and digits, words joined by "-"`,
      mend,
    );
  }
  if (BUILT_IN_STRATEGIES.some((strategy) => strategy.name === name)) {
    throw new InputError(`name ${name}`, 'is a strategy that comes with the platform', `how about my-${name}?`);
  }
}

/** The test runs under the checkout's jest, and the configuration inherits from one of its own. */
function refuseOutsideCheckout(): void {
  if (join(cwd()) === join(CHECKOUT)) return;
  throw new InputError(
    cwd(),
    'is not the folder of the checkout, where strategies/ and configs/ are',
    `cd ${CHECKOUT}`,
  );
}

function writeAll(files: readonly { readonly path: string; readonly text: string }[]): void {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(join(path, '..'), { recursive: true });
      // `wx`: should the file have appeared in this very moment, it stays as it is.
      writeFileSync(path, text, { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function answer([strategy = '', test = '', config = '']: readonly string[]): string {
  return `Wrote ${strategy}, ${test} and ${config}.
Next:
  npx tradingbot backtest --config ${config}
  npx jest ${test}
  then change onBar in ${strategy}
`;
}
