// Files that keys name: read once, into the configuration, which from then on says everything by itself.

import { afterAll, describe, expect, test } from '@jest/globals';
import { configFolder, LEAST, refusalOf } from '../../testing/config-folder.ts';
import { jsonFolder, sha256Of } from '../../testing/json-folder.ts';
import { recordedConfiguration } from '../recorded-configuration.ts';
import { RunConfigSchema, type RunConfig } from '../run-config.ts';
import { withTables } from './with-tables.ts';

const files = jsonFolder();
afterAll(() => files.remove());

const loaded = (...lines: string[]): RunConfig => {
  const folder = configFolder({ 'c.yaml': `${LEAST}${lines.join('\n')}\n` });
  try {
    return folder.load('c.yaml');
  } finally {
    folder.remove();
  }
};
const refused = (...lines: string[]): string => refusalOf(`${LEAST}${lines.join('\n')}\n`);
const hours = (value: number): number[] => Array.from({ length: 168 }, () => value);

describe('Seasonality', () => {
  const content = { liquidity: hours(2), spread: hours(0.5), latency: hours(3) };
  const path = files.write('season.json', content);
  const used = ['use_seasonality: true', `liquidity_seasonality_path: ${path}`];

  test('is read for liquidity and spread, and for latency where there is a block of it', () => {
    const table = loaded(...used).tables?.seasonality;
    expect(table).toEqual({
      files: [{ path, sha256: sha256Of(content) }],
      left_out: 1,
      liquidity: hours(2),
      spread: hours(0.5),
      latency: [],
    });
    expect(loaded(...used, 'latency: {}').tables?.seasonality?.latency).toEqual(hours(3));
    expect(loaded(...used, 'latency: {use_seasonality: false}').tables?.seasonality?.latency).toEqual([]);
  });

  test('is not read while nothing uses it', () => {
    expect(loaded('liquidity_seasonality_path: nowhere.json').tables).toBeUndefined();
    expect(loaded('latency: {}').tables).toBeUndefined();
  });

  test('of latency alone may lie in a file of its own', () => {
    const own = files.write('latency.json', { latency: { 0: 4, 167: 5 } });
    const { tables } = loaded(`latency_seasonality_path: ${own}`, 'latency: {seasonality_default: 2}');
    expect(tables?.seasonality).toMatchObject({ liquidity: [], left_out: 2 });
    expect(tables?.seasonality?.latency).toEqual([4, ...hours(2).slice(2), 5]);
  });

  test('seven numbers are days', () => {
    const days = files.write('days.json', { liquidity: [1, 2, 3, 4, 5, 6, 7] });
    const { liquidity } = loaded('use_seasonality: true', `liquidity_seasonality_path: ${days}`).tables
      ?.seasonality as { liquidity: number[] };
    expect([liquidity[0], liquidity[23], liquidity[24], liquidity[167]]).toEqual([1, 1, 2, 7]);
  });

  test('is multiplied by the override, and kept within 0.1 and 10; a spread is not', () => {
    const override = files.write('override.json', { liquidity: hours(100), spread: hours(100), latency: hours(0.001) });
    const table = loaded(...used, `liquidity_seasonality_override_path: ${override}`, 'latency: {}').tables
      ?.seasonality;
    expect(table).toMatchObject({ liquidity: hours(10), spread: hours(50), latency: hours(0.1) });
    expect(table?.files.map((file) => file.path)).toEqual([path, override]);
  });

  test('of another hash than was stated is refused, both named', () => {
    const hash = sha256Of(content);
    expect(loaded(...used, `liquidity_seasonality_hash: ${hash.toUpperCase()}`).tables?.seasonality).toBeDefined();
    const other = 'a'.repeat(64);
    expect(refused(...used, `liquidity_seasonality_hash: ${other}`)).toBe(
      `c.yaml:12: liquidity_seasonality_hash is ${other}, but ${path} has ${hash} (name the file that was meant, or state its hash)`,
    );
  });

  test('has a hash of the file for liquidity alone', () => {
    const own = files.write('own.json', { latency: hours(2) });
    const lines = [`latency_seasonality_path: ${own}`, 'latency: {}', `liquidity_seasonality_hash: ${'a'.repeat(64)}`];
    expect(loaded(...lines).tables?.seasonality?.latency).toEqual(hours(2));
  });

  test.each([
    [{ liquidity: [1, 2] }, 'has 2 numbers of liquidity (give 168 for hours or 7 for days)'],
    [{ liquidity: hours(0) }, 'has 0 as number 0 of liquidity (multipliers are numbers above 0)'],
    [{ spread: { monday: 1 } }, 'has spread that is no list of numbers'],
    [[1], 'holds no JSON map'],
    ['{', 'holds no JSON map'],
  ])('%#: is refused with what is wrong in it', (wrong, sentence) => {
    const file = files.write('wrong.json', wrong);
    expect(refused('use_seasonality: true', `liquidity_seasonality_path: ${file}`)).toBe(
      `c.yaml:11: liquidity_seasonality_path names ${file}, which ${sentence}`,
    );
  });
});

