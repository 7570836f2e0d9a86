// What the cache gives is what the file holds: after a change, with a torn entry, with two readers, in any range.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRandom, nextFloat } from '@tradingbot/core';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  HEADER,
  hourly,
  lines,
  openFiles,
  parquetColumns,
  range,
  readSeries,
  refusal,
  temporaryFolder,
  writeFile,
  writeParquet,
  type ReadOptions,
  type ReadSeries,
} from '../../../testing/bar-files.ts';
import { BAR_COLUMN_NAMES } from '../../core/bar-chunk.ts';
import { surveyBars } from '../survey-bars.ts';
import { barCache, type BarCache } from './bar-cache.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let cache: BarCache;
let count = 0;
beforeEach(() => {
  cache = barCache(join(folder.path, `cache-${count++}`), { leastBytes: 0, settledMs: -Infinity });
});

const entries = (ending: string, of = cache): string[] => {
  try {
    return readdirSync(of.folder).filter((name) => name.endsWith(ending));
  } catch {
    return [];
  }
};

async function read(paths: readonly string[], options: ReadOptions = {}, of: BarCache | undefined = cache) {
  const files = await surveyBars(paths, of);
  return { files, bars: await readSeries(await openFiles(files, { ...options, ...(of && { cache: of }) })) };
}

/** All bars of a file, quicker than as rows. */
async function digestOf(path: string): Promise<string> {
  const { series } = await openFiles(await surveyBars([path], cache), { cache });
  const hash = createHash('sha256');
  for await (const chunk of series[0]?.chunks() ?? []) {
    for (const name of BAR_COLUMN_NAMES) hash.update(chunk[name].subarray(0, chunk.length));
  }
  return hash.digest('hex');
}

/** A file of several chunks. */
function long(name: string, bars: number, seed = 0): string {
  const all = range(bars).map(
    (i) => `${1_600_000_000_000 + i * 60_000},BTCUSDT,100.10,101,99,100.${10 + ((i + seed) % 90)},${i}`,
  );
  return writeFile(folder.path, name, lines(HEADER, ...all));
}

/** Counts how often a file itself was opened, by what stands in it: an entry that is used leaves no trace of a change. */
function swapped<T>(path: string, content: string, work: () => Promise<T>): Promise<T> {
  const { atime, mtime } = statSync(path);
  const kept = `${path}.kept`;
  renameSync(path, kept);
  writeFileSync(path, content);
  utimesSync(path, atime, mtime);
  return work().finally(() => renameSync(kept, path));
}

