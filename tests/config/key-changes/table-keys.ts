// The keys under `tables`: what files said, as it is recorded.

import { recordedConfiguration } from '@tradingbot/config';
import type { KeyChanges, Keys } from './key-change.ts';
import { SLOW_SEASON } from './settings.ts';

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

export const TABLE_KEYS: KeyChanges = {
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
