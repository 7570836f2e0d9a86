// Files of every kind become one file, whose bars are what a run reads from the files themselves.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  HEADER,
  hourly,
  HOUR_MS,
  kline,
  lines,
  parquetColumns,
  range,
  readAll,
  START_MS,
  writeParquet,
} from '@tradingbot/bars/testing';
import { testTerminal } from '../../testing/test-terminal.ts';
import { importBars } from './import-bars.ts';
import type { ImportOptions } from './import-options.ts';

const root = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = '';
let count = 0;
beforeEach(() => {
  folder = mkdtempSync(join(root, `${count++}-`));
});

function file(name: string, ...rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines(...rows));
  return path;
}

const alpacaBar = (i: number): object => {
  const t = new Date(START_MS + i * HOUR_MS).toISOString().replace('.000Z', 'Z');
  return { t, o: Number(`100.${10 + i}`), h: 101.5, l: 99.25, c: Number(`100.${20 + i}`), v: i + 0.5, n: 12, vw: 100 };
};

async function run(files: readonly string[], options: ImportOptions = {}) {
  const terminal = testTerminal();
  const out = options.out ?? join(folder, 'out.parquet');
  await importBars(files, { ...options, out }, terminal);
  return { out, said: terminal.said.out, warned: terminal.said.err };
}