describe('The cache of bars', () => {
  test('is filled by the first reading and read by the second, from CSV and Parquet, with the same hash', async () => {
    const csv = long('BTCUSDT_1m.csv', 40_000);
    const parquet = writeParquet(folder.path, 'ETHUSDT_1h.parquet', {
      columnData: parquetColumns(500, { symbol: { data: range(500).map(() => 'ETHUSDT'), type: 'STRING' } }),
    });
    const plain = await read([csv, parquet], {}, undefined);
    const first = await read([csv, parquet]);
    expect([entries('.bars').length, entries('.json').length, entries('.tmp').length]).toEqual([2, 2, 0]);
    const times = entries('').map((name) => statSync(join(cache.folder, name)).mtimeMs);
    const second = await read([csv, parquet]);
    expect(entries('').map((name) => statSync(join(cache.folder, name)).mtimeMs)).toEqual(times);
    for (const { files, bars } of [first, second]) {
      expect(files).toEqual(plain.files);
      expect(JSON.stringify(bars) === JSON.stringify(plain.bars)).toBe(true);
    }
    expect(plain.bars[0]?.bars.length).toBe(40_000);
  });

  test('is what the second reading is given: other bars under the same key are believed', async () => {
    const path = long('BTCUSDT_1m_2.csv', 100);
    const [mine, other] = [barCache(cache.folder, { leastBytes: 0, settledMs: -Infinity }), cache];
    await read([path], {}, mine);
    const [entry = ''] = entries('.bars');
    const bytes = readFileSync(join(cache.folder, entry));
    const at = bytes.length - 2 * 100 * 8; // The column of volumes, the last but one.
    bytes.writeDoubleLE(123, at);
    bytes.writeUInt32BE(crc32(bytes.subarray(bytes.length - 100 * 56)), bytes.length - 100 * 56 - 12);
    writeFileSync(join(cache.folder, entry), bytes);
    expect((await read([path], {}, other)).bars[0]?.bars[0]?.[5]).toBe(123);
  });

  test('is passed over when the file has changed, also when its size and time say that it has not', async () => {
    const path = long('BTCUSDT_1m_3.csv', 300);
    const before = await read([path]);
    const changed = readFileSync(path, 'utf8').replaceAll('100.10', '100.20');
    const during = await swapped(path, changed, () => read([path]));
    expect(during.files[0]?.sha256).not.toBe(before.files[0]?.sha256);
    expect(during.bars[0]?.bars[5]?.[1]).toBe(10_020);
    expect((await read([path])).bars).toEqual(before.bars);
  });

  test('holds nothing of a file that has just been written: it may still change within the same instant', async () => {
    const path = long('BTCUSDT_1m_4.csv', 50);
    cache = { ...cache, settledMs: 1e12 };
    await read([path]);
    expect(entries('')).toEqual([]);
  });

  test('a torn, foreign or damaged entry is passed over and written anew, wherever the damage is', async () => {
    const path = long('BTCUSDT_1m_5.csv', 17_000);
    const whole = await digestOf(path);
    const [name = ''] = entries('.bars');
    const entry = join(cache.folder, name);
    const good = readFileSync(entry);
    const random = createRandom(7);
    const damages: (() => void)[] = [
      () => truncateSync(entry, good.length - 1),
      () => truncateSync(entry, 0),
      () => truncateSync(entry, 40),
      () => writeFileSync(entry, 'something else'),
      () => writeFileSync(entry, Buffer.concat([good, Buffer.from('x')])),
      ...[
        0,
        8,
        20,
        90,
        110,
        120,
        200,
        good.length - 1,
        ...range(8).map(() => Math.floor(nextFloat(random) * good.length)),
      ].map((at) => () => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ 0x10;
        writeFileSync(entry, bad);
      }),
    ];
    for (const damage of damages) {
      damage();
      expect(await digestOf(path)).toBe(whole);
      // In the middle of a reading nothing is written: the next one does it.
      await digestOf(path);
      expect(readFileSync(entry).equals(good)).toBe(true);
    }
  }, 30_000);

  test('a torn survey is made anew', async () => {
    const path = long('BTCUSDT_1m_6.csv', 30);
    const whole = await read([path]);
    const [name = ''] = entries('.json');
    const entry = join(cache.folder, name);
    const good = readFileSync(entry, 'utf8');
    for (const bad of ['', '[', '["",""]', good.replace('BTCUSDT', 'ETHUSDT'), good.slice(0, -3)]) {
      writeFileSync(entry, bad);
      expect((await read([path])).files).toEqual(whole.files);
      expect(readFileSync(entry, 'utf8')).toBe(good);
    }
  });

  test('gives any range as the file would', async () => {
    const path = long('BTCUSDT_1m_7.csv', 400);
    const at = (minute: number): string => new Date(1_600_000_000_000 + minute * 60_000).toISOString();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -5, max: 395 }), fc.integer({ min: 5, max: 500 }), async (from, length) => {
        const asked = { from: at(from), to: at(from + length) };
        const plain = await read([path], asked, undefined);
        expect((await read([path], asked)).bars).toEqual(plain.bars);
        expect((await read([path], asked)).bars).toEqual(plain.bars);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps symbols of one file apart, and holds nothing of bars that are refused', async () => {
    const both = range(20).flatMap((i) => [hourly(i), hourly(i, 'ETHUSDT')]);
    const path = writeFile(folder.path, 'both_1h.csv', lines(HEADER, ...both));
    const plain = await read([path], {}, undefined);
    await read([path]);
    expect((await read([path])).bars).toEqual(plain.bars);
    expect(entries('.bars').length).toBe(2);
    const odd = writeFile(folder.path, 'BTCUSDT_odd_1h.csv', lines(HEADER, hourly(1), hourly(3), hourly(2)));
    for (let time = 0; time < 2; time++) {
      expect(await refusal(folder.path, read([odd]))).toMatch(/^BTCUSDT_odd_1h.csv:4: .* \(sort the bars by time\)$/);
    }
    expect(entries('.bars').length).toBe(2);
  });

  test('a reading that is stopped leaves nothing behind', async () => {
    const path = long('BTCUSDT_1m_8.csv', 40_000);
    const { series } = await openFiles(await surveyBars([path], cache), { cache });
    for await (const chunk of series[0]?.chunks() ?? []) if (chunk.length > 0) break;
    expect([entries('.bars'), entries('.tmp')]).toEqual([[], []]);
  });

  test('is filled by several readers at once without harm', async () => {
    const path = long('BTCUSDT_1m_9.csv', 40_000);
    const plain = await read([path], {}, undefined);
    const all: { bars: ReadSeries[] }[] = await Promise.all(range(4).map(() => read([path])));
    for (const { bars } of all) expect(JSON.stringify(bars) === JSON.stringify(plain.bars)).toBe(true);
    expect([entries('.bars').length, entries('.tmp').length]).toEqual([1, 0]);
  });

  test('removes the oldest entries beyond its bound', async () => {
    const paths = range(4).map((i) => long(`BTCUSDT_1m_b${i}.csv`, 1_000, i));
    const size = 1_000 * 56;
    cache = { ...cache, mostBytes: 2.5 * size };
    for (const path of paths) await read([path]);
    const left = entries('').reduce((sum, name) => sum + statSync(join(cache.folder, name)).size, 0);
    expect(left).toBeLessThanOrEqual(2.5 * size);
    expect(entries('.bars').length).toBe(2);
  });

  test('changes nothing where it cannot be written', async () => {
    const path = long('BTCUSDT_1m_c.csv', 50);
    const plain = await read([path], {}, undefined);
    mkdirSync(join(folder.path, 'taken'), { recursive: true });
    const file = writeFile(folder.path, 'a-file', '');
    cache = { ...cache, folder: join(file, 'cache') };
    expect((await read([path])).bars).toEqual(plain.bars);
    rmSync(file);
  });
});
