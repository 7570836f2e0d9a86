// The archives that lie right in a folder: models, unless somebody put something else there.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Their paths in the order of their names; what is hidden is somebody's draft. */
export const archivesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.zip') && !name.startsWith('.') && isFile(join(folder, name)))
    .sort()
    .map((name) => join(folder, name));

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
