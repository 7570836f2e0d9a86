// Every way in which a configuration can be wrong is one sentence: file, line, key, what was found, what was expected.

import { describe, expect, test } from '@jest/globals';
import { configFolder, LEAST, refusalOf } from '../testing/config-folder.ts';

/** LEAST with lines put after it; the first of them is line 10. */
const plus = (...lines: string[]): string => `${LEAST}${lines.join('\n')}\n`;

describe('a configuration that says the least', () => {
  const folder = configFolder({ 'c.yaml': LEAST });
  const config = folder.load('c.yaml');
  folder.remove();

  test('gets every default', () => {
    expect(config).toEqual({
      mode: 'sim',
      seed: 0,
      artifacts_dir: 'artifacts',
      logs_dir: 'logs',
      bus: {},
      log: {},
      speed: 'max',
      data: { paths: ['bars.csv'], session: 'regular', cache: true },
      portfolio: { cash: '1000', balances: {} },
      strategy: { name: 'ema-cross', params: {} },
      fees: {
        enabled: true,
        maker_bps: 10,
        taker_bps: 10,
        symbol_fee_table: {},
        use_bnb_discount: false,
        rounding: { enabled: true, mode: 'up', minimum_fee: '0', maximum_fee: '0', per_symbol: {} },
        settlement: { mode: 'quote' },
      },
      execution_params: { slippage_bps: 0, limit_offset_bps: 0, ttl_steps: 0, tif: 'GTC' },
      eval: { folds: 4, seeds: 3 },
      execution: {
        enabled: true,
        mode: 'bar',
        spot_only: true,
        fill_policy: 'next_open_market',
        intrabar_price_model: 'linear',
        clip_to_bar: { enabled: true, strict_open_fill: false },
        max_participation: 0,
        bar_capacity_base: { enabled: false, capacity_frac_of_ADV_base: 1, floor_base: 0 },
        close_at_end: false,
        equity_interval: '1d',
      },
      use_seasonality: false,
      seasonality_interpolate: false,
      risk: {
        enabled: true,
        max_abs_position_notional: '0',
        max_order_notional: '0',
        daily_loss_limit: '0',
        max_orders_per_min: 60,
        max_orders_window_s: 60,
        daily_reset_utc_hour: 0,
      },
      instruments: {},
      all_profiles: false,
    });
  });
});

describe('keys', () => {
  test.each([
    [
      plus('risk:', '  max_order_notionl: 5'),
      'c.yaml:11: risk.max_order_notionl is not a known key (did you mean risk.max_order_notional?)',
    ],
    [
      plus('max_order_notional: 5'),
      'c.yaml:10: max_order_notional is not a known key (did you mean risk.max_order_notional?)',
    ],
    [
      plus('execution:', '  clip_to_bar:', '    fraction: 1'),
      'c.yaml:12: execution.clip_to_bar.fraction is not a known key (known: enabled, strict_open_fill)',
    ],
    [
      LEAST.replace('taker_bps', 'takr_bps'),
      'c.yaml:9: fees.takr_bps is not a known key (did you mean fees.taker_bps?)',
    ],
    [plus('fees:', '  maker_bps: 1'), 'c.yaml:10: the key fees is given twice (keep one of them)'],
    [plus('? [a, b]', ': 1'), 'c.yaml:10: a key here is not a word'],
    [plus('__proto__: 1'), 'c.yaml:10: the key __proto__ is not allowed (remove it)'],
    [plus('1: a', '"1": b'), 'c.yaml:11: the key 1 is given twice (keep one of them)'],
  ])('%#', (text, sentence) => {
    expect(refusalOf(text)).toBe(sentence);
  });
});

