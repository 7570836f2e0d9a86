// A file that is not there: says so, and which one was probably meant.

import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@tradingbot/domain';
import { nearest } from './nearest.ts';

/**
 * @param what the kind of file that was looked for, such as "configuration"
 * @throws InputError when nothing lies at `path`
 */
export function refuseMissingFile(path: string, what: string): void {
  if (existsSync(path)) return;
  const folder = dirname(path);
  const present = filesIn(folder);
  if (present === undefined) throw new InputError(path, `no such file: there is no folder ${folder}`);
  const meant = nearest(basename(path), present);
  throw new InputError(
    path,
    `no such ${what} file`,
    meant === undefined ? '' : `did you mean ${folder === '.' ? meant : join(folder, meant)}?`,
  );
}

function filesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}
