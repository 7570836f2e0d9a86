// Every kind of file gives the same bars.

import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SchemaElement } from 'hyparquet';
import { schemaFromColumnData } from 'hyparquet-writer';
import {
  HEADER,
  HOUR_MS,
  hourly,
  kline,
  lines,
  openFiles,
  parquetColumns,
  range,
  readAll,
  readSeries,
  START_MS,
  temporaryFolder,
  writeFile,
  writeParquet,
  type ReadBar,
} from '../../testing/bar-files.ts';
import { surveyBars } from './survey-bars.ts';

const HOUR = 3_600_000_000;
const expected = (count: number, first = 0): ReadBar[] =>
  range(count).map((i) => [
    START_MS + (first + i) * HOUR_MS,
    10_010 + first + i,
    10_150,
    9_925,
    10_020 + first + i,
    first + i + 0.5,
  ]);
const series = (count: number) => [{ symbol: 'BTCUSDT', timeframe: HOUR, bars: expected(count) }];

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const file = (name: string, content: string | Uint8Array): string => writeFile(folder.path, name, content);
const parquet = (name: string, ...columns: Parameters<typeof parquetColumns>): string =>
  writeParquet(folder.path, name, { columnData: parquetColumns(...columns) });

describe('CSV', () => {
  const bars = range(5).map((i) => hourly(i));
  const spellings: Record<string, string> = {
    'with a final line end': lines(HEADER, ...bars),
    'without a final line end': lines(HEADER, ...bars).trimEnd(),
    'with CR LF': lines(HEADER, ...bars).replaceAll('\n', '\r\n'),
    'with CR LF and no final line end': lines(HEADER, ...bars)
      .trimEnd()
      .replaceAll('\n', '\r\n'),
    'with a byte order mark': `\uFEFF${lines(HEADER, ...bars)}`,
    'with a byte order mark and quotes': `\uFEFF${lines(...[HEADER, ...bars].map((line) => `"${line.replaceAll(',', '","')}"`))}`,
    'with leading comments': lines('# recorded', '#', HEADER, ...bars),
    'with blank lines': lines(HEADER, '', ...bars, '', ' '),
    'with open_time': lines(HEADER.replace('ts_ms', 'open_time'), ...bars),
    'with timestamp': lines(HEADER.replace('ts_ms', 'timestamp'), ...bars),
    'with columns in another order, and others': lines(
      'note,close,volume,low,Timestamp,high,open,symbol',
      ...bars.map((line) => {
        const [time, symbol, open, high, low, close, volume] = line.split(',');
        return `"a ""b"" c",${close},${volume},${low},${time},${high},${open},${symbol}`;
      }),
    ),
    'with dates': lines(
      HEADER.replace('ts_ms', 'date'),
      ...bars.map((line, i) => line.replace(/^\d+/, `2024-01-01 0${i}:00:00`)),
    ),
  };
  test.each(Object.entries(spellings))('%s', async (_, content) => {
    expect(await readAll([file('bars.csv', content)])).toEqual(series(5));
  });

  test('without a column of symbols, when the name of the file starts with one', async () => {
    const content = lines(HEADER, ...bars)
      .replaceAll('symbol,', '')
      .replaceAll('BTCUSDT,', '');
    expect(await readAll([file('BTCUSDT_2024.csv', content)])).toEqual(series(5));
  });

  test('packed with gzip; the hash is that of the packed bytes', async () => {
    const packed = gzipSync(lines(HEADER, ...bars));
    const path = file('bars.csv.gz', packed);
    expect(await readAll([path])).toEqual(series(5));
    const [survey] = await surveyBars([path]);
    expect(survey?.sha256).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  test('says what the file holds', async () => {
    const content = lines(HEADER, ...bars);
    const path = file('bars.csv', content);
    expect(await surveyBars([path])).toEqual([
      {
        path,
        format: 'csv',
        sha256: createHash('sha256').update(content).digest('hex'),
        synthetic: false,
        symbols: ['BTCUSDT'],
        spans: [
          {
            symbol: 'BTCUSDT',
            bars: 5,
            first: START_MS * 1e3,
            last: (START_MS + 4 * HOUR_MS) * 1e3,
            step: HOUR,
            timeframe: HOUR,
          },
        ],
      },
    ]);
  });

  test.each(['# synthetic: seed 7', '#synthetic', '# Synthetic bars'])('%s marks made bars', async (comment) => {
    const [survey] = await surveyBars([file('bars.csv', lines(comment, HEADER, ...bars))]);
    expect(survey?.synthetic).toBe(true);
    expect(await readAll([file('bars.csv', lines(comment, HEADER, ...bars))])).toEqual(series(5));
  });

  test('a file longer than a chunk and a block', async () => {
    const count = 40_000;
    const rows = range(count).map((i) => `${START_MS + i * 60_000},BTCUSDT,1,1,1,1,${i}`);
    const [read] = await readAll([file('bars.csv', lines(HEADER, ...rows))]);
    expect(read?.bars.map((bar) => bar[5])).toEqual(range(count));
  });
});

describe("Binance's dumps", () => {
  test('without a header, in milliseconds', async () => {
    const path = file('BTCUSDT-1h-2024-01.csv', lines(...range(4).map((i) => kline(i))));
    expect(await readAll([path])).toEqual(series(4));
  });

  test('with a byte order mark', async () => {
    const path = file('BTCUSDT-1h-2024-01.csv', `\uFEFF${lines(...range(4).map((i) => kline(i)))}`);
    expect(await readAll([path])).toEqual(series(4));
  });

  test('without a header, in microseconds', async () => {
    const path = file('BTCUSDT-1h-2025-01.csv', lines(...range(4).map((i) => kline(i, 1_000))));
    expect(await readAll([path])).toEqual(series(4));
  });

  test('with a header', async () => {
    const header =
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore';
    const path = file('BTCUSDT-1h-2024-01.csv', lines(header, ...range(4).map((i) => kline(i))));
    expect(await readAll([path])).toEqual(series(4));
  });

  test('milliseconds of one file go on in microseconds of the next', async () => {
    file('BTCUSDT-1h-2024-12.csv', lines(...range(2).map((i) => kline(i))));
    file('BTCUSDT-1h-2025-01.csv', lines(...[2, 3].map((i) => kline(i, 1_000))));
    expect(await readAll([folder.path])).toEqual(series(4));
  });

  test('a single bar says by its close time how long it is', async () => {
    expect(await readAll([file('BTCUSDT.csv', lines(kline(0)))])).toEqual(series(1));
  });
});

describe('Parquet', () => {
  const at = range(5);
  const spellings: Record<string, Parameters<typeof parquetColumns>[1]> = {
    'as pandas writes it': {},
    'with integers of milliseconds as doubles': {
      ts_ms: { data: at.map((i) => START_MS + i * HOUR_MS), type: 'DOUBLE' },
    },
    'with microseconds': {
      ts_ms: {},
      timestamp: { data: at.map((i) => BigInt(START_MS + i * HOUR_MS) * 1_000n), type: 'INT64' },
    },
    'with nanoseconds': {
      ts_ms: {},
      timestamp: { data: at.map((i) => BigInt(START_MS + i * HOUR_MS) * 1_000_000n), type: 'INT64' },
    },
    'with timestamps': {
      ts_ms: {},
      timestamp: { data: at.map((i) => new Date(START_MS + i * HOUR_MS)), type: 'TIMESTAMP' },
    },
    'with prices as text': { open: { data: at.map((i) => `100.${10 + i}00`), type: 'STRING' } },
    'with single precision': { open: { data: at.map((i) => Math.fround(Number(`100.${10 + i}`))), type: 'FLOAT' } },
    'with nullable columns': {
      close: { data: at.map((i) => Number(`100.${20 + i}`)), type: 'DOUBLE', nullable: true },
    },
    'with further columns': { note: { data: at.map(String), type: 'STRING' } },
  };
  test.each(Object.entries(spellings))('%s', async (_, over) => {
    expect(await readAll([parquet('bars.parquet', 5, over)])).toEqual(series(5));
  });

  test.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'] as const)('%s', async (codec) => {
    const compressors = { GZIP: gzipSync, BROTLI: brotliCompressSync, ZSTD: zstdCompressSync };
    const path = writeParquet(folder.path, 'bars.parquet', { columnData: parquetColumns(5), codec, compressors });
    expect(await readAll([path])).toEqual(series(5));
  });

  /** A file in which one column has the type of `element`, beside the usual ones. */
  const typed = (element: SchemaElement, data: unknown[], instead = element.name): string => {
    const columnData = parquetColumns(5, { [instead]: {}, [element.name]: { data } });
    const schema = schemaFromColumnData({ columnData, schemaOverrides: { [element.name]: element } });
    const untyped = columnData.map(({ name, data: values }) => ({ name, data: values }));
    return writeParquet(folder.path, 'bars.parquet', { columnData: untyped, schema });
  };

  const units = [
    ['MILLIS', 1n],
    ['MICROS', 1_000n],
    ['NANOS', 1_000_000n],
  ] as const;
  test.each(units)('with timestamps in %s', async (unit, perMs) => {
    const logical_type = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit } as const;
    const times = at.map((i) => BigInt(START_MS + i * HOUR_MS) * perMs);
    expect(await readAll([typed({ name: 'time', type: 'INT64', logical_type }, times, 'ts_ms')])).toEqual(series(5));
  });

  const DECIMAL = { type: 'DECIMAL', scale: 2, precision: 9 } as const;
  const whole = at.map((i) => 10_010 + i);
  const prices = whole.map((cents) => cents / 100);
  // Writers name a decimal in the older way, in the newer, or in both; the library that writes here scales by the older.
  const OLDER = { converted_type: 'DECIMAL', scale: 2, precision: 9 } as const;
  const decimals: [string, SchemaElement, unknown[]][] = [
    ['of 32 bits', { name: 'open', type: 'INT32', ...OLDER }, prices],
    ['of 64 bits', { name: 'open', type: 'INT64', ...OLDER }, prices],
    ['of 9 bytes', { name: 'open', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, ...OLDER }, prices],
    ['named in both ways', { name: 'open', type: 'INT64', ...OLDER, logical_type: DECIMAL }, prices],
    ['of 32 bits, named in the newer way', { name: 'open', type: 'INT32', logical_type: DECIMAL }, whole],
    ['of 64 bits, named in the newer way', { name: 'open', type: 'INT64', logical_type: DECIMAL }, whole.map(BigInt)],
  ];
  test.each(decimals)('with decimals %s', async (_, element, data) => {
    expect(await readAll([typed(element, data)])).toEqual(series(5));
  });

  const MS_PER_DAY = 24 * HOUR_MS;
  const days = at.map((i) => START_MS / MS_PER_DAY + i);
  const dates: [string, SchemaElement, unknown[]][] = [
    ['older', { name: 'date', type: 'INT32', converted_type: 'DATE' }, days.map((day) => new Date(day * MS_PER_DAY))],
    ['newer', { name: 'date', type: 'INT32', logical_type: { type: 'DATE' } }, days],
  ];
  test.each(dates)('with dates named in the %s way', async (_, element, data) => {
    const [read] = await readAll([typed(element, data, 'ts_ms')]);
    expect(read?.bars.map(([time]) => time)).toEqual(days.map((day) => day * MS_PER_DAY));
    expect(read?.timeframe).toBe(24 * HOUR);
  });

  test('without a column of symbols, when the name of the file starts with one', async () => {
    expect(await readAll([parquet('BTCUSDT_1h.parquet', 5, { symbol: {} })])).toEqual(series(5));
  });

  test('prices as whole numbers', async () => {
    const whole = (type: 'INT32' | 'INT64', value: number) => ({
      data: at.map(() => (type === 'INT32' ? value : BigInt(value))),
      type,
    });
    const over = {
      open: whole('INT32', 100),
      high: whole('INT64', 102),
      low: whole('INT32', 99),
      close: whole('INT64', 100),
    };
    const [read] = await readAll([parquet('bars.parquet', 5, over)]);
    expect(read?.bars[0]).toEqual([START_MS, 10_000, 10_200, 9_900, 10_000, 0.5]);
  });

  test('several row groups and chunks', async () => {
    const count = 50_000;
    const over = { volume: { data: range(count), type: 'INT32' as const } };
    const columnData = parquetColumns(count, over);
    const path = writeParquet(folder.path, 'bars.parquet', { columnData, rowGroupSize: 17_000 });
    const [read] = await readAll([path]);
    expect(read?.bars.map((bar) => bar[5])).toEqual(range(count));
  }, 30_000);

  test.each([
    ['yes', true],
    ['seed 7', true],
    ['false', false],
  ])('synthetic=%s among its metadata', async (value, synthetic) => {
    const kvMetadata = [{ key: 'synthetic', value }];
    const path = writeParquet(folder.path, 'bars.parquet', { columnData: parquetColumns(5), kvMetadata });
    const [survey] = await surveyBars([path]);
    expect(survey?.synthetic).toBe(synthetic);
  });
});

