// Bars of one symbol in one file, from the cache where they are in it, else from the file, and then kept.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { keepBars, type PlacedBars } from '../../core/bar-chunk.ts';
import type { BarFile } from '../../core/bar-file.ts';
import type { WantedBars } from '../../core/wanted-bars.ts';
import { readCsv } from '../csv-file.ts';
import { readParquet } from '../parquet-file.ts';
import { draftEntry, entryPath, removeEntry, type BarCache } from './bar-cache.ts';
import { columnWriter, readColumns } from './column-file.ts';
import { identityOf, type FileIdentity } from './file-identity.ts';
import { READING } from './reading-version.ts';

/**
 * As `readCsv` and `readParquet` give them. An entry hangs on the file's identity and hash, on how it is read, and on
 * what is asked for; a range that leaves out nothing of the file counts as none. Bars that are not in order are not kept:
 * who reads them refuses them, and has to see them as they are.
 */
export async function* readBars(
  cache: BarCache | undefined,
  file: BarFile,
  asked: WantedBars,
): AsyncGenerator<PlacedBars> {
  const wanted = wholeOf(file, asked);
  const identity = cache === undefined ? undefined : await identityOf(file.path);
  if (cache === undefined || identity === undefined || identity.size < cache.leastBytes) {
    yield* fromFile(file, wanted);
    return;
  }
  const key = keyOf(file, identity, wanted);
  const entry = entryPath(cache, key, 'bars');
  const cached = fromCache(entry, key);
  let given = 0;
  try {
    let next = await cached.next();
    for (; next.done !== true; next = await cached.next()) {
      given += next.value.length;
      yield next.value;
    }
    if (next.value) return;
  } finally {
    await cached.return(false);
  }
  if (given === 0) yield* kept(cache, entry, key, file, identity, wanted);
  else yield* behind(fromFile(file, wanted), given);
}

const fromFile = (file: BarFile, wanted: WantedBars): AsyncGenerator<PlacedBars> =>
  file.format === 'csv' ? readCsv(file.path, wanted) : readParquet(file.path, wanted);

/** The same wish, with an open range where the file has nothing outside it. */
function wholeOf({ spans }: BarFile, wanted: WantedBars): WantedBars {
  const span = spans.find(({ symbol }) => symbol === wanted.symbol);
  if (span === undefined) return wanted;
  return {
    ...wanted,
    from: wanted.from <= span.first ? -Infinity : wanted.from,
    to: wanted.to > span.last ? Infinity : wanted.to,
  };
}

function keyOf({ sha256 }: BarFile, { text }: FileIdentity, { symbol, priceScale, from, to }: WantedBars): string {
  const parts = ['bars', READING, text, sha256, symbol, priceScale, String(from), String(to)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** @returns whether these were all; `false` when there is no entry, or when something is wrong with it */
async function* fromCache(entry: string, key: string): AsyncGenerator<PlacedBars, boolean> {
  const file = await open(entry).catch(() => undefined);
  if (file === undefined) return false;
  try {
    yield* readColumns(file, key);
    return true;
  } catch {
    await removeEntry(entry);
    return false;
  } finally {
    await file.close();
  }
}

/** What comes after the first `count` bars. */
async function* behind(chunks: AsyncIterable<PlacedBars>, count: number): AsyncGenerator<PlacedBars> {
  let passed = 0;
  for await (const bars of chunks) {
    const { length } = bars;
    if (passed < count) keepBars(bars, (row) => passed + row >= count);
    passed += length;
    if (bars.length > 0) yield bars;
  }
}

async function* kept(
  cache: BarCache,
  entry: string,
  key: string,
  file: BarFile,
  identity: FileIdentity,
  wanted: WantedBars,
): AsyncGenerator<PlacedBars> {
  const draft = await draftEntry(cache, entry);
  if (draft === undefined) {
    yield* fromFile(file, wanted);
    return;
  }
  try {
    const writer = columnWriter(draft.file, key);
    let last = -Infinity;
    let isWorth = true;
    for await (const bars of fromFile(file, wanted)) {
      for (let row = 0; isWorth && row < bars.length; row++) {
        const time = bars.openTime[row] as number;
        isWorth = time > last;
        last = time;
      }
      // A full disk is no reason to stop.
      if (isWorth)
        isWorth = await writer.write(bars).then(
          () => true,
          () => false,
        );
      yield bars;
    }
    const after = await identityOf(file.path);
    if (!isWorth || last === -Infinity || after?.text !== identity.text) return;
    const ended = await writer.end().then(
      () => true,
      () => false,
    );
    if (ended) await draft.commit(identity.changedMs);
  } finally {
    await draft.discard();
  }
}
