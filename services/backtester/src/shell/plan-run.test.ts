// What a run is refused before its first bar: rows 11 to 13 of the acceptance table. And which bars it decides on.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig, parseAssignment, RunConfigSchema } from '@tradingbot/config';
import { InputError, MICROS_PER_HOUR } from '@tradingbot/domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planRun } from './plan-run.ts';

const HOUR_MS = 3_600_000;
const START_MS = 1_704_067_200_000;
const HEADER = 'ts_ms,symbol,open,high,low,close,volume';

let root = '';
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'plan-'))));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, ...rows: readonly string[]): string {
  const path = join(root, name);
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

const bars = (count: number, symbol = 'BTCUSDT'): string[] =>
  Array.from({ length: count }, (_, i) => `${START_MS + i * HOUR_MS},${symbol},100,101,99,100.5,${i}`);

type Draft = Record<string, unknown> & { readonly data: Record<string, unknown> };

const draft = (data: Record<string, unknown>, over: Record<string, unknown> = {}): Draft => ({
  portfolio: { cash: 1_000 },
  strategy: { name: 'ema-cross' },
  fees: { maker_bps: 10, taker_bps: 10 },
  ...over,
  data: { cache: false, ...data },
});

const planOf = (config: Draft) => planRun({ config: RunConfigSchema.parse(config), strategies: [], stack: '' });

async function refusal(config: Draft): Promise<string> {
  try {
    await planOf(config);
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${root}/`, '');
    throw error;
  }
  throw new Error('it was accepted');
}

describe('Row 11: data files exist and are not corrupted', () => {
  test('a file that is not there, with the one that was meant', async () => {
    file('BTCUSDT_1h.csv', ...bars(3));
    expect(await refusal(draft({ paths: [join(root, 'BTCUSD_1h.csv')] }))).toBe(
      'BTCUSD_1h.csv: there is no such file (did you mean BTCUSDT_1h.csv?)',
    );
  });

  test('a file that is cut off in the middle of a line', async () => {
    const path = file('cut_1h.csv', ...bars(3));
    writeFileSync(path, `${[HEADER, ...bars(3)].join('\n').slice(0, -12)}`);
    expect(await refusal(draft({ paths: [path] }))).toMatch(
      /^cut_1h\.csv:4: the file is cut off: .* \(fetch it again\)$/,
    );
  });

  test.each([
    [
      'a Parquet file without its end',
      'PAR1 and no more of it',
      'half_1h.parquet: the file is cut off: the end of a Parquet file is missing (fetch it again)',
    ],
    ['a file that is something else', 'not a Parquet file', 'half_1h.parquet: is no Parquet file (fetch it again)'],
    ['an empty file', '', 'half_1h.parquet: the file is empty (fetch it again)'],
  ])('%s', async (_what, content, sentence) => {
    const path = join(root, 'half_1h.parquet');
    writeFileSync(path, content);
    expect(await refusal(draft({ paths: [path] }))).toBe(sentence);
  });

  test('a price that cannot be, once its bar is read', async () => {
    const path = file('odd_1h.csv', ...bars(2), `${START_MS + 2 * HOUR_MS},BTCUSDT,100,99,101,100,1`);
    const { series } = await (await planOf(draft({ paths: [path] }))).openBars();
    const read = async (): Promise<void> => {
      for await (const chunk of series[0]?.chunks() ?? []) expect(chunk.length).toBe(0);
    };
    await expect(read()).rejects.toThrow(/odd_1h\.csv:4: high 99 of the BTCUSDT bar of .* is below its low 101/);
  });
});

describe('Row 12: the start lies strictly before the end', () => {
  const load = (...set: string[]) => {
    const path = join(root, 'run.yaml');
    writeFileSync(path, JSON.stringify(draft({ paths: ['bars.csv'] })));
    return loadConfig({ path, overrides: set.map((text) => parseAssignment(text, '--set')) }).config;
  };

  test.each([
    ['2024-02-01', '2024-01-01'],
    ['2024-02-01', '2024-02-01'],
    ['2024-02-01T00:00:00Z', '2024-02-01'],
  ])('from %s to %s is refused', (from, to) => {
    expect(() => load(`data.from=${from}`, `data.to=${to}`)).toThrow(/data\.to.*a time after data\.from/);
  });

  test('a microsecond is enough', () => {
    const { data } = load('data.from=2024-02-01', 'data.to=2024-02-01T00:00:00.000001Z');
    expect(data.from).toBe('2024-02-01');
  });

  test('and there are bars between them', async () => {
    const path = file('range_1h.csv', ...bars(3));
    expect(await refusal(draft({ paths: [path], from: '2025-01-01', to: '2025-02-01' }))).toBe(
      'data.from: there are no bars of BTCUSDT from 2025-01-01T00:00:00Z before 2025-02-01T00:00:00Z, ' +
        'the data covers 2024-01-01T00:00:00Z to 2024-01-01T02:00:00Z (change data.from and data.to)',
    );
  });
});

describe('Row 13: every configured symbol is in the data', () => {
  test.each([
    [
      ['BTCUSDT', 'ETHUSDT'],
      'data.symbols: there are no bars of ETHUSDT, the files hold BTCUSDT (did you mean BTCUSDT?)',
    ],
    [['SPY'], 'data.symbols: there are no bars of SPY, the files hold BTCUSDT (name one of these, or add a file)'],
    [['BTCUSD'], /^symbol BTCUSD: stands neither .* \(did you mean BTCUSDT\?/],
  ])('%j', async (symbols, sentence) => {
    const path = file('symbols_1h.csv', ...bars(3));
    const found = await refusal(draft({ paths: [path], symbols }));
    if (typeof sentence === 'string') expect(found).toBe(sentence);
    else expect(found).toMatch(sentence);
  });
});

describe('A run decides on bars of', () => {
  const length = async (data: Record<string, unknown>, over: Record<string, unknown> = {}): Promise<number> => {
    const path = file('long_1h.csv', ...bars(48));
    const { series } = await (await planOf(draft({ paths: [path], ...data }, over))).openBars();
    return (series[0]?.timeframe ?? NaN) / MICROS_PER_HOUR;
  };

  test('the length of its files, or a longer one that is asked for', async () => {
    expect(await length({})).toBe(1);
    expect(await length({ timeframe: '6h' })).toBe(6);
  });

  test('the length of its execution profile, whatever shorter one data.timeframe names', async () => {
    expect(await length({}, { execution_profile: 'MKT_OPEN_NEXT_4H' })).toBe(4);
    expect(await length({ timeframe: '1h' }, { execution_profile: 'VWAP_CURRENT_4H' })).toBe(4);
    expect(await length({ timeframe: '2h' }, { execution_profile: 'LIMIT_MID_BPS' })).toBe(2);
  });

  test('never shorter ones than the files have, nor longer ones than the profile', async () => {
    const path = file('coarse_4h.csv', ...bars(12).filter((_, i) => i % 4 === 0));
    expect(await refusal(draft({ paths: [path] }, { execution_profile: 'MKT_OPEN_NEXT_H1' }))).toBe(
      'execution_profile: MKT_OPEN_NEXT_H1 decides on 1h bars, but there are no 1h bars of BTCUSDT, only 4h ' +
        '(shorter bars cannot be made of longer ones: take another profile, or add a file)',
    );
    const profile = { execution_profile: 'MKT_OPEN_NEXT_H1' };
    expect(await refusal(draft({ paths: [path], timeframe: '4h' }, profile))).toBe(
      'data.timeframe: 4h bars are too long for execution_profile MKT_OPEN_NEXT_H1, which decides on 1h bars ' +
        '(leave it out, or say at most 1h)',
    );
  });
});

test('Splits and dividends make another data hash, a cache makes none', async () => {
  const path = file('SPY_1h.csv', `${START_MS + 39 * HOUR_MS},SPY,100,101,99,100.5,1`);
  const actions = join(root, 'actions.csv');
  writeFileSync(actions, 'symbol,ex_date,kind,amount\nSPY,2024-01-03,dividend,1.5\n');
  const hash = async (data: Record<string, unknown>): Promise<string> =>
    (await planOf(draft({ paths: [path], ...data }, { asset_class: 'us_equity' }))).identity.dataHash;
  const plain = await hash({});
  expect(await hash({ corporate_actions: actions })).not.toBe(plain);
  expect(await hash({ cache: true })).toBe(plain);
  const { series } = await (await planOf(draft({ paths: [path], corporate_actions: actions }))).openBars();
  expect(series[0]?.actions).toMatchObject([{ kind: 'dividend', perShare: 150_000_000 }]);
});
