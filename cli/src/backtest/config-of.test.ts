// What the options of `backtest` do to the configuration.

import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf } from './config-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-of-'));
const config = join(folder, 'c.yaml');
const several = join(folder, 'several.yaml');
const REST = 'portfolio: {cash: 1}\nfees: {maker_bps: 0, taker_bps: 0}\n';
const DATA = 'data: {paths: [a.csv], symbols: [BTCUSDT], timeframe: 1h, from: 2021-01-01}\n';
writeFileSync(config, `${DATA}${REST}strategy: {name: ema-cross, params: {fast: 3}}\n`);
writeFileSync(several, `${DATA}${REST}strategies: [{name: ema-cross}, {name: momentum}]\n`);
afterAll(() => rmSync(folder, { recursive: true }));

test('--data brings its own symbols and timeframe', () => {
  expect(configOf({ config, data: ['x.csv', 'y.csv'] }).config.data).toMatchObject({
    paths: ['x.csv', 'y.csv'],
    from: '2021-01-01',
    symbols: undefined,
    timeframe: undefined,
  });
  expect(configOf({ config, data: ['x.csv'], symbols: 'SPY, AAPL' }).config.data.symbols).toEqual(['SPY', 'AAPL']);
});

test('--strategy keeps the parameters only of the same strategy', () => {
  expect(configOf({ config, strategy: 'ema-cross' }).config.strategy).toEqual({
    name: 'ema-cross',
    params: { fast: 3 },
  });
  expect(configOf({ config, strategy: 'momentum' }).config.strategy).toEqual({ name: 'momentum', params: {} });
  const { strategy, strategies } = configOf({ config: several, strategy: 'momentum' }).config;
  expect([strategy, strategies]).toEqual([{ name: 'momentum', params: {} }, undefined]);
});

test('--param goes to the one strategy, --set wins', () => {
  const options = { config, param: ['fast=4', 'slow=9'], set: ['strategy.params.slow=10'] };
  expect(configOf(options).config.strategy?.params).toEqual({ fast: 4, slow: 10 });
  expect(() => configOf({ config: several, param: ['fast=4'] })).toThrow(
    '--param: the configuration has 2 strategies (write --set strategies.0.params.key=value)',
  );
});

test('--from, --to and --seed, and the option is named when its value is wrong', () => {
  const { data, seed } = configOf({ config, from: '2021-02-01', to: '2021-03-01', seed: '9' }).config;
  expect([data.from, data.to, seed]).toEqual(['2021-02-01', '2021-03-01', 9]);
  expect(() => configOf({ config, seed: 'x' })).toThrow(
    '--seed: seed is "x", expected a whole number from 0 to 2147483647',
  );
  expect(() => configOf({ config, to: '2020-01-01' })).toThrow(
    '--to: data.to is "2020-01-01", expected a time after data.from',
  );
  expect(() => configOf({})).toThrow(
    'tradingbot backtest: --config is missing (such as --config configs/config_sim.yaml)',
  );
});

test('places: the line of the file, or the option', () => {
  const { placeOf } = configOf({ config, param: ['fast=4'] });
  expect(placeOf(['strategy', 'params', 'fast'])).toBe('--param fast');
  expect(placeOf(['strategy', 'name'])).toBe(`${config}:4`);
});
