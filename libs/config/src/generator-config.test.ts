// A market that is made: stated in place of files, whole, and refused where it is not.

import { describe, expect, test } from '@jest/globals';
import { configFolder, LEAST, refusalOf } from '../testing/config-folder.ts';
import { configuredSymbols } from './configured-symbols.ts';

const LEAST_GENERATOR = LEAST.replace(
  'paths: [bars.csv]',
  'generator: {symbols: [BTCUSDT, ETHUSDT], timeframe: 1h, from: 2024-01-01, bars: 100}',
);
/** The generator with more keys, or other ones. */
const made = (keys: string): string => LEAST_GENERATOR.replace('bars: 100}', `${keys}}`);

describe('A generator', () => {
  test('needs symbols, a bar length, a beginning and an end; the rest has defaults', () => {
    const folder = configFolder({ 'c.yaml': LEAST_GENERATOR });
    const { data } = folder.load('c.yaml');
    folder.remove();
    expect(data).toEqual({
      paths: [],
      session: 'regular',
      cache: true,
      generator: {
        symbols: ['BTCUSDT', 'ETHUSDT'],
        timeframe: '1h',
        from: '2024-01-01',
        bars: 100,
        seed: 0,
        correlation: 0.5,
        start_prices: {},
      },
    });
  });

  test('says what is traded, unless fewer are asked for', () => {
    const folder = configFolder({ 'c.yaml': LEAST_GENERATOR, 'files.yaml': LEAST });
    expect(configuredSymbols(folder.load('c.yaml'))).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(configuredSymbols(folder.load('c.yaml', 'data.symbols=[ETHUSDT]'))).toEqual(['ETHUSDT']);
    expect(configuredSymbols(folder.load('files.yaml'))).toBeUndefined();
    folder.remove();
  });

  test('takes prices exactly, and the keys of a model to change', () => {
    const folder = configFolder({
      'c.yaml': made(
        'to: 2024-02-01, start_prices: {BTCUSDT: 42000.10}, regimes: {NORMAL: {sigma: 0.9}}, regime_dwell: 3',
      ),
    });
    const { generator } = folder.load('c.yaml').data;
    folder.remove();
    expect(generator).toMatchObject({
      to: '2024-02-01',
      start_prices: { BTCUSDT: '42000.1' },
      regimes: { NORMAL: { sigma: 0.9 } },
      regime_dwell: 3,
    });
    expect(generator?.bars).toBeUndefined();
  });

  test.each([
    [
      LEAST_GENERATOR.replace('  generator', '  paths: [bars.csv]\n  generator'),
      'c.yaml:3: data.generator is a map, expected nothing here, because data.paths is given',
    ],
    [made('bar: 5'), 'c.yaml:2: data.generator.bar is not a known key (did you mean data.generator.bars?)'],
    [made('seed: 1'), 'c.yaml:2: data.generator.bars is missing, expected a number of bars, or an end in `to`'],
    [
      made('bars: 100, to: 2024-02-01'),
      'c.yaml:2: data.generator.bars is 100, expected nothing here, because `to` is given',
    ],
    [made('to: 2024-01-01'), 'c.yaml:2: data.generator.to is "2024-01-01", expected a time after data.generator.from'],
    [
      made('bars: 1, start_prices: {SOLUSDT: 100}'),
      'c.yaml:2: data.generator.start_prices.SOLUSDT is 100, expected only symbols that are made: BTCUSDT, ETHUSDT',
    ],
    [made('bars: 1, correlation: 2'), 'c.yaml:2: data.generator.correlation is 2, expected a number from -1 to 1'],
    [
      made('bars: 1, regimes: {NORML: {sigma: 1}}'),
      'c.yaml:2: data.generator.regimes.NORML is not a known key (did you mean data.generator.regimes.NORMAL?)',
    ],
    [
      made('bars: 1, regimes: {NORMAL: {sigma: -1}}'),
      'c.yaml:2: data.generator.regimes.NORMAL.sigma is -1, expected a number of 0 or more',
    ],
    [
      made('bars: 1, regime_probs: [1]'),
      'c.yaml:2: data.generator.regime_probs is a list, expected four probabilities',
    ],
    [made('bars: 0'), 'c.yaml:2: data.generator.bars is 0, expected a whole number from 1 to 100000000'],
  ])('%#', (text, sentence) => {
    expect(refusalOf(text)).toBe(sentence);
  });
});
