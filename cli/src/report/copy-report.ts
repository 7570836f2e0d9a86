// A copy of a report under a name of the reader's choice.

import { InputError } from '@tradingbot/domain';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Folders on the way are made; a file of that name is replaced.
 * @returns `to`
 * @throws InputError when that is a folder
 */
export function copyReport(from: string, to: string): string {
  if (existsSync(to) && statSync(to).isDirectory()) {
    throw new InputError(`--out ${to}`, 'is a folder', 'name a file in it, such as report.html');
  }
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  return to;
}