describe('values', () => {
  test.each([
    [
      plus('risk: {max_order_notional: -5}'),
      'c.yaml:10: risk.max_order_notional is -5, expected a decimal number with at most 8 decimals, such as 1000 or "0.25"',
    ],
    [
      LEAST.replace('  cash: 1000', '  cash: lots'),
      'c.yaml:4: portfolio.cash is "lots", expected a decimal number with at most 8 decimals, such as 1000 or "0.25"',
    ],
    [LEAST.replace('  cash: 1000', '  cash: 0'), 'c.yaml:4: portfolio.cash is 0, expected a decimal number above 0'],
    [
      LEAST.replace('  cash: 1000', '  cash: .inf'),
      'c.yaml:4: portfolio.cash is Infinity, expected a decimal number with at most 8 decimals, such as 1000 or "0.25"',
    ],
    [
      LEAST.replace('  taker_bps: 10', '  taker_bps: -1'),
      'c.yaml:9: fees.taker_bps is -1, expected basis points from 0 to 1000, such as 10 for 0.1 %',
    ],
    [
      LEAST.replace('  taker_bps: 10\n', ''),
      'c.yaml:7: fees.taker_bps is missing, expected basis points from 0 to 1000, such as 10 for 0.1 %',
    ],
    [LEAST.replace('[bars.csv]', 'bars.csv'), 'c.yaml:2: data.paths is "bars.csv", expected a list of files with bars'],
    [
      LEAST.replace('[bars.csv]', '[]'),
      'c.yaml:2: data.paths is an empty list, expected at least one file with bars, or data.generator',
    ],
    [
      LEAST.replace('  paths: [bars.csv]', '  symbols: [SPY]'),
      'c.yaml:1: data.paths is missing, expected at least one file with bars, or data.generator',
    ],
    [
      LEAST.replace('[bars.csv]', '[a.csv, {b: c}]'),
      'c.yaml:2: data.paths.1 is a map, expected the path of a CSV or Parquet file',
    ],
    [
      LEAST.replace('  name: ema-cross', '  - ema-cross'),
      'c.yaml:5: strategy is a list, expected a map with the keys name, params and model',
    ],
    [
      plus('mode: train'),
      'c.yaml:10: mode is "train", expected one of sim, backtest, eval (such a configuration is for `tradingbot train`)',
    ],
    [plus('mode: live'), 'c.yaml:10: mode is "live", expected one of sim, backtest, eval'],
    [plus('seed: 1.5'), 'c.yaml:10: seed is 1.5, expected a whole number from 0 to 2147483647'],
    [
      plus('asset_class: us_equty'),
      'c.yaml:10: asset_class is "us_equty", expected us_equity (did you mean us_equity?)',
    ],
    [plus('risk: {enabled: "yes"}'), 'c.yaml:10: risk.enabled is "yes", expected true or false'],
    [plus('risk: 7'), 'c.yaml:10: risk is 7, expected a map of keys'],
    [
      plus('execution: {equity_interval: 1w}'),
      'c.yaml:10: execution.equity_interval is "1w", expected a length of time such as 1m, 15m, 1h, 4h or 1d',
    ],
    [
      LEAST.replace('  paths', '  from: 2021-02-30\n  paths'),
      'c.yaml:2: data.from is "2021-02-30", expected a UTC date or date-time, such as 2021-01-01 or 2021-01-01T09:30:00Z',
    ],
    [
      LEAST.replace('  paths', '  from: 2021-03-01\n  to: 2021-03-01\n  paths'),
      'c.yaml:3: data.to is "2021-03-01", expected a time after data.from',
    ],
    [
      LEAST.replace('  paths', '  symbols: [SPY, SPY]\n  paths'),
      'c.yaml:2: data.symbols is a list, expected each symbol once',
    ],
    [
      LEAST.replace('strategy:\n  name: ema-cross\n', ''),
      'c.yaml:1: strategy is missing, expected a strategy such as {name: ema-cross}',
    ],
    [
      plus('strategies: [{name: momentum}]'),
      'c.yaml:10: strategies is a list, expected nothing here, because strategy is given',
    ],
    [
      LEAST.replace('strategy:\n  name: ema-cross', 'strategies:\n  - {name: momentum, as: Mine}'),
      'c.yaml:6: strategies.0.as is "Mine", expected lower-case words joined by "-"',
    ],
    [
      plus('instruments: {BTCUSDT: {price_scale: 9}}'),
      'c.yaml:10: instruments.BTCUSDT.qty_scale is 5, expected price_scale + qty_scale to be at most 12',
    ],
    [
      plus('instruments:', '  BTCUSDT:', '    rules: [{from: 2020-01-01, tick: 0.001, lot: 1}]'),
      'c.yaml:12: instruments.BTCUSDT.rules.0.tick is "0.001", expected at most 2 decimals (price_scale)',
    ],
    [
      plus('instruments:', '  NEWCOIN: {price_scale: 2}'),
      'c.yaml:11: instruments.NEWCOIN.asset_class is missing, expected crypto_spot or us_equity',
    ],
    [
      plus('instruments: {"A B": {}}'),
      'c.yaml:10: instruments.A B is a wrong key, expected a symbol such as BTCUSDT or SPY',
    ],
  ])('%#', (text, sentence) => {
    expect(refusalOf(text)).toBe(sentence);
  });
});

