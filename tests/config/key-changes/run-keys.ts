// The keys of the top level, of the account and of the strategies.

import { STOCK, type KeyChange, type KeyChanges, type Keys } from './key-change.ts';
import { addresses, evaluation, hourOfWaiting, modelEvaluation, subjects } from './seen-elsewhere.ts';
import { FILES, SLOW } from './settings.ts';

const PROFILED: Keys = { execution_profile: 'MKT_OPEN_NEXT_H1' };

const TOP: KeyChanges = {
  mode: { to: 'live', sees: 'refusal' },
  run_id: { to: 'mine', sees: 'output' },
  seed: { with: { ...SLOW, execution: { intrabar_price_model: 'bridge' } }, to: 9 },
  timezone: { to: 'CET', sees: 'refusal' },
  artifacts_dir: { to: 'elsewhere', sees: 'output' },
  logs_dir: { to: 'elsewhere', sees: 'output' },
  stack: { to: 'crypto', sees: subjects },
  speed: { to: 60, sees: hourOfWaiting },
  'bus.url': { to: 'nats://10.0.0.1:4222', sees: addresses },
  'bus.url_file': { to: 'nowhere', sees: addresses },
  'log.url': { to: 'postgres://me@10.0.0.1/x', sees: addresses },
  'log.url_file': { to: 'nowhere', sees: addresses },
  asset_class: {
    with: {
      ...STOCK,
      data: { generator: { symbols: ['ZZZ'], start_prices: { BTCUSDT: undefined, SPY: undefined, ZZZ: 9 } } },
    },
    to: 'us_equity',
    sees: 'refusal',
  },
  execution_profile: { to: 'VWAP_CURRENT_H1' },
  all_profiles: { with: PROFILED, to: true, sees: evaluation },
  profiles: { with: PROFILED, to: ['LIMIT_MID_BPS', 'VWAP_CURRENT_H1'], sees: evaluation },
  metrics: { with: PROFILED, to: ['sortino'], sees: evaluation },
};

/** Enough bars for the features of a model to warm up. */
const JUDGED: Keys = {
  ...PROFILED,
  data: { generator: { bars: 600 } },
  eval: { folds: 2, seeds: 1 },
};

const EVAL: KeyChanges = {
  'eval.bar': { with: JUDGED, to: { sharpe: 1_000 }, sees: modelEvaluation },
  'eval.folds': { with: JUDGED, to: 3, sees: modelEvaluation },
  'eval.seeds': { with: JUDGED, to: 2, sees: modelEvaluation },
  'eval.embargo': { with: JUDGED, to: '2d', sees: modelEvaluation },
};

const SPREAD: Keys = { slippage: { default_spread_bps: 20 }, execution: { clip_to_bar: { enabled: false } } };

const SEASONALITY: KeyChanges = {
  use_seasonality: { with: SPREAD, to: true },
  liquidity_seasonality_path: { with: { ...SPREAD, use_seasonality: true }, to: `${FILES}/season.json` },
  latency_seasonality_path: { with: SLOW, to: `${FILES}/season.json` },
  liquidity_seasonality_hash: { with: { use_seasonality: true }, to: 'a'.repeat(64), sees: 'refusal' },
  liquidity_seasonality_override_path: { with: { ...SPREAD, use_seasonality: true }, to: `${FILES}/season.json` },
  seasonality_interpolate: {
    with: { ...SPREAD, use_seasonality: true, execution_profile: 'VWAP_CURRENT_H1' },
    to: true,
  },
};

const BNB: Keys = {
  data: { generator: { symbols: ['BTCUSDT', 'BNBUSDT'] } },
  fees: { settlement: { mode: 'bnb' } },
};

const ACCOUNT: KeyChanges = {
  'portfolio.cash': { to: 5_000 },
  'portfolio.balances': { with: BNB, from: { BNB: '1' }, to: { BNB: '2' } },
  'strategy.name': {
    with: { strategy: { params: { lookback: undefined, enter: undefined, exit: undefined } } },
    to: 'buy-and-hold',
  },
  'strategy.params': { to: { lookback: 4, enter: 0, exit: 0, weight: 0.3 } },
  'strategy.model': { to: 'nowhere.zip', sees: 'refusal' },
  'strategies[].model': { ...several('nowhere.zip'), sees: 'refusal' },
  'strategies[].name': several('buy-and-hold'),
  'strategies[].as': several('other'),
  'strategies[].params': several({ weight: 0.3 }),
};

/** One strategy as a list. */
function several(to: unknown): KeyChange {
  return {
    with: { strategy: undefined, strategies: [{ name: 'momentum', as: 'one', params: { weight: 0.5 } }] },
    to,
  };
}

export const RUN_KEYS: KeyChanges = { ...TOP, ...EVAL, ...SEASONALITY, ...ACCOUNT };
