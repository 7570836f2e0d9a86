// A copy of a report under a name of the reader's choice.

import { InputError } from '@tradingbot/domain';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { whyForbidden } from '../failure.ts';

/**
 * Folders on the way are made; a file of that name is replaced.
 * @returns `to`
 * @throws InputError when that is a folder, or cannot be written
 */
export function copyReport(from: string, to: string): string {
  if (existsSync(to) && statSync(to).isDirectory()) {
    throw new InputError(`--out ${to}`, 'is a folder', 'name a file in it, such as report.html');
  }
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  } catch (error) {
    const why = whyForbidden(error);
    if (why !== undefined) throw new InputError(`--out ${to}`, `cannot be written: ${why}`);
    // Of the two paths of a copy this is the one that the reader has chosen.
    throw Object.assign(error as Error, { path: to });
  }
  return to;
}
