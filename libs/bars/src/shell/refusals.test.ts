// What is refused, each in its one sentence: where it is, what it is, and the mend.

import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  HEADER,
  hourly,
  HOUR_MS,
  kline,
  lines,
  parquetColumns,
  range,
  readAll,
  refusal,
  START_MS,
  temporaryFolder,
  writeFile,
  writeParquet,
  type ReadOptions,
} from '../../testing/bar-files.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const file = (name: string, content: string | Uint8Array): string => writeFile(folder.path, name, content);
const parquet = (name: string, ...columns: Parameters<typeof parquetColumns>): string =>
  writeParquet(folder.path, name, { columnData: parquetColumns(...columns) });
const refused = (path: string, options?: ReadOptions): Promise<string> =>
  refusal(folder.path, readAll([path], options));
const csv = (...rows: readonly string[]): Promise<string> => refused(file('bars.csv', lines(HEADER, ...rows)));
const good = (count: number): string[] => range(count).map((i) => hourly(i));

describe('paths', () => {
  test('a missing file, with the nearest name', async () => {
    file('BTCUSDT_1h.csv', lines(HEADER, ...good(2)));
    expect(await refused(`${folder.path}/BTCUSD_1h.csv`)).toBe(
      'BTCUSD_1h.csv: there is no such file (did you mean BTCUSDT_1h.csv?)',
    );
    expect(await refused(`${folder.path}/quite-another.csv`)).toBe('quite-another.csv: there is no such file');
  });

  test('a missing folder', async () => {
    expect(await refused(`${folder.path}/no/bars.csv`)).toBe('no/bars.csv: there is no folder no');
  });

  test('a folder without bars', async () => {
    mkdirSync(`${folder.path}/empty`);
    expect(await refused(`${folder.path}/empty`)).toBe(
      'empty: no file in this folder ends in .csv, .csv.gz or .parquet',
    );
  });

  test('a file of another kind', async () => {
    expect(await refused(file('bars.txt', ''))).toBe(
      'bars.txt: is no file of bars: its name does not end in .csv, .csv.gz or .parquet',
    );
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)(`a file that may not be read${isRoot ? ' [skip: root may read all]' : ''}`, async () => {
    const path = file('bars.csv', '');
    chmodSync(path, 0);
    expect(await refused(path)).toBe('bars.csv: may not be read: permission denied');
  });
});

describe('whole files', () => {
  test.each(['bars.csv', 'bars.parquet'])('an empty %s', async (name) => {
    expect(await refused(file(name, ''))).toBe(`${name}: the file is empty (fetch it again)`);
  });

  test('an empty CSV file, packed', async () => {
    expect(await refused(file('bars.csv.gz', gzipSync('')))).toBe('bars.csv.gz: the file is empty (fetch it again)');
  });

  test.each([HEADER, `${HEADER}\n`, `# recorded\n${HEADER}\n\n`])('no bars after %j', async (content) => {
    expect(await refused(file('bars.csv', content))).toBe('bars.csv: the file holds no bars (fetch it again)');
  });

  test('only a byte order mark', async () => {
    expect(await refused(file('bars.csv', '\uFEFF'))).toBe('bars.csv: the file is empty (fetch it again)');
  });

  test('only a comment', async () => {
    expect(await refused(file('bars.csv', '# recorded\n'))).toBe('bars.csv: the file holds no bars (fetch it again)');
  });

  test('Parquet without rows', async () => {
    expect(await refused(parquet('bars.parquet', 0))).toBe('bars.parquet: the file holds no bars (fetch it again)');
  });

  test('a CSV file that is cut off', async () => {
    expect(await refused(file('bars.csv', lines(HEADER, ...good(2)) + hourly(2).slice(0, 30)))).toBe(
      'bars.csv:4: the file is cut off: the line has 4 columns instead of 7 (fetch it again)',
    );
  });

  test('gzip that is cut off, damaged, or none', async () => {
    const packed = gzipSync(lines(HEADER, ...good(20)));
    expect(await refused(file('bars.csv.gz', packed.subarray(0, -12)))).toBe(
      'bars.csv.gz: the file is cut off: its gzip data has no end (fetch it again)',
    );
    packed[packed.length - 6] = (packed.at(-6) as number) ^ 1;
    expect(await refused(file('bars.csv.gz', packed))).toBe('bars.csv.gz: the gzip data is damaged (fetch it again)');
    expect(await refused(file('bars.csv.gz', HEADER))).toBe('bars.csv.gz: the gzip data is damaged (fetch it again)');
  });

  test('Parquet that is cut off, damaged, or none', async () => {
    const bytes = readFileSync(parquet('bars.parquet', 50));
    expect(await refused(file('bars.parquet', bytes.subarray(0, -20)))).toBe(
      'bars.parquet: the file is cut off: the end of a Parquet file is missing (fetch it again)',
    );
    expect(await refused(file('bars.parquet', Buffer.from(bytes).fill(255, 4, 300)))).toBe(
      'bars.parquet: the Parquet file is damaged (fetch it again)',
    );
    expect(await refused(file('bars.parquet', lines(HEADER, ...good(1))))).toBe(
      'bars.parquet: is no Parquet file (fetch it again)',
    );
  });

  test('a missing column, with those that were found', async () => {
    expect(await refused(file('bars.csv', lines('ts_ms,symbol,open,high,low,last', '1,2,3,4,5,6')))).toBe(
      'bars.csv:1: there is no column close among "ts_ms", "symbol", "open", "high", "low", "last" (name one close)',
    );
    expect(await refused(parquet('bars.parquet', 2, { volume: {} }))).toBe(
      'bars.parquet: there is no column volume among "ts_ms", "symbol", "open", "high", "low", "close" ' +
        '(name one volume or volume_base or base_volume)',
    );
  });

  test('a column twice, and a column of lists or truths', async () => {
    expect(await refused(file('bars.csv', lines(`${HEADER},open`)))).toBe(
      'bars.csv:1: two columns are named open (rename one of them)',
    );
    expect(await refused(parquet('bars.parquet', 2, { open: { data: [true, false], type: 'BOOLEAN' } }))).toBe(
      'bars.parquet: the column "open" holds no plain numbers or texts',
    );
  });

  test('no header, and not the columns of a dump', async () => {
    expect(await refused(file('BTCUSDT_1h.csv', lines('1704067200000,1,1,1,1,1')))).toBe(
      "BTCUSDT_1h.csv:1: there is no header, and 6 columns where Binance's dumps have 12 " +
        '(put the names of the columns into the first line)',
    );
  });

  test.each(['bars.csv', 'bars.parquet'])('no symbol, neither as a column nor in the name: %s', async (name) => {
    const content = lines(HEADER, ...good(2))
      .replaceAll('symbol,', '')
      .replaceAll('BTCUSDT,', '');
    const path = name === 'bars.csv' ? file(name, content) : parquet(name, 2, { symbol: {} });
    expect(await refused(path)).toBe(
      `${name}: whose bars are these? there is no column symbol, and the name of the file starts with none ` +
        '(add the column, or name the file like BTCUSDT-1h.csv)',
    );
  });

  test('a line without end', async () => {
    expect(await refused(file('bars.csv', 'x'.repeat(300_000)))).toBe(
      'bars.csv:1: the line is longer than 65536 bytes (is it a CSV file?)',
    );
  });
});

describe('lines of CSV', () => {
  const bar = (time: string, prices: string, volume = '1', symbol = 'BTCUSDT'): string =>
    `${time},${symbol},${prices},${volume}`;
  const T0 = String(START_MS);
  const T1 = String(START_MS + HOUR_MS);
  const first = bar(T0, '1,1,1,1');

  test.each<[string, string[], string]>([
    ['too few columns', [`${T0},BTCUSDT,1,1`, first], 'bars.csv:2: the line has 4 columns instead of 7'],
    ['too many columns', [`${first},1`, first], 'bars.csv:2: the line has 8 columns instead of 7'],
    ['an open quote', [`"${first}`, first], 'bars.csv:2: a quoted field does not end before the next comma'],
    [
      'text behind a quote',
      [bar(T0, '"1"2,1,1,1'), first],
      'bars.csv:2: a quoted field does not end before the next comma',
    ],
    ['a word for a time', [bar('noon', '1,1,1,1')], 'bars.csv:2: "noon" is not a time'],
    ['no time', [bar('', '1,1,1,1')], 'bars.csv:2: the open time is empty'],
    [
      'seconds for milliseconds',
      [bar('1704067200', '1,1,1,1')],
      'bars.csv:2: time 1704067200 is in seconds, the file counts milliseconds',
    ],
    ['a time of no unit', [bar('12', '1,1,1,1')], 'bars.csv:2: time 12 is not between 1973 and 2255 in any unit'],
    ['no symbol', [bar(T0, '1,1,1,1', '1', '')], 'bars.csv:2: symbol is empty'],
    ['no likely symbol', [bar(T0, '1,1,1,1', '1', '?!')], 'bars.csv:2: "?!" is not a symbol'],
    ['a word for a price', [first, bar(T1, 'one,1,1,1')], 'bars.csv:3: open "one" is not a number'],
    ['no price', [first, bar(T1, '1,1,1,')], 'bars.csv:3: close is empty'],
    ['NaN', [first, bar(T1, '1,NaN,1,1')], 'bars.csv:3: high "NaN" is not a finite number'],
    ['infinity', [first, bar(T1, '1,inf,1,1')], 'bars.csv:3: high "inf" is not a finite number'],
    [
      'a price too fine',
      [first, bar(T1, '1,1.005,1,1')],
      'bars.csv:3: high "1.005" has more decimals than the 2 of the instrument\'s prices',
    ],
    [
      'a price too large',
      [first, bar(T1, '1,99999999999999999,1,1')],
      'bars.csv:3: high "99999999999999999" is too large',
    ],
    [
      'zero',
      [first, bar(T1, '1,1,0,1')],
      'bars.csv:3: low 0 of the BTCUSDT bar of 2024-01-01T01:00:00Z is not above zero',
    ],
    [
      'a negative price',
      [first, bar(T1, '1,1,-1.5,1')],
      'bars.csv:3: low -1.5 of the BTCUSDT bar of 2024-01-01T01:00:00Z is not above zero',
    ],
    [
      'high below low',
      [first, bar(T1, '1,1,2,1')],
      'bars.csv:3: high 1 of the BTCUSDT bar of 2024-01-01T01:00:00Z is below its low 2',
    ],
    [
      'open above high',
      [first, bar(T1, '3,2,1,1')],
      'bars.csv:3: open 3 of the BTCUSDT bar of 2024-01-01T01:00:00Z is above its high 2',
    ],
    [
      'open below low',
      [first, bar(T1, '1,3,2,2')],
      'bars.csv:3: open 1 of the BTCUSDT bar of 2024-01-01T01:00:00Z is below its low 2',
    ],
    [
      'close above high',
      [first, bar(T1, '2,2,1,3')],
      'bars.csv:3: close 3 of the BTCUSDT bar of 2024-01-01T01:00:00Z is above its high 2',
    ],
    [
      'close below low',
      [first, bar(T1, '2,2,2,1')],
      'bars.csv:3: close 1 of the BTCUSDT bar of 2024-01-01T01:00:00Z is below its low 2',
    ],
    [
      'a negative volume',
      [first, bar(T1, '1,1,1,1', '-2')],
      'bars.csv:3: volume -2 of the BTCUSDT bar of 2024-01-01T01:00:00Z is negative',
    ],
    ['a word for a volume', [first, bar(T1, '1,1,1,1', 'much')], 'bars.csv:3: volume "much" is not a number'],
    [
      'a volume that is not finite',
      [first, bar(T1, '1,1,1,1', 'NaN')],
      'bars.csv:3: volume "NaN" is not a finite number',
    ],
    ['a volume too large', [first, bar(T1, '1,1,1,1', '1e999')], 'bars.csv:3: volume "1e999" is too large'],
    [
      'a bar twice',
      [...good(2), hourly(1)],
      'bars.csv:4: a second BTCUSDT bar opens at 2024-01-01T01:00:00Z (keep one of them)',
    ],
    [
      'backward bars',
      [...good(3), hourly(1)],
      'bars.csv:5: the BTCUSDT bar of 2024-01-01T01:00:00Z comes after the one of 2024-01-01T02:00:00Z (sort the bars by time)',
    ],
  ])('%s', async (_, rows, sentence) => {
    expect(await csv(...rows)).toBe(sentence);
  });

  test('milliseconds and microseconds in one file', async () => {
    expect(await refused(file('BTCUSDT-1h.csv', lines(kline(0), kline(1, 1_000))))).toBe(
      'BTCUSDT-1h.csv:2: time 1704070800000000 is in microseconds, the file counts milliseconds',
    );
  });

  test('nanoseconds that are no whole microseconds', async () => {
    const rows = [`${T0}000000,BTCUSDT,1,1,1,1,1`, `${T1}000001,BTCUSDT,1,1,1,1,1`];
    expect(await refused(file('bars.csv', lines(HEADER.replace('ts_ms', 'time'), ...rows)))).toMatch(
      /^bars\.csv:3: time \d+ is not a whole number of microseconds$/,
    );
  });

  test('what does not print is not printed', async () => {
    expect(await csv(first, bar(T1, '\u001b[31m\u2028,1,1,1'))).toBe('bars.csv:3: open "·[31m·" is not a number');
  });
});

describe('rows of Parquet', () => {
  const at = range(3);
  const of = (...data: unknown[]): Parameters<typeof parquetColumns>[1] => ({
    close: { data: data as number[], type: 'DOUBLE', nullable: true },
  });
  const times = (...ms: number[]): Parameters<typeof parquetColumns>[1] => ({
    ts_ms: { data: ms.map(BigInt), type: 'INT64' },
  });
  test.each<[string, Parameters<typeof parquetColumns>[1], string]>([
    ['NaN', of(100, NaN, 100), 'row 2: close NaN is not a finite number'],
    ['nothing', of(100, undefined, 100), 'row 2: close is empty'],
    [
      'a price too fine',
      of(100, 100, 100.005),
      "row 3: close 100.005 has more decimals than the 2 of the instrument's prices",
    ],
    ['a price too large', of(100, 1e300, 100), 'row 2: close 1e+300 is too large'],
    ['zero', of(0, 100, 100), 'row 1: close 0 of the BTCUSDT bar of 2024-01-01T00:00:00Z is not above zero'],
    [
      'close above high',
      of(100, 100, 102),
      'row 3: close 102 of the BTCUSDT bar of 2024-01-01T02:00:00Z is above its high 101.5',
    ],
    ['text for a price', { open: { data: at.map(() => 'one'), type: 'STRING' } }, 'row 1: open "one" is not a number'],
    [
      'a negative volume',
      { volume: { data: [1, -1, 1], type: 'INT32' } },
      'row 2: volume -1 of the BTCUSDT bar of 2024-01-01T01:00:00Z is negative',
    ],
    ['text for a volume', { volume: { data: ['1', '2', 'x'], type: 'STRING' } }, 'row 3: volume "x" is not a number'],
    [
      'a bar twice',
      times(START_MS, START_MS + HOUR_MS, START_MS + HOUR_MS),
      'row 3: a second BTCUSDT bar opens at 2024-01-01T01:00:00Z (keep one of them)',
    ],
    [
      'a time in seconds',
      times(START_MS, START_MS / 1e3, START_MS),
      'row 2: time 1704067200 is in seconds, the file counts milliseconds',
    ],
    ['no symbol', { symbol: { data: ['BTCUSDT', '', 'BTCUSDT'], type: 'STRING' } }, 'row 2: symbol is empty'],
  ])('%s', async (_, over, sentence) => {
    expect(await refused(parquet('bars.parquet', 3, over))).toBe(`bars.parquet ${sentence}`);
  });
});

describe('bar lengths', () => {
  const bar = (timeMs: number): string => `${timeMs},BTCUSDT,1,1,1,1,1`;

  test('a single bar without a hint', async () => {
    expect(await csv(hourly(0))).toBe(
      'bars.csv: a single bar of BTCUSDT does not say how long it is ' +
        '(set data.timeframe, or name the file like BTCUSDT-1h.csv)',
    );
    expect(await readAll([`${folder.path}/bars.csv`], { timeframe: '1h' })).toHaveLength(1);
  });

  test('a step that is no multiple', async () => {
    const late = hourly(3).replace(/^\d+/, String(START_MS + 3.5 * HOUR_MS));
    expect(await csv(...good(3), late)).toBe(
      'bars.csv:5: the BTCUSDT bar of 2024-01-01T03:30:00Z is no whole number of 1h bars after the one of 2024-01-01T02:00:00Z',
    );
  });

  test('shorter bars than the name of the file says', async () => {
    expect(await refused(file('BTCUSDT-4h.csv', lines(kline(0), kline(1))))).toBe(
      'BTCUSDT-4h.csv:2: the BTCUSDT bar of 2024-01-01T01:00:00Z opens before the 4h bar of 2024-01-01T00:00:00Z has closed ' +
        '(is it a file of shorter bars?)',
    );
  });

  test('daily bars of which one opens an hour before the last has closed', async () => {
    const rows = [0, 24, 47].map((hour) => bar(START_MS + hour * HOUR_MS));
    expect(await csv(...rows)).toMatch(
      /^bars\.csv:4: the BTCUSDT bar of 2024-01-02T23:00:00Z opens before the 1d bar of 2024-01-02T00:00:00Z has closed/,
    );
  });

  test('daily bars two hours off', async () => {
    const rows = [0, 24, 74].map((hour) => bar(START_MS + hour * HOUR_MS));
    expect(await csv(...rows)).toBe(
      'bars.csv:4: the BTCUSDT bar of 2024-01-04T02:00:00Z is no whole number of 1d bars after the one of 2024-01-02T00:00:00Z',
    );
  });

  test('steps of no whole second', async () => {
    const rows = [0, 500, 1000].map((ms) => hourly(0).replace(/^\d+/, String(START_MS + ms)));
    expect(await csv(...rows)).toBe('bars.csv: its bars are 0.5 s apart, which is no whole number of seconds');
  });

  test('several, and none asked for; or one asked for that is not there', async () => {
    file('BTCUSDT-1h.csv', lines(kline(0), kline(1)));
    file('BTCUSDT-4h.csv', lines(kline(0), kline(4)));
    expect(await refused(folder.path)).toBe(
      'data.timeframe: there are 1h and 4h bars of BTCUSDT (set data.timeframe to one of them, as a series has one length)',
    );
    expect(await refused(folder.path, { timeframe: '90m' })).toBe(
      'data.timeframe: there are no 90m bars of BTCUSDT, only 1h and 4h (nor can 90m bars be made of them: ' +
        'ask for a multiple of one of these that divides the sessions of the market, or add a file)',
    );
    expect(await refused(folder.path, { timeframe: '30m' })).toBe(
      'data.timeframe: there are no 30m bars of BTCUSDT, only 1h and 4h ' +
        '(shorter bars cannot be made of longer ones: ask for 1h, or add a file)',
    );
  });
});

describe('several files', () => {
  test('a bar that is in both', async () => {
    file('a.csv', lines(HEADER, ...good(3)));
    file('b.csv', lines(HEADER, hourly(2), hourly(3)));
    expect(await refused(folder.path)).toBe(
      'b.csv:2: a second BTCUSDT bar opens at 2024-01-01T02:00:00Z (keep one of them)',
    );
  });

  test('files that overlap', async () => {
    file('a.csv', lines(HEADER, ...good(5)));
    file('b.csv', lines(HEADER, hourly(2), hourly(3)));
    expect(await refused(folder.path)).toBe(
      'b.csv:2: the BTCUSDT bar of 2024-01-01T02:00:00Z comes after the one of 2024-01-01T04:00:00Z (sort the bars by time)',
    );
  });
});

describe('requests', () => {
  const path = (): string => file('bars.csv', lines(HEADER, ...good(3), ...range(3).map((i) => hourly(i, 'ETHUSDT'))));

  test('a symbol that is not there', async () => {
    expect(await refused(path(), { symbols: ['BTCUSD'] })).toBe(
      'data.symbols: there are no bars of BTCUSD, the files hold BTCUSDT, ETHUSDT (did you mean BTCUSDT?)',
    );
    expect(await refused(path(), { symbols: ['SPY'] })).toBe(
      'data.symbols: there are no bars of SPY, the files hold BTCUSDT, ETHUSDT (name one of these, or add a file)',
    );
  });

  test.each<[ReadOptions, string]>([
    [{ from: '2025-01-01' }, 'data.from: there are no bars of BTCUSDT from 2025-01-01T00:00:00Z'],
    [{ to: '2024-01-01' }, 'data.to: there are no bars of BTCUSDT before 2024-01-01T00:00:00Z'],
    [
      { from: '2024-01-01T00:10:00Z', to: '2024-01-01T00:50:00Z' },
      'data.from: there are no bars of BTCUSDT from 2024-01-01T00:10:00Z before 2024-01-01T00:50:00Z',
    ],
  ])('an empty range %j', async (options, start) => {
    expect(await refused(path(), options)).toBe(
      `${start}, the data covers 2024-01-01T00:00:00Z to 2024-01-01T02:00:00Z (change data.from and data.to)`,
    );
  });

  test('a bar before the first trading rules', async () => {
    expect(await refused(path(), { rulesFrom: '2024-01-01T01:00:00Z' })).toBe(
      'bars.csv:2: no trading rules of BTCUSDT are in force at 2024-01-01T00:00:00Z, the first are of 2024-01-01T01:00:00Z ' +
        '(start later with data.from, or add rules under instruments.BTCUSDT.rules)',
    );
  });

  test('a bar that the calendar does not know', async () => {
    const rows = [0, 1].map((i) => `${Date.UTC(1999, 11, 31, 15 + i)},SPY,1,1,1,1,1`);
    expect(await csv(...rows)).toBe(
      'bars.csv:2: the NYSE calendar knows 2000-01-01T00:00:00Z to 2031-01-01T00:00:00Z, ' +
        'not the SPY bar of 1999-12-31T15:00:00Z (narrow the range with data.from and data.to)',
    );
  });

  test('a bar that ends after all the calendar knows', async () => {
    const rows = [0, 24].map((hour) => `${Date.UTC(2030, 11, 30, 15 + hour)},SPY,1,1,1,1,1`);
    expect(await refused(file('SPY_1d.csv', lines(HEADER, ...rows)))).toBe(
      'SPY_1d.csv:3: the NYSE calendar knows 2000-01-01T00:00:00Z to 2031-01-01T00:00:00Z, ' +
        'not the SPY bar of 2030-12-31T15:00:00Z (narrow the range with data.from and data.to)',
    );
  });

  test('nothing within a session', async () => {
    const rows = [0, 1].map((i) => `${Date.UTC(2024, 0, 6, 15 + i)},SPY,1,1,1,1,1`);
    expect(await csv(...rows)).toBe('data.paths: all 2 bars of SPY lie outside NYSE sessions');
  });
});