async function refusal(files: readonly string[], options: ImportOptions = {}): Promise<string> {
  try {
    await run(files, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(existsSync(options.out ?? join(folder, 'out.parquet'))).toBe(false);
    return error.message.replaceAll(`${folder}/`, '');
  }
  throw new Error('it was imported');
}

describe('Imported bars', () => {
  test('are those of the files, in order, each once: dumps, gzip, CSV, Parquet and JSON side by side', async () => {
    const dump = file('BTCUSDT-1h-2024-01.csv', ...range(4).map((i) => kline(i)));
    const micros = file('BTCUSDT-1h-2025-01.csv', ...[4, 5].map((i) => kline(i, 1_000)));
    const packed = join(folder, 'later_1h.csv.gz');
    writeFileSync(packed, gzipSync(lines(HEADER, ...[9, 8, 7].reverse().map((i) => hourly(i)))));
    const header = file('other_1h.csv', HEADER, ...[5, 6, 7].map((i) => hourly(i)));
    const parquet = writeParquet(folder, 'BTCUSDT_1h.parquet', { columnData: parquetColumns(3) });
    const json = file('btc.json', JSON.stringify({ bars: [10, 11].map(alpacaBar), symbol: 'BTCUSDT' }));
    for (const ending of ['parquet', 'csv']) {
      const { out, said } = await run([packed, json, micros, header, dump, parquet], {
        out: join(folder, `all.${ending}`),
        json: true,
      });
      expect(JSON.parse(said)).toEqual({
        out,
        timeframe: '1h',
        synthetic: false,
        left_out: [],
        warnings: [],
        symbols: [
          {
            symbol: 'BTCUSDT',
            bars: 12,
            first: '2024-01-01T00:00:00Z',
            last: '2024-01-01T11:00:00Z',
            duplicates: 5,
            gaps: { count: 0, missing_bars: 0, first: [] },
          },
        ],
      });
      const wanted = await readAll([file('wanted_1h.csv', HEADER, ...range(12).map((i) => hourly(i)))]);
      expect(await readAll([out])).toEqual(wanted);
      rmSync(out);
    }
  });

  test('of several symbols are one file, sorted by symbol and time, and their gaps are listed', async () => {
    const json = file(
      'answer.json',
      JSON.stringify({ bars: { SPY: [alpacaBar(40), alpacaBar(39)], AAPL: [alpacaBar(63), alpacaBar(39)] } }),
    );
    const { out, said } = await run([json], { out: join(folder, 'stocks.csv'), timeframe: '1h' });
    expect(readFileSync(out, 'utf8').split('\n').slice(0, 3)).toEqual([
      'ts_ms,symbol,open,high,low,close,volume',
      `${START_MS + 39 * HOUR_MS},SPY,100.49,101.5,99.25,100.59,39.5`,
      `${START_MS + 40 * HOUR_MS},SPY,100.5,101.5,99.25,100.6,40.5`,
    ]);
    // From Tuesday 15:00 UTC to Wednesday 15:00: six hours until the close, one after the open.
    expect(said).toContain(
      'AAPL has 1 gap, and none was filled:\n  2024-01-02T16:00:00Z to 2024-01-03T15:00:00Z  6 missing',
    );
    expect(said).not.toContain('SPY has');
    expect(said).toMatch(/backtest --config configs\/config_backtest_stocks\.yaml --data \S+stocks\.csv\n$/);
  });

  test('that say no symbol take the one that is named', async () => {
    const csv = file(
      'prices.csv',
      HEADER.replace('symbol,', ''),
      ...[0, 1].map((i) => hourly(i).replace('BTCUSDT,', '')),
    );
    const json = file('more.json', JSON.stringify({ bars: [alpacaBar(2)] }));
    const { said } = await run([csv, json], { symbol: 'ETHUSDT', json: true });
    expect(JSON.parse(said)).toMatchObject({ symbols: [{ symbol: 'ETHUSDT', bars: 3 }] });
  });

  test('of an answer that is not whole come with a warning, unless the pages that follow are there', async () => {
    const page = (name: string, from: number, token: string | null): string =>
      file(name, JSON.stringify({ bars: [from, from + 1].map(alpacaBar), symbol: 'SPY', next_page_token: token }));
    const first = page('first.json', 39, 'abc');
    const sentence = `${first}: more bars follow, and are not in this file: its next_page_token asks for the next page (fetch that with page_token=abc, and import both)`;
    const text = await run([first], { timeframe: '1h' });
    expect(text.warned).toBe(`warning ${sentence}\n`);
    const json = await run([first], { timeframe: '1h', json: true, out: join(folder, 'again.csv') });
    expect(JSON.parse(json.said)).toMatchObject({ warnings: [sentence] });
    expect(json.warned).toBe(text.warned);
    const both = [page('last.json', 41, null), first];
    const whole = await run(both, { timeframe: '1h', json: true, out: join(folder, 'both.csv') });
    expect([whole.warned, JSON.parse(whole.said)]).toMatchObject(['', { warnings: [], symbols: [{ bars: 4 }] }]);
  });

  test('of four hours are used by the profile of four hours, and the next step can be copied', async () => {
    const next = async (name: string, out: string, ...rows: readonly string[]): Promise<string | undefined> => {
      const { said } = await run([file(name, HEADER, ...rows)], { out: join(folder, out) });
      return /^Use it: {2}(.*)$/m.exec(said)?.[1]?.replaceAll(`${folder}/`, '');
    };
    const used = 'npx tradingbot backtest --config configs/config_sim.yaml --data';
    expect(await next('BTCUSDT_1h.csv', 'h1.csv', hourly(0), hourly(1))).toBe(`${used} h1.csv`);
    const h4 = [hourly(0), hourly(4), hourly(8)];
    expect(await next('BTCUSDT_4h.csv', 'h 4.csv', ...h4)).toBe(
      `${used} 'h 4.csv' --set execution_profile=MKT_OPEN_NEXT_4H`,
    );
  });

  test('stay marked when they were made and not traded', async () => {
    const csv = file('BTCUSDT_1h.csv', '# synthetic: by a generator', HEADER, hourly(0), hourly(1));
    for (const ending of ['parquet', 'csv']) {
      const { out, said } = await run([csv], { out: join(folder, `made.${ending}`) });
      expect(said).toContain('\nSYNTHETIC DATA');
      const again = await run([out], { out: join(folder, `again.${ending}`), json: true });
      expect(JSON.parse(again.said)).toMatchObject({ synthetic: true });
    }
  });
});

describe('It is refused, and nothing is written,', () => {
  test('when two bars of one time differ', async () => {
    const one = file('a_1h.csv', HEADER, hourly(0), hourly(1));
    const other = file('b_1h.csv', HEADER, hourly(1).replace('101.5', '101.6'), hourly(2));
    expect(await refusal([one, other])).toBe(
      'b_1h.csv:2: the BTCUSDT bar of 2024-01-01T01:00:00Z has another high than that of a_1h.csv:3 (leave one of them out)',
    );
  });

  test('when a bar cannot be true', async () => {
    const json = file('spy.json', JSON.stringify({ bars: [alpacaBar(0), { ...alpacaBar(1), h: 1 }], symbol: 'SPY' }));
    expect(await refusal([json])).toMatch(/^spy\.json SPY bar 2: high 1 of the SPY bar of .* is below its low 99\.25/);
  });

  test('when bars are of several lengths', async () => {
    const one = file('BTCUSDT_1h.csv', HEADER, hourly(0), hourly(1));
    const other = file('BTCUSDT_4h.csv', HEADER, hourly(0), hourly(4));
    expect(await refusal([one, other])).toBe(
      '--timeframe: there are 1h and 4h bars in these files, and one file has one length (say which)',
    );
    const { said } = await run([one, other], { timeframe: '4h', json: true });
    const leftOut = [{ path: one, symbol: 'BTCUSDT', timeframe: '1h' }];
    expect(JSON.parse(said)).toMatchObject({ timeframe: '4h', symbols: [{ bars: 2 }], left_out: leftOut });
  });

  test.each([
    ['bars.zip', '', {}, 'bars.zip: is packed (unpack it first)'],
    ['bars.txt', '', {}, /^bars\.txt: is no file of bars/],
    ['bars.json', '{"bars":{"SPY":[{"t":"2024', {}, 'bars.json: is no JSON document, or is cut off (fetch it again)'],
    ['bars.json', '{"trades":[]}', {}, /^bars\.json: is no answer with bars: /],
    ['bars.json', '{"bars":null}', {}, 'bars.json: the file holds no bars (fetch it again)'],
    [
      'bars.json',
      '{"bars":[{"t":"soon","o":1,"h":1,"l":1,"c":1,"v":1}],"symbol":"SPY"}',
      {},
      /t "soon" is no UTC time/,
    ],
    [
      'bars.json',
      '{"bars":[{"t":"2024-01-02T15:00:00Z","o":1,"h":1,"l":1,"c":1,"v":1}]}',
      {},
      /whose bars are these\?/,
    ],
    ['a_1h.csv', lines(HEADER, hourly(0)), { symbol: 'SPY' }, 'SPY: there are no such bars, the files hold BTCUSDT'],
    [
      'BTCUSDT-1h-2024-01.csv',
      lines(kline(0), kline(1)),
      { symbol: 'ETHUSDT' },
      'ETHUSDT: there are no such bars, the files hold BTCUSDT',
    ],
    ['a_1h.csv', lines(HEADER, hourly(0)), { timeframe: 'soon' }, /^--timeframe: soon is no length of time/],
    ['a_1h.csv', lines(HEADER, hourly(0)), { out: 'bars.xlsx' }, /^--out: bars\.xlsx ends neither in \.parquet nor/],
  ] as const)('%s %s', async (name, content, options, sentence) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const found = await refusal([path], options);
    if (typeof sentence === 'string') expect(found).toBe(sentence);
    else expect(found).toMatch(sentence);
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('when the file is there already', async () => {
    const path = file('BTCUSDT_1h.csv', HEADER, hourly(0), hourly(1));
    await expect(run([path], { out: path })).rejects.toThrow(
      'is there already (remove it, or name another file with --out)',
    );
  });
});
