// What was read from files once, kept so that it need not be parsed again. A cache is never the truth: what is torn, foreign
// or out of date is passed over, and a cache that cannot be written changes nothing but the time that a run takes.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of entries, shared by all processes that name it. */
export interface BarCache {
  readonly folder: string;
  /** Files below this size are read faster than looked up. */
  readonly leastBytes: number;
  /** All entries together; the oldest go first. */
  readonly mostBytes: number;
  /** An entry is written only for a file that has lain unchanged for so long, by the file system's own clock. */
  readonly settledMs: number;
}

const MIB = 1 << 20;

/** Entries in `folder`, which is made when the first one is written. */
export const barCache = (folder: string, over: Partial<Omit<BarCache, 'folder'>> = {}): BarCache => ({
  folder,
  leastBytes: MIB,
  mostBytes: 2048 * MIB,
  // The clock of a file system goes in steps of some milliseconds: within one a file can change and keep its times.
  settledMs: 50,
  ...over,
});

/** The path of an entry. @param key a hash, of all that the entry hangs on */
export const entryPath = ({ folder }: BarCache, key: string, kind: 'bars' | 'json'): string =>
  join(folder, `${key}.${kind}`);

/** An entry that is being written under a name of its own: nobody sees it before it is whole. */
export interface EntryDraft {
  readonly file: FileHandle;
  /** Gives it its name. @returns whether the file that it is of had settled */
  commit(sourceChangedMs: number): Promise<boolean>;
  discard(): Promise<void>;
}

/** @returns `undefined` when nothing can be written there */
export async function draftEntry(cache: BarCache, path: string): Promise<EntryDraft | undefined> {
  const draft = `${path}.${randomUUID()}.tmp`;
  let file: FileHandle;
  try {
    await mkdir(cache.folder, { recursive: true });
    file = await open(draft, 'wx');
  } catch {
    return undefined;
  }
  let open_ = true;
  const discard = async (): Promise<void> => {
    if (!open_) return;
    open_ = false;
    await file.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
  };
  return {
    file,
    discard,
    async commit(sourceChangedMs) {
      try {
        const { mtimeMs } = await file.stat();
        if (mtimeMs - sourceChangedMs < cache.settledMs) return false;
        await file.close();
        open_ = false;
        await rename(draft, path);
        await trim(cache);
        return true;
      } catch {
        return false;
      } finally {
        await discard();
      }
    },
  };
}

export const removeEntry = (path: string): Promise<void> => unlink(path).catch(() => undefined);

/** Removes the oldest entries beyond the bound, what crashed writers left behind among them. */
async function trim({ folder, mostBytes }: BarCache): Promise<void> {
  const names = await readdir(folder);
  const entries: { path: string; size: number; mtimeMs: number }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() === true) entries.push({ path, size: found.size, mtimeMs: found.mtimeMs });
  }
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of entries.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= mostBytes) return;
    await removeEntry(path);
    total -= size;
  }
}
