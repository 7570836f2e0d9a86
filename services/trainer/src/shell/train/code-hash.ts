// One hash of the code that trains: what a checkpoint names, so that nobody takes a run that goes on under other code for
// the same run.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { sha256 } from './sha256.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');

let known: string | undefined;

/** Over the path and bytes of every source file of the libraries and of the trainer, tests left out, and the lock file. */
export function trainingCodeHash(): string {
  return (known ??= sha256(...sourceFiles().flatMap((file) => [nameOf(file), readFileSync(file)])));
}

const nameOf = (file: string): string => relative(ROOT, file).split(sep).join('/');

function sourceFiles(): string[] {
  const libraries = readdirSync(join(ROOT, 'libs')).map((name) => join(ROOT, 'libs', name, 'src'));
  return [...libraries, join(ROOT, 'services', 'trainer', 'src')]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .concat(join(ROOT, 'package-lock.json'))
    .sort();
}
