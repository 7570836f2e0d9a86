// Which files are a user's own code: the file of a strategy, and whatever it imports that is not the platform's.
// The import rules fill it; hashes and explanations read it.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import { fileURLToPath } from 'node:url';

/** For each of the user's files, as URLs, what it imports of them. */
const imports = new Map<string, Set<string>>();
let latest: string | undefined;

export const isUserCode = (url: string | undefined): url is string => url !== undefined && imports.has(url);

export const isUserPath = (path: string): boolean => [...imports.keys()].some((url) => fileURLToPath(url) === path);

/** Records that `url` is a user's file, imported by `importer` where it is not the first. */
export function addUserCode(url: string, importer?: string): void {
  if (!imports.has(url)) imports.set(url, new Set());
  if (importer !== undefined) imports.get(importer)?.add(url);
}

/** The file that Node has begun to load last: the one at fault when it does not compile. */
export const latestLoaded = (): string | undefined => latest;
export function noteLoading(url: string): void {
  latest = url;
}

/** `entry` and all of the user's files that it leads to. */
export function filesBehind(entry: string): string[] {
  const found = new Set([entry]);
  for (const url of found) for (const next of imports.get(url) ?? []) found.add(next);
  return [...found];
}

/** SHA-256 over path (from the entry's folder) and bytes of `entry` and all that it leads to. */
export function hashOfCode(entry: string): string {
  const folder = dirname(fileURLToPath(entry));
  const hash = createHash('sha256');
  const files = filesBehind(entry).map((url) => fileURLToPath(url));
  const named = files.map((file) => [relative(folder, file).split(sep).join('/'), file] as const);
  for (const [name, file] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** A path as the user would write it: from the working directory when it lies in there. */
export function shownPath(path: string): string {
  const near = relative(cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
