// The keys of the top level, of the account, of the strategies and of the market.

import { recordedConfiguration } from '@tradingbot/config';
import { STOCK, type KeyChange, type KeyChanges, type Keys } from './key-change.ts';
import { addresses, evaluation, hourOfWaiting, subjects } from './seen-elsewhere.ts';
import { FILES, SLOW, SLOW_SEASON } from './settings.ts';

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

const STOCK_FILE: Keys = {
  ...STOCK,
  data: { generator: undefined, paths: [`${FILES}/spy.csv`] },
};

const DATA: KeyChanges = {
  'data.paths': {
    with: { data: { generator: undefined, to: '2024-01-20' } },
    from: ['data/sample/BTCUSDT_4h.csv'],
    to: ['data/sample/ETHUSDT_4h.csv'],
  },
  'data.symbols': { with: { data: { generator: { symbols: ['BTCUSDT', 'ETHUSDT'] } } }, to: ['ETHUSDT'] },
  'data.timeframe': { to: '4h' },
  'data.from': { to: '2024-01-03' },
  'data.to': { to: '2024-01-05' },
  'data.session': { with: STOCK_FILE, to: 'extended' },
  'data.corporate_actions': { with: STOCK_FILE, to: `${FILES}/actions.csv` },
  'data.cache': { with: STOCK_FILE, to: false, sees: 'output' },
  'data.generator.symbols': {
    with: { data: { generator: { start_prices: {} } } },
    from: ['BTCUSDT'],
    to: ['BTCUSDT', 'ETHUSDT'],
  },
  'data.generator.timeframe': { to: '2h' },
  'data.generator.from': { to: '2024-02-01' },
  'data.generator.to': { with: { data: { generator: { bars: undefined } } }, from: '2024-01-09', to: '2024-01-05' },
  'data.generator.bars': { to: 120 },
  'data.generator.seed': { to: 3 },
  'data.generator.correlation': { to: 0.9 },
  'data.generator.start_prices': { to: { BTCUSDT: 20_000 } },
  'data.generator.regime_probs': { to: [0, 0, 1, 0] },
  'data.generator.regime_dwell': { to: 0.2 },
  'data.generator.flash_shock.probability': shock({ from: 0.01, to: 0.5 }),
  'data.generator.flash_shock.magnitudes': shock({ from: [0.05], to: [0.2] }),
  ...regimes(),
};

function shock(change: KeyChange): KeyChange {
  return {
    with: { data: { generator: { flash_shock: { probability: 0.3, magnitudes: [0.05] } } } },
    ...change,
  };
}

/** Each number of each regime, in a market that knows no other. */
function regimes(): KeyChanges {
  const changed = { mu: 9, sigma: 3, kappa: 50, avg_volume: 17, avg_spread: 900 };
  const names = ['NORMAL', 'CHOPPY_FLAT', 'STRONG_TREND', 'ILLIQUID'];
  const rows = names.flatMap((name, index) =>
    Object.entries(changed).map(([key, to]): [string, KeyChange] => [
      `data.generator.regimes.${name}.${key}`,
      { with: { data: { generator: { regime_probs: names.map((_, at) => (at === index ? 1 : 0)) } } }, to },
    ]),
  );
  return Object.fromEntries(rows);
}

/** What a file said, in the configuration itself; the file is not there, so that nothing is read. */
const recorded = (table: string, keys: Keys, over: Keys): Keys => ({
  ...over,
  tables: { [table]: { files: [{ path: 'not-there.json', sha256: 'x' }], ...keys } },
});
const ONES = Array.from({ length: 168 }, () => 1);
const FIVES = Array.from({ length: 168 }, () => 5);
const SEASON = recorded(
  'seasonality',
  { left_out: 1, liquidity: ONES, spread: ONES, latency: ONES },
  {
    ...SLOW_SEASON,
    use_seasonality: true,
    liquidity_seasonality_path: 'not-there.json',
    slippage: { k: 50, default_spread_bps: 20 },
  },
);
const ADV = recorded(
  'adv',
  { symbols: { BTCUSDT: 50 } },
  { adv: { enabled: true, path: 'not-there.json' }, costs: { impact: { sqrt_coeff: 100 } } },
);
const FEES = recorded(
  'fees',
  { symbols: { BTCUSDT: { maker_bps: 3, taker_bps: 4 } } },
  { fees: { path: 'not-there.json' } },
);
const LIMIT: Keys = { execution_profile: 'LIMIT_MID_BPS', execution_params: { limit_offset_bps: -5 } };
const FILTERS = recorded(
  'filters',
  { symbols: { BTCUSDT: { tick: '0.01', lot: '0.00001', min_qty: '0.00001', min_notional: '5' } } },
  { quantizer: { filters_path: 'not-there.json' } },
);
const BANDED = {
  ...LIMIT,
  ...FILTERS,
  tables: {
    filters: {
      files: [{ path: 'not-there.json', sha256: 'x' }],
      symbols: {
        BTCUSDT: { tick: '0.01', lot: '0.00001', min_qty: '0', min_notional: '5', band: { down: 0.9999, up: 1.0001 } },
      },
    },
  },
};