describe('several files and symbols', () => {
  test('a folder is all its files of bars, in time order, whatever their kind and name', async () => {
    file('z.csv', lines(HEADER, ...[0, 1].map((i) => hourly(i))));
    file('m.csv.gz', gzipSync(lines(HEADER, ...[2, 3].map((i) => hourly(i)))));
    file('BTCUSDT-1h-a.csv', lines(...[4, 5].map((i) => kline(i))));
    file('README.md', 'not bars');
    const files = await surveyBars([folder.path]);
    expect(files.map(({ path }) => path.slice(folder.path.length + 1))).toEqual([
      'BTCUSDT-1h-a.csv',
      'm.csv.gz',
      'z.csv',
    ]);
    const opened = await openFiles(files);
    expect(opened.totalBars).toBe(6);
    expect(await readSeries(opened)).toEqual(series(6));
  });

  test('a path named twice is read once', async () => {
    const path = file('bars.csv', lines(HEADER, ...range(5).map((i) => hourly(i))));
    expect(await readAll([path, folder.path])).toEqual(series(5));
  });

  test.each(['csv', 'parquet'])('symbols in turns in one %s file', async (kind) => {
    const rows = range(10).map((i) => hourly(i >> 1, i % 2 === 0 ? 'BTCUSDT' : 'ETHUSDT'));
    const at = range(10);
    const over = {
      ts_ms: { data: at.map((i) => BigInt(START_MS + (i >> 1) * HOUR_MS)), type: 'INT64' as const },
      symbol: { data: at.map((i) => (i % 2 === 0 ? 'BTCUSDT' : 'ETHUSDT')), type: 'STRING' as const },
      open: { data: at.map((i) => Number(`100.${10 + (i >> 1)}`)), type: 'DOUBLE' as const },
      close: { data: at.map((i) => Number(`100.${20 + (i >> 1)}`)), type: 'DOUBLE' as const },
      volume: { data: at.map((i) => (i >> 1) + 0.5), type: 'DOUBLE' as const },
    };
    const path = kind === 'csv' ? file('bars.csv', lines(HEADER, ...rows)) : parquet('bars.parquet', 10, over);
    const [btc] = series(5);
    expect(await readAll([path])).toEqual([btc, { ...btc, symbol: 'ETHUSDT' }]);
    expect(await readAll([path], { symbols: ['ETHUSDT'] })).toEqual([{ ...btc, symbol: 'ETHUSDT' }]);
  });

  test('symbols of different bar lengths', async () => {
    file('a.csv', lines(HEADER, ...range(3).map((i) => hourly(i))));
    file('b.csv', lines(HEADER, ...[0, 4, 8].map((i) => hourly(i, 'ETHUSDT'))));
    const read = await readAll([folder.path]);
    expect(read.map(({ symbol, timeframe }) => [symbol, timeframe / HOUR])).toEqual([
      ['BTCUSDT', 1],
      ['ETHUSDT', 4],
    ]);
  });

  test('daily bars are stamped with a local midnight, which moves when the clocks change', async () => {
    // Thursday and Friday before the clocks of New York went forward, Monday after it; the same in autumn.
    const midnights = ['2024-03-07T05', '2024-03-08T05', '2024-03-11T04', '2024-11-01T04', '2024-11-04T05'];
    const rows = midnights.map((hour) => `${Date.parse(`${hour}:00Z`)},SPY,1,1,1,1,1`);
    const [read] = await readAll([file('SPY.csv', lines(HEADER, ...rows))]);
    expect(read?.timeframe).toBe(24 * HOUR);
    expect(read?.bars).toHaveLength(midnights.length);
  });

  test('of several bar lengths the one that is asked for', async () => {
    file('BTCUSDT-1h.csv', lines(...range(5).map((i) => kline(i))));
    file('BTCUSDT-4h.csv', lines(...[0, 4].map((i) => kline(i))));
    expect(await readAll([folder.path], { timeframe: '1h' })).toEqual(series(5));
    const [four] = await readAll([folder.path], { timeframe: '4h' });
    expect(four?.bars).toHaveLength(2);
    expect(four?.timeframe).toBe(4 * HOUR);
  });
});

