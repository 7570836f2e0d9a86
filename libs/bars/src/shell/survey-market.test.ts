// One way in to a market, whether it lies in files or is made.

import { afterAll, describe, expect, test } from '@jest/globals';
import { InputError, parseMicros, type Instrument } from '@tradingbot/domain';
import {
  hourly,
  HEADER,
  lines,
  range,
  refusal,
  START_MS,
  temporaryFolder,
  writeFile,
} from '../../testing/bar-files.ts';
import { INSTRUMENTS, rulesFrom } from '../../testing/market.ts';
import type { GeneratorSettings } from '../core/generator/generated-market.ts';
import { firstInstant, playTimeline } from './play-timeline.ts';
import { surveyMarket, type MarketSettings } from './survey-market.ts';

const GENERATOR: GeneratorSettings = {
  symbols: ['BTCUSDT', 'ETHUSDT'],
  timeframe: '1h',
  from: '2024-01-01',
  bars: 50,
  seed: 11,
  correlation: 0.5,
  start_prices: { BTCUSDT: '42000.5' },
};
const STOCKS: GeneratorSettings = { ...GENERATOR, symbols: ['SPY'], start_prices: { SPY: '470' } };
const RULES = INSTRUMENTS.map(() => rulesFrom(0));

const folder = temporaryFolder();
afterAll(folder.remove);

