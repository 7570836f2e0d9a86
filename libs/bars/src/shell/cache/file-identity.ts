// Whether a file is still the one that was read: told by what the file system knows of it, without reading it.

import { realpath, stat } from 'node:fs/promises';

export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  /** When its contents or the file itself changed last, in milliseconds of the file system's clock. */
  readonly changedMs: number;
  /** All of the above and more, as text: another one after every write, and after a change of its times. */
  readonly text: string;
}

/** @returns `undefined` when there is no such file */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  try {
    const real = await realpath(path);
    const { size, mtimeNs, ctimeNs, ino, dev } = await stat(real, { bigint: true });
    return {
      path: real,
      size: Number(size),
      changedMs: Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000n) / 1_000,
      text: JSON.stringify([real, ...[size, mtimeNs, ctimeNs, ino, dev].map(String)]),
    };
  } catch {
    return undefined;
  }
}
