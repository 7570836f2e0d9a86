// One hash of the product's own code: what a journal names so that it is replayed by the code that wrote it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const ROOMS = ['libs', 'services'];

let known: string | undefined;

/**
 * SHA-256 over the path and bytes of every source file of libraries and services, tests left out, and the lock file.
 * Taken once: it is that of the code which this process has loaded.
 */
export const productCodeHash = (): string => (known ??= hashOfSources());

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles()) {
    hash.update(relative(ROOT, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export const productVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
};

function sourceFiles(): string[] {
  return ROOMS.flatMap((room) => readdirSync(join(ROOT, room)).map((name) => join(ROOT, room, name, 'src')))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .concat(join(ROOT, 'package-lock.json'))
    .sort();
}
