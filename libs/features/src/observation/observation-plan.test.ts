// What is observed, in which order, and why the rest is not.

import { describe, expect, test } from '@jest/globals';
import { ALL_COLUMNS } from '../../testing/observed-bars.ts';
import { featureCatalog } from './catalog.ts';
import { BAR_COLUMNS } from './columns.ts';
import { observationPlan, type ObservationChoice } from './observation-plan.ts';

const everything: ObservationChoice = {
  columns: ALL_COLUMNS,
  timeframe: '1h',
  assetClass: 'crypto_spot',
  instruments: ['AAAUSDT'],
};

const windowOf = (name: string, timeframe: string): number | undefined =>
  observationPlan({ ...everything, timeframe }).features.find((feature) => feature.name === name)?.window;

describe('the catalog', () => {
  test('has each of the 56 numbers of the original once, by another name each', () => {
    expect(featureCatalog.map(({ index }) => index)).toEqual(Array.from({ length: 56 }, (_nothing, i) => i));
    expect(new Set(featureCatalog.map(({ name }) => name)).size).toBe(56);
  });
});

describe('a plan', () => {
  test('has all features where all columns are there, but for those that are abandoned or tell instruments apart', () => {
    const plan = observationPlan(everything);
    expect(plan.names).toHaveLength(51);
    expect(Object.keys(plan.omitted)).toEqual(['ma5_valid', 'ma20_valid', 'token_count', 'token_id', 'token_one_hot']);
    expect(plan.warmup).toBe(721);
  });

  test('leaves out what has no columns, and names it with the column that is missing', () => {
    const plan = observationPlan({ ...everything, columns: [...BAR_COLUMNS, 'bid', 'colour'] });
    expect(plan.omitted['cvd_24h']).toBe('needs taker_buy_base, which the bars do not have');
    expect(plan.omitted['realized_spread']).toBe('needs ask, which the bars do not have');
    expect(plan.omitted['log_volume_norm']).toBe('needs quote_volume, which the bars do not have');
    expect(plan.columns).toEqual(BAR_COLUMNS);
    const chosen = new Set(plan.features.map(({ feature }) => feature));
    for (const { name } of featureCatalog) expect(chosen.has(name)).toBe(plan.omitted[name] === undefined);
  });

  test('puts features of the market first, then the instrument, then the account, each as in the catalog', () => {
    const plan = observationPlan({ ...everything, instruments: ['AAAUSDT', 'BBBUSDT'] });
    expect(plan.names.slice(0, 3)).toEqual(['price', 'log_volume_norm', 'rel_volume']);
    expect(plan.names.slice(plan.marketCount)).toEqual([
      'token_id',
      'token_is_AAAUSDT',
      'token_is_BBBUSDT',
      'cash_ratio',
      'position_ratio',
      'agent_fill_ratio',
    ]);
    expect(Array.from(plan.marketMask)).toEqual(plan.features.map(({ kind }) => (kind === 'market' ? 1 : 0)));
    expect(plan.features.map(({ name }) => name)).toEqual(plan.names);
  });

  test('counts a window of hours in bars of the timeframe', () => {
    expect(['1m', '15m', '1h', '4h', '12h'].map((timeframe) => windowOf('cvd_24h', timeframe))).toEqual([
      1_440, 96, 24, 6, 2,
    ]);
    expect(['1h', '4h', '1d'].map((timeframe) => windowOf('ret_24h', timeframe))).toEqual([24, 6, 1]);
    expect(windowOf('sma_12000', '7h')).toBe(29);
    expect(windowOf('rsi14', '1d')).toBe(14);
  });

  test('leaves out a window that bars of that length cannot make', () => {
    const { omitted } = observationPlan({ ...everything, timeframe: '8h' });
    expect(omitted['ret_12h']).toBe('12 h are 1.5 bars of 8h, next to no whole number');
    expect(omitted['ret_4h']).toBe('4 h are 0.5 bars of 8h, fewer than 1');
    expect(omitted['tbr_sma_8h']).toBe('8 h are 1 bars of 8h, fewer than 2');
    expect(omitted['garch_200h']).toBe('200 h are 25 bars of 8h, fewer than 50');
    expect(omitted['ret_24h']).toBeUndefined();
  });

  test('includes, excludes, and keeps the warm-up short, as it is told', () => {
    const plan = observationPlan({
      ...everything,
      include: ['rsi14', 'cci', 'price', 'atr'],
      exclude: ['cci'],
      maxWarmup: 50,
    });
    expect(plan.names).toEqual(['rsi14', 'atr']);
    expect(plan.warmup).toBe(15);
    expect(plan.omitted['ma5']).toBe('is not included by the configuration');
    expect(plan.omitted['cci']).toBe('is excluded by the configuration');
    expect(plan.omitted['price']).toBe('takes 100 bars to begin, more than the 50 allowed');
  });

  test('is made again from its names, whatever their order, and is plain data', () => {
    const choice = { ...everything, instruments: ['A', 'B'], exclude: ['macd'] };
    const plan = observationPlan(choice);
    const again = observationPlan({ ...choice, exclude: [], include: [...plan.names].reverse() });
    expect(again.features).toEqual(plan.features);
    expect(structuredClone(plan)).toEqual(plan);
  });

  test.each([
    [{ include: ['rsi15'] }, 'features.include: "rsi15" is no feature (docs/features.md lists them)'],
    [{ exclude: ['token_is_B'] }, 'features.exclude: "token_is_B" is no feature (docs/features.md lists them)'],
    [{ timeframe: 'hourly' }, 'timeframe: "hourly" is no length of a bar (such as 1h)'],
    [{ include: [] }, 'features: none is left to observe (include more, or exclude fewer)'],
  ])('refuses %j in one sentence', (part, sentence) => {
    expect(() => observationPlan({ ...everything, ...part })).toThrow(sentence);
  });
});
