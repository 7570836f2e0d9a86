// A next step can be copied as it stands: it names the same market, costs and dates.

import { expect, test } from '@jest/globals';
import { backtestAgain, otherStrategy } from './again.ts';

const TYPED = {
  config: 'configs/my sim.yaml',
  data: ['a.csv', 'b.csv'],
  symbols: 'BTCUSDT,ETHUSDT',
  strategy: 'momentum',
  param: ['lookback=24'],
  from: '2024-01-01',
  to: '2024-02-01',
  set: ['fees.taker_bps=5', "strategy.params.as='x'", 'data.symbols=[A,B]'],
  seed: '9',
};

test('all that was typed is typed again, in quotes where a shell needs them', () => {
  expect(backtestAgain(TYPED)).toBe(
    "npx tradingbot backtest --config 'configs/my sim.yaml' --data a.csv b.csv --symbols BTCUSDT,ETHUSDT" +
      ' --strategy momentum --param lookback=24 --from 2024-01-01 --to 2024-02-01' +
      ` --set fees.taker_bps=5 'strategy.params.as='\\''x'\\''' 'data.symbols=[A,B]' --seed 9`,
  );
  expect(backtestAgain({ run: 'r1', stack: 'demo', config: '' })).toBe('npx tradingbot backtest --run r1 --stack demo');
});

test('another strategy has its own parameters, and the same costs', () => {
  const { strategy, param, set, symbols } = otherStrategy(TYPED, 'ema-cross', ['fast=5']);
  expect({ strategy, param, set, symbols }).toEqual({
    strategy: 'ema-cross',
    param: ['fast=5'],
    set: ['fees.taker_bps=5', 'data.symbols=[A,B]'],
    symbols: 'BTCUSDT,ETHUSDT',
  });
});
