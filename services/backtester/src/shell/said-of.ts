// What the system says of a folder, said of the key of the configuration that names it.

import { resolve } from 'node:path';

/** Does `work`; an error of the system in it is thrown on with `key`, and with the part of `folder` that is to blame. */
export function saidOf(key: string, folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { path, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    // What is inside of the folder has names that nobody has chosen.
    const isOnTheWay = path !== undefined && resolve(folder).startsWith(path);
    throw Object.assign(error as Error, { key, path: isOnTheWay ? path : folder });
  }
}