describe('a range of time', () => {
  test.each(['csv', 'parquet'])('is half-open on the open time, from %s', async (kind) => {
    const path =
      kind === 'csv' ? file('bars.csv', lines(HEADER, ...range(9).map((i) => hourly(i)))) : parquet('bars.parquet', 9);
    const files = await surveyBars([path]);
    const opened = await openFiles(files, { from: '2024-01-01T02:00:00Z', to: '2024-01-01T05:00:00Z' });
    expect(opened.totalBars).toBeUndefined();
    expect(await readSeries(opened)).toEqual([{ symbol: 'BTCUSDT', timeframe: HOUR, bars: expected(3, 2) }]);
  });

  test.each([
    [{ from: '2024-01-01T01:00:00Z' }, undefined],
    [{ to: '2024-01-01T04:00:00Z' }, undefined],
    [{ from: '2024-01-01', to: '2024-01-01T04:00:01Z' }, 5],
  ])('%j of five bars: the number is known in advance only when all are wanted', async (options, total) => {
    const path = file('bars.csv', lines(HEADER, ...range(5).map((i) => hourly(i))));
    expect((await openFiles(await surveyBars([path]), options)).totalBars).toBe(total);
  });

  test('may begin at the very time of the first trading rules', async () => {
    const path = file('bars.csv', lines(HEADER, ...range(5).map((i) => hourly(i))));
    expect(await readAll([path], { rulesFrom: '2024-01-01' })).toEqual(series(5));
  });

  test('what lies outside is not looked at', async () => {
    const bad = hourly(6).replace(',100.', ',oops');
    const path = file('bars.csv', lines(HEADER, ...range(6).map((i) => hourly(i)), bad));
    expect(await readAll([path], { to: '2024-01-01T05:00:00Z' })).toEqual(series(5));
  });
});

test('bars outside every session are left out and counted as they are read', async () => {
  const day = Date.UTC(2024, 0, 2);
  const rows = range(24).map((i) => `${day + i * HOUR_MS},SPY,1.${10 + i},1.${50 + i},1,1.${20 + i},${i}`);
  const opened = await openFiles(await surveyBars([file('SPY_1h.csv', lines(HEADER, ...rows))]));
  const seen = opened.outsideSession;
  expect(seen).toEqual({ count: 0, first: '' });
  const [read] = await readSeries(opened);
  expect(read?.bars).toEqual(
    range(7).map((i) => [
      day + (14 + i) * HOUR_MS,
      12_400 + 100 * i,
      16_400 + 100 * i,
      10_000,
      13_400 + 100 * i,
      14 + i,
    ]),
  );
  expect(seen).toEqual({ count: 17, first: 'SPY 2024-01-02T00:00:00Z' });
  expect(opened.totalBars).toBe(24);
});
