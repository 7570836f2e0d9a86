// What opening files tells beside their bars: gaps, longer bars, extended hours, the path inside bars.

import { afterAll, describe, expect, test } from '@jest/globals';
import { formatMicros, MICROS_PER_HOUR, parseMicros } from '@tradingbot/domain';
import {
  HEADER,
  hourly,
  HOUR_MS,
  lines,
  openFiles,
  range,
  readAll,
  readSeries,
  refusal,
  START_MS,
  temporaryFolder,
  writeFile,
  type ReadOptions,
} from '../../testing/bar-files.ts';
import { INSTRUMENTS, rulesFrom } from '../../testing/market.ts';
import { surveyBars } from './survey-bars.ts';
import { surveyMarket } from './survey-market.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const file = (name: string, ...rows: readonly string[]): string => writeFile(folder.path, name, lines(HEADER, ...rows));
const open = async (path: string, options?: ReadOptions) => openFiles(await surveyBars([path]), options);

describe('Opened bars', () => {
  test('report the gaps of each symbol as they are read, and never fill them', async () => {
    const path = file(
      'gaps_1h.csv',
      ...[0, 1, 4, 5, 9].map((i) => hourly(i)),
      ...[0, 1].map((i) => hourly(i, 'ETHUSDT')),
    );
    const opened = await open(path, { symbols: ['BTCUSDT', 'ETHUSDT'] });
    expect(opened.gaps.map(({ count }) => count)).toEqual([0, 0]);
    for (let time = 0; time < 2; time++) {
      expect((await readSeries(opened)).map(({ bars }) => bars.length)).toEqual([5, 2]);
      const [btc, eth] = opened.gaps;
      expect([btc?.symbol, btc?.count, btc?.missingBars, btc?.longest?.bars]).toEqual(['BTCUSDT', 2, 5, 3]);
      expect(btc?.first.map(({ from, to, bars }) => [formatMicros(from), formatMicros(to), bars])).toEqual([
        ['2024-01-01T02:00:00Z', '2024-01-01T04:00:00Z', 2],
        ['2024-01-01T06:00:00Z', '2024-01-01T09:00:00Z', 3],
      ]);
      expect([eth?.symbol, eth?.count]).toEqual(['ETHUSDT', 0]);
    }
  });

  test('of longer bars are made of the longest that fit, and say what was left out', async () => {
    const path = file('BTCUSDT_1h.csv', ...range(11).map((i) => hourly(i + 2)));
    const opened = await open(path, { timeframe: '4h' });
    const [series] = await readSeries(opened);
    expect(series?.timeframe).toBe(4 * MICROS_PER_HOUR);
    expect(series?.bars).toEqual([
      [START_MS + 4 * HOUR_MS, 100.14, 101.5, 99.25, 100.27, 4.5 + 5.5 + 6.5 + 7.5].map(scaled),
      [START_MS + 8 * HOUR_MS, 100.18, 101.5, 99.25, 100.31, 8.5 + 9.5 + 10.5 + 11.5].map(scaled),
    ]);
    expect(opened.resampled).toEqual([
      { symbol: 'BTCUSDT', from: MICROS_PER_HOUR, to: 4 * MICROS_PER_HOUR, incomplete: 2, withGaps: 0 },
    ]);
    expect([opened.totalBars, opened.gaps[0]?.timeframe]).toEqual([undefined, MICROS_PER_HOUR]);
    expect((await open(path)).resampled).toEqual([]);
  });

  test('that make no whole longer bar are refused', async () => {
    const path = file('BTCUSDT_short_1h.csv', hourly(1), hourly(2));
    expect(await refusal(folder.path, readAll([path], { timeframe: '4h' }))).toBe(
      'data.timeframe: the 1h bars of BTCUSDT make no whole 4h bar (widen data.from and data.to, or ask for less than 4h)',
    );
  });

  test('outside regular hours are let through when the session is extended', async () => {
    const stamp = (hour: number): number =>
      (parseMicros(`2021-01-04T${String(hour).padStart(2, '0')}:00:00Z`) ?? 0) / 1e3;
    const rows = range(24).map((hour) => `${stamp(hour)},SPY,370,371,369,370,1`);
    const path = file('SPY_1h.csv', ...rows);
    const regular = await open(path);
    const extended = await open(path, { session: 'extended' });
    const hours = async (opened: typeof regular): Promise<number[]> =>
      (await readSeries(opened))[0]?.bars.map(([time = 0]) => (time - stamp(0)) / HOUR_MS) ?? [];
    expect(await hours(regular)).toEqual([14, 15, 16, 17, 18, 19, 20]);
    // Midnight UTC still belongs to the Sunday before, which has no session.
    expect(await hours(extended)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    expect([regular.outsideSession.count, extended.outsideSession.count]).toEqual([17, 9]);
    const long = await open(path, { session: 'extended', timeframe: '4h' });
    expect(await hours(long)).toEqual([9, 13, 17]);
  });

  test('have the path inside them from the finer bars they are made of, or from a file of reference', async () => {
    const path = file('BTCUSDT_path_1h.csv', ...range(8).map((i) => hourly(i)));
    const closes = range(8).map((i) => 10_020 + i);
    const made = await open(path, { timeframe: '4h', withPath: true });
    expect(await pathsOf(made)).toEqual([closes.slice(0, 4), closes.slice(4)]);
    expect(await pathsOf(await open(path, { timeframe: '4h' }))).toEqual([undefined, undefined]);
    const own = file('BTCUSDT_path_4h.csv', ...[0, 4].map((i) => hourly(i)));
    const references = await surveyBars([path]);
    expect(await pathsOf(await open(own, { withPath: true, references }))).toEqual([
      closes.slice(0, 4),
      closes.slice(4),
    ]);
    expect(await refusal(folder.path, open(path, { withPath: true, references: await surveyBars([own]) }))).toBe(
      'BTCUSDT_path_4h.csv: holds no bars of BTCUSDT of which a 1h bar is made (add a file of finer bars)',
    );
  });
});

describe('A market', () => {
  test('of stocks says where a bar opens like after a split, and which actions it has no bars for', async () => {
    const at = (day: number): number => (parseMicros(`2021-01-0${day}T15:00:00Z`) ?? 0) / 1e3;
    const rows = [4, 5, 6].map((day) => `${at(day)},SPY,${day === 4 ? '400,400,400,400' : '100,100,100,100'},1`);
    const path = file('SPY_jump_1d.csv', ...rows);
    const actions = (name: string, day: number): string =>
      writeFile(
        folder.path,
        name,
        `symbol,ex_date,kind,numerator,denominator,amount\nSPY,2021-01-0${day},split,4,1,\nTSLA,2021-01-05,split,4,1,\n`,
      );
    const opened = async (corporate_actions?: string) => {
      const market = await surveyMarket({ paths: [path], ...(corporate_actions && { corporate_actions }) });
      const bars = await market.open({ instruments: INSTRUMENTS.slice(2, 3) }, [rulesFrom(0)]);
      const chunks = bars.series[0]?.chunks()[Symbol.asyncIterator]();
      while ((await chunks?.next())?.done === false);
      return bars;
    };
    const jump = { symbol: 'SPY', count: 1, first: { at: at(5) * 1e3, fold: 4 } };
    expect((await opened()).jumps).toEqual([jump]);
    expect((await opened(actions('right.csv', 5))).jumps).toEqual([{ symbol: 'SPY', count: 0, first: undefined }]);
    const wrong = await opened(actions('wrong.csv', 6));
    expect([wrong.jumps, wrong.otherActions]).toEqual([[jump], ['TSLA']]);
  });

  test('counts its file of splits and dividends and its files of reference among its sources, those it reads', async () => {
    const path = file('SPY_src_1h.csv', `${(parseMicros('2021-01-04T15:00:00Z') ?? 0) / 1e3},SPY,370,371,369,370,1`);
    const actions = writeFile(folder.path, 'actions.csv', 'symbol,ex_date,kind,amount\nSPY,2021-01-04,dividend,1.5\n');
    const fine = file('SPY_src_1m.csv', `${(parseMicros('2021-01-04T15:00:00Z') ?? 0) / 1e3},SPY,370,371,369,370,1`);
    const settings = { paths: [path], corporate_actions: actions, reference_paths: [fine] };
    const names = ({ sources }: { sources: readonly { path: string }[] }): string[] =>
      sources.map((source) => source.path.replace(`${folder.path}/`, ''));
    expect(names(await surveyMarket(settings))).toEqual(['SPY_src_1h.csv', 'actions.csv']);
    expect(names(await surveyMarket(settings, { withPath: true }))).toEqual([
      'SPY_src_1h.csv',
      'SPY_src_1m.csv',
      'actions.csv',
    ]);
    expect(names(await surveyMarket({ paths: [path] }))).toEqual(['SPY_src_1h.csv']);
    await expect(surveyMarket({ ...settings, corporate_actions: 'nowhere.csv' })).rejects.toThrow(
      'nowhere.csv: there is no such file, but data.corporate_actions names it (correct the path)',
    );
  });
});

/** Prices of the helper at the scale of the instrument; times and volumes as they are. */
function scaled(value: number, at: number): number {
  return at === 0 || at === 5 ? value : Math.round(value * 100);
}

async function pathsOf({ series }: Awaited<ReturnType<typeof openFiles>>): Promise<(number[] | undefined)[]> {
  const paths: (number[] | undefined)[] = [];
  for await (const { length, path } of series[0]?.chunks() ?? []) {
    for (let row = 0; row < length; row++) {
      paths.push(path && [...path.prices.slice(row * path.perBar, (row + 1) * path.perBar)]);
    }
  }
  return paths;
}