describe('YAML', () => {
  test.each([
    ['data:\n\tpaths: []\n', 'c.yaml:2: is indented with a tab (use spaces)'],
    ['a: 1\n---\nb: 2\n', 'c.yaml:2: a second document begins here (keep one document per file)'],
    [
      'a: [1, 2\n',
      'c.yaml:2: is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a: &x 1\nb: *x\n', 'c.yaml:2: uses the alias *x (write the value out)'],
    ['a: &x [*x]\n', 'c.yaml:1: uses the alias *x (write the value out)'],
    ['a: !secret 1\n', 'c.yaml:1: a tag stands here that is not known (write the plain value)'],
    ['- a\n- b\n', 'c.yaml:1: holds a list, expected keys such as data: and strategy:'],
    ['just words\n', 'c.yaml:1: holds a single value, expected keys such as data: and strategy:'],
    ['', 'c.yaml:1: data is missing, expected a map of keys'],
    [`a: ${'['.repeat(60)}${']'.repeat(60)}\n`, 'c.yaml:1: is nested more than 40 levels deep'],
  ])('%#', (text, sentence) => {
    expect(refusalOf(text)).toBe(sentence);
  });
});

describe('numbers of money', () => {
  const cash = (text: string): string => {
    const folder = configFolder({ 'c.yaml': LEAST.replace('1000', text) });
    const config = folder.load('c.yaml');
    folder.remove();
    return config.portfolio.cash;
  };

  test('are exact as they were written, in quotes or not', () => {
    expect(cash('0.1')).toBe('0.1');
    expect(cash('"0.10"')).toBe('0.1');
    expect(cash('1e3')).toBe('1000');
    expect(cash('12345678901234567890.12345678')).toBe('12345678901234567890.12345678');
  });
});

test('a key without a value takes its default', () => {
  const folder = configFolder({ 'c.yaml': plus('seed:', 'risk: {max_orders_per_min: null}') });
  const { seed, risk } = folder.load('c.yaml');
  folder.remove();
  expect([seed, risk.max_orders_per_min]).toEqual([0, 60]);
});

describe('files', () => {
  const folder = configFolder({ 'config_sim.yaml': LEAST, 'sub/a.yaml': LEAST });

  test('that are not there: the nearest one', () => {
    expect(folder.refusal('config_smi.yaml')).toMatch(
      /^config_smi\.yaml: no such configuration file \(did you mean .*config_sim\.yaml\?\)$/,
    );
    expect(folder.refusal('nowhere/a.yaml')).toMatch(/^nowhere\/a\.yaml: no such file: there is no folder .*nowhere$/);
    expect(folder.refusal('sub')).toBe('sub: is a folder, expected a YAML file');
  });
});