describe('Fees by symbol', () => {
  const fees = { BTCUSDT: { maker_bps: 1.5, taker_bps: 2.5, fee_rounding_step_bps: 0.1, bnb_discount_bps: 1.875 } };

  test.each([
    { metadata: { vip_tier: 'VIP 0' }, fees },
    { meta: { version: 1 }, symbols: fees },
    { symbol_fee_table: fees },
    { fees_by_symbol: fees },
    { data: fees },
    fees,
    { metadata: {}, ...fees },
  ])('%#: are read in every shape that was ever written', (content) => {
    const path = files.write('fees.json', content);
    const folder = configFolder({ 'c.yaml': LEAST });
    const config = folder.load('c.yaml', `fees.path=${path}`);
    folder.remove();
    expect(config.tables?.fees).toEqual({
      files: [{ path, sha256: sha256Of(content) }],
      symbols: { BTCUSDT: { maker_bps: 1.5, taker_bps: 2.5 } },
    });
  });

  test.each([
    [{ fees: {} }, 'holds the fees of no symbol'],
    [{ fees: { BTCUSDT: 5 } }, 'has no fees of BTCUSDT (write {"maker_bps": …, "taker_bps": …})'],
    [{ fees: { BTCUSDT: { taker_bps: 5 } } }, 'has no maker_bps of BTCUSDT'],
    [
      { BTCUSDT: { maker_bps: 'x' } },
      'holds something else: BTCUSDT.maker_bps is "x", expected basis points from 0 to 1000, such as 10 for 0.1 %',
    ],
  ])('%#: are refused with what is wrong', (content, sentence) => {
    const path = files.write('wrong.json', content);
    expect(refusalOf(LEAST, `fees.path=${path}`)).toBe(`--set fees.path: fees.path names ${path}, which ${sentence}`);
  });
});

describe('Filters', () => {
  const BTC = {
    PRICE_FILTER: { minPrice: '0.10', maxPrice: '9000', tickSize: '0.10' },
    LOT_SIZE: { minQty: '0.002', maxQty: '700', stepSize: '0.002' },
    MIN_NOTIONAL: { minNotional: '7' },
    PERCENT_PRICE_BY_SIDE: {
      bidMultiplierUp: '1.3',
      bidMultiplierDown: '0.5',
      askMultiplierUp: '2',
      askMultiplierDown: '0.7',
    },
  };
  const path = files.write('filters.json', {
    metadata: { built_at: '2026-01-02T03:04:05+00:00' },
    filters: { BTCUSDT: BTC, X: BTC },
  });

  test('are read for the symbols of the run, with the narrower end of two bands', () => {
    const { tables } = loaded('symbols: [BTCUSDT]', `quantizer: {filters_path: ${path}}`);
    expect(tables?.filters).toMatchObject({
      built_at: '2026-01-02T03:04:05+00:00',
      symbols: {
        BTCUSDT: {
          tick: '0.1',
          lot: '0.002',
          min_qty: '0.002',
          max_qty: '700',
          min_notional: '7',
          band: { down: 0.7, up: 1.3 },
        },
      },
    });
    expect(Object.keys(tables?.filters?.symbols ?? {})).toEqual(['BTCUSDT']);
  });

  test('without a symbol of the run are refused, unless they are not strict', () => {
    const lines = ['symbols: [ETHUSDT]', `quantizer: {filters_path: ${path}}`];
    expect(refused(...lines)).toBe(
      `c.yaml:11: quantizer.filters_path names ${path}, which has no filters of ETHUSDT (fetch the file anew, or say quantizer.strict_filters: false to take the catalog's rules)`,
    );
    expect(loaded('symbols: [ETHUSDT]', `quantizer: {path: ${path}, strict: false}`).tables?.filters?.symbols).toEqual(
      {},
    );
  });
});

describe('A file of filters that is not there', () => {
  test('is refused with where it comes from, and with the way to do without', () => {
    expect(refused('quantizer: {}')).toMatch(
      /quantizer\.filters_path names \S*data\/binance_filters\.json: no such .*\(leave out quantizer to take the catalog's rules, or save the venue's answer to GET \/api\/v3\/exchangeInfo there, by symbol, as data\/examples\/binance_filters\.json is\)$/,
    );
  });
});

describe('A table', () => {
  const path = files.write('adv.json', { data: { BTCUSDT: { adv_base: 123.4 } } });
  const config = loaded(`adv: {enabled: true, path: ${path}}`);
  const nowhere = (): string => 'nowhere';

  test('is recorded, read back, and stands without its file', () => {
    files.write('adv.json', { data: { BTCUSDT: { adv_base: 1 } } });
    const read = RunConfigSchema.parse(JSON.parse(JSON.stringify(recordedConfiguration(config))));
    expect(withTables(read, nowhere).tables).toEqual(config.tables);
    expect(config.tables?.adv?.symbols).toEqual({ BTCUSDT: 123.4 });
  });

  test('is read anew once another file is named', () => {
    const other = files.write('other.json', { ETHUSDT: 5 });
    const changed = { ...config, adv: { enabled: true, window_days: 30, path: other } };
    expect(withTables(changed, nowhere).tables?.adv?.symbols).toEqual({ ETHUSDT: 5 });
    expect(withTables({ ...config, adv: undefined }, nowhere).tables).toBeUndefined();
  });
});