/** Another file than the one that is named: it is looked for, and not there. */
const files = (table: string, keys: Keys): KeyChanges => ({
  [`tables.${table}.files[].path`]: { with: keys, to: 'other.json', sees: 'refusal' },
  [`tables.${table}.files[].sha256`]: { with: keys, to: 'y', sees: recordedConfiguration },
});

const VIP = { maker_bps: 3, taker_bps: 4, vip_tier: 0, vip_rates: { 0: { maker_bps: 1, taker_bps: 2 } } };
const TIERED = recorded('fees', { symbols: { BTCUSDT: VIP } }, { fees: { path: 'not-there.json' } });

const TABLES: KeyChanges = {
  ...files('seasonality', SEASON),
  ...files('fees', FEES),
  ...files('filters', FILTERS),
  ...files('adv', ADV),
  'tables.seasonality.left_out': { with: SEASON, to: 2, sees: 'refusal' },
  'tables.seasonality.liquidity': { with: SEASON, to: FIVES },
  'tables.seasonality.spread': { with: SEASON, to: FIVES },
  'tables.seasonality.latency': { with: SEASON, to: FIVES },
  'tables.adv.symbols': { with: ADV, to: { BTCUSDT: 5 } },
  'tables.fees.symbols.<NAME>.maker_bps': { with: { ...LIMIT, ...FEES }, to: 9 },
  'tables.fees.symbols.<NAME>.taker_bps': { with: FEES, to: 9 },
  'tables.fees.symbols.<NAME>.vip_tier': { with: TIERED, to: 1, sees: 'refusal' },
  'tables.fees.symbols.<NAME>.vip_rates.<NAME>.maker_bps': {
    with: { ...LIMIT, ...TIERED },
    name: ['BTCUSDT', '0'],
    to: 9,
  },
  'tables.fees.symbols.<NAME>.vip_rates.<NAME>.taker_bps': { with: TIERED, name: ['BTCUSDT', '0'], to: 9 },
  'tables.fees.symbols.<NAME>.maker_discount_mult': { with: { ...LIMIT, ...FEES }, to: 0.5 },
  'tables.fees.symbols.<NAME>.taker_discount_mult': { with: FEES, to: 0.5 },
  'tables.fees.symbols.<NAME>.fee_rounding_step': { with: FEES, to: '1' },
  'tables.fees.symbols.<NAME>.quantizer.commission_step': { with: FEES, to: '1' },
  'tables.filters.built_at': { with: FILTERS, to: '2030-01-01', sees: 'output' },
  'tables.filters.symbols.<NAME>.tick': { with: { ...LIMIT, ...FILTERS }, to: '10' },
  'tables.filters.symbols.<NAME>.lot': { with: FILTERS, to: '0.01' },
  'tables.filters.symbols.<NAME>.min_qty': { with: FILTERS, to: '1' },
  'tables.filters.symbols.<NAME>.min_notional': { with: FILTERS, to: '100000' },
  'tables.filters.symbols.<NAME>.max_qty': { with: FILTERS, to: '0.01' },
  'tables.filters.symbols.<NAME>.band.down': { with: BANDED, to: 0.5 },
  'tables.filters.symbols.<NAME>.band.up': { with: BANDED, to: 2 },
};

export const RUN_KEYS: KeyChanges = { ...TOP, ...SEASONALITY, ...ACCOUNT, ...DATA };
export const TABLE_KEYS: KeyChanges = TABLES;