describe('A generated market', () => {
  test('is what the settings say: symbols, length, number, first price; and it says that it was made', async () => {
    const market = await surveyMarket(made(GENERATOR));
    expect([market.symbols, market.synthetic]).toEqual([['BTCUSDT', 'ETHUSDT'], true]);
    expect(market.sources).toEqual([{ path: 'generator', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    const { series, totalBars } = await market.open({ instruments: instruments('BTCUSDT', 'ETHUSDT') }, RULES);
    expect([series.map(({ instrument }) => instrument), totalBars]).toEqual([[0, 1], 100]);
    const [btc = [], eth = []] = await barsOf(made(GENERATOR));
    expect([btc.length, eth.length]).toEqual([50, 50]);
    expect(btc.map(([time]) => time)).toEqual(range(50).map((i) => START_MS * 1000 + i * 3_600_000_000));
    expect([near(btc[0]?.[1], 42_000_50), near(eth[0]?.[1], 100_00)]).toEqual([true, true]);
    expect(await firstInstant(series)).toBe(START_MS * 1000);
  });

  test('has longer bars when they are asked for, as those of a file', async () => {
    const market = await surveyMarket({ ...made(GENERATOR), timeframe: '4h' });
    const opened = await market.open({ instruments: instruments('BTCUSDT') }, RULES);
    expect([opened.series[0]?.timeframe, opened.totalBars]).toEqual([4 * 3_600_000_000, undefined]);
    const [short = []] = await barsOf(made(GENERATOR));
    const [long = []] = await barsOf({ ...made(GENERATOR), timeframe: '4h' });
    expect(long.length).toBe(12);
    expect([long[3]?.[0], long[3]?.[1], long[3]?.[4]]).toEqual([short[12]?.[0], short[12]?.[1], short[15]?.[4]]);
  });

  test('is the same again, and another with another seed, price or model', async () => {
    const [bars] = await barsOf(made(GENERATOR));
    const others: Partial<GeneratorSettings>[] = [
      { seed: 12 },
      { start_prices: {} },
      { correlation: 0 },
      { regimes: { NORMAL: { sigma: 2 } }, regime_probs: [1, 0, 0, 0] },
      { regime_dwell: 0.01 },
      { flash_shock: { probability: 1 } },
    ];
    expect((await barsOf(made(GENERATOR)))[0]).toEqual(bars);
    const hashes = new Set([await hashOf(GENERATOR)]);
    for (const other of others) {
      const settings = { ...GENERATOR, ...other };
      expect((await barsOf(made(settings)))[0]).not.toEqual(bars);
      hashes.add(await hashOf(settings));
    }
    expect(hashes.size).toBe(1 + others.length);
    expect(await hashOf({ ...GENERATOR })).toBe(await hashOf(GENERATOR));
  });

  test('has the same bars of a symbol whatever else is generated, chosen or cut', async () => {
    const [btc = [], eth = []] = await barsOf(made(GENERATOR));
    expect(await barsOf(made({ ...GENERATOR, symbols: ['ETHUSDT'] }))).toEqual([eth]);
    expect(await barsOf({ ...made(GENERATOR), symbols: ['ETHUSDT', 'BTCUSDT'] })).toEqual([eth, btc]);
    const cut = { ...made(GENERATOR), from: '2024-01-01T10:00:00Z', to: '2024-01-01T20:00:00Z', timeframe: '60m' };
    expect(await barsOf(cut)).toEqual([btc.slice(10, 20), eth.slice(10, 20)]);
    expect((await (await opened(cut)).open).totalBars).toBeUndefined();
    const { bars: _, ...open } = GENERATOR;
    expect(await barsOf(made({ ...open, to: '2024-01-01T05:30:00Z' }))).toEqual([btc.slice(0, 6), eth.slice(0, 6)]);
  });

  test('cuts the same across chunks as within one', async () => {
    const long = { ...GENERATOR, symbols: ['BTCUSDT'], timeframe: '1m', bars: 18_000 };
    const [all = []] = await barsOf(made(long));
    expect(all.length).toBe(18_000);
    const [part] = await barsOf({ ...made(long), from: '2024-01-12T06:00:00Z', to: '2024-01-12T12:00:00Z' });
    expect(part).toEqual(all.slice((11 * 24 + 6) * 60, (11 * 24 + 12) * 60));
  });

  test('keeps to sessions, and to the tick in force when it begins', async () => {
    const [bars = []] = await barsOf(made(STOCKS));
    expect(bars[0]?.[0]).toBe(parseMicros('2024-01-02T14:00:00Z'));
    expect(bars.length).toBe(50);
    const rules = rulesFrom(0).map((rule) => ({ ...rule, tick: 25 as typeof rule.tick }));
    const later = rulesFrom(parseMicros('2024-02-01') ?? 0);
    const market = await surveyMarket(made(GENERATOR));
    const { series } = await market.open({ instruments: instruments('BTCUSDT') }, [[...rules, ...later]]);
    for await (const chunk of series[0]?.chunks() ?? []) {
      expect([...chunk.close.subarray(0, chunk.length)].filter((price) => price % 25 !== 0)).toEqual([]);
    }
  });

  test.each<[string, MarketSettings, string]>([
    [
      'a symbol that it does not make',
      { ...made(GENERATOR), symbols: ['BTCUSDX'] },
      'data.symbols: there are no bars of BTCUSDX, the generator makes BTCUSDT, ETHUSDT (did you mean BTCUSDT?)',
    ],
    [
      'another bar length',
      { ...made(GENERATOR), timeframe: '30m' },
      'data.timeframe: there are no 30m bars, the generator makes bars of 1h (set data.generator.timeframe instead)',
    ],
    [
      'a model that is none',
      made({ ...GENERATOR, regime_probs: [1, 1, 0, 0] }),
      'market model: regime_probs: add up to 2, not 1',
    ],
    [
      'a first price that the instrument cannot have',
      made({ ...GENERATOR, start_prices: { BTCUSDT: '0.001' } }),
      'data.generator.start_prices.BTCUSDT: 0.001 is no price of BTCUSDT, which has 2 decimals',
    ],
    [
      'a time before all trading rules',
      made({ ...GENERATOR, from: '1969-12-31' }),
      'data.generator.from: no trading rules of BTCUSDT are in force at 1969-12-31T00:00:00Z, the first are of 1970-01-01T00:00:00Z (begin later, or add rules under instruments.BTCUSDT.rules)',
    ],
    [
      'a range without bars',
      { ...made(GENERATOR), from: '2025-01-01' },
      'data.from: there are no bars of BTCUSDT from 2025-01-01T00:00:00Z, the data covers 2024-01-01T00:00:00Z to 2024-01-03T01:00:00Z (change data.from and data.to)',
    ],
    [
      'a time without trading',
      made({ ...STOCKS, from: '2024-01-06', to: '2024-01-07', bars: undefined }),
      'data.generator: holds no trading time of SPY (give it a later end)',
    ],
  ])('is refused in one sentence for %s', async (_what, data, sentence) => {
    expect(await refusal('', barsOf(data))).toBe(sentence);
  });

  test('is refused when the calendar has fewer bars', async () => {
    await expect(barsOf(made({ ...STOCKS, timeframe: '1d', from: '2024-01-01', bars: 9_000 }))).rejects.toThrow(
      /^data\.generator\.bars: the calendar of SPY ends \d+ bars before there are 9000 \(ask for fewer, or begin earlier\)$/,
    );
  });
});

describe('A market of files', () => {
  test('has the symbols of its files, or those asked for, and the hash of each file', async () => {
    const two = lines(HEADER, hourly(0), hourly(0, 'ETHUSDT'), hourly(1), hourly(1, 'ETHUSDT'));
    const path = writeFile(folder.path, 'two-1h.csv', two);
    const market = await surveyMarket({ paths: [path] });
    expect([market.symbols, market.synthetic]).toEqual([['BTCUSDT', 'ETHUSDT'], false]);
    expect(market.sources).toEqual([{ path, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    const [btc = [], eth = []] = await barsOf({ paths: [path] });
    expect([btc.length, eth.length]).toEqual([2, 2]);
    expect(await barsOf({ paths: [path], symbols: ['ETHUSDT'], from: '2024-01-01T01:00:00Z' })).toEqual([eth.slice(1)]);
    await expect(barsOf({ paths: [path], timeframe: '4h' })).rejects.toThrow(InputError);
  });
});

test('The first instant is that of the earliest series, and nothing when there are no bars', async () => {
  const { series } = await (await opened(made(STOCKS))).open;
  const { series: coins } = await (await opened(made(GENERATOR))).open;
  expect(await firstInstant([...series, ...coins])).toBe(START_MS * 1000);
  expect(await firstInstant([])).toBeUndefined();
});

function made(generator: GeneratorSettings): MarketSettings {
  return { paths: [], generator };
}

const instruments = (...symbols: string[]): Instrument[] =>
  symbols.map((symbol) => INSTRUMENTS.find((one) => one.symbol === symbol) as Instrument);

const near = (value: number | undefined, expected: number): boolean => Math.abs((value ?? 0) / expected - 1) < 0.02;

const hashOf = async (generator: GeneratorSettings): Promise<string | undefined> =>
  (await surveyMarket(made(generator))).sources[0]?.sha256;

async function opened(data: MarketSettings) {
  const market = await surveyMarket(data);
  const catalog = { instruments: instruments(...market.symbols) };
  return { catalog, open: market.open(catalog, RULES) };
}

/** Per symbol its bars: open time in microseconds, open, high, low, close, volume. */
async function barsOf(data: MarketSettings): Promise<number[][][]> {
  const { catalog, open } = await opened(data);
  const bars: number[][][] = catalog.instruments.map(() => []);
  await playTimeline((await open).series, {
    instant: () => {},
    closed: ({ instrument }, { openTime, open: opens, high, low, close, volume }, row) => {
      const columns = [openTime, opens, high, low, close, volume];
      bars[instrument]?.push(columns.map((column) => column[row] as number));
    },
    closesDone: () => {},
    opened: () => {},
    opensDone: () => {},
  });
  return bars;
}
