// The keys of what may be ordered, and when: instruments, filters, windows and limits.

import { STOCK, type KeyChanges, type Keys } from './key-change.ts';
import { FILES } from './settings.ts';

const LIMIT: Keys = { execution_profile: 'LIMIT_MID_BPS', execution_params: { limit_offset_bps: -20 } };
const FILTERS: Keys = { quantizer: { filters_path: `${FILES}/filters.json` } };

const QUANTIZER: KeyChanges = {
  'quantizer.filters_path': { with: FILTERS, to: `${FILES}/filters-other.json`, sees: 'refusal' },
  'quantizer.strict_filters': {
    with: { quantizer: { filters_path: `${FILES}/filters-other.json` } },
    to: false,
    sees: 'refusal',
  },
  'quantizer.enforce_percent_price_by_side': { with: { ...LIMIT, ...FILTERS }, to: false },
  'quantizer.quantize_mode': { with: FILTERS, to: 'nearest', sees: 'refusal' },
};

const NO_WINDOWS = { daily_utc: [], funding_buffer_min: 0 };
const windows = (keys: Keys): Keys => ({ no_trade: { maintenance: { ...NO_WINDOWS, ...keys } } });
const DAY = 86_400_000;
const START = 1_704_240_000_000;
const SPAN = { start_ts_ms: START, end_ts_ms: START + 2 * DAY };
const EXTENDED: Keys = {
  ...STOCK,
  data: { generator: undefined, paths: [`${FILES}/spy.csv`], session: 'extended' },
  no_trade: { maintenance: NO_WINDOWS },
};

const NO_TRADE: KeyChanges = {
  'no_trade.enabled': { with: windows({ daily_utc: ['00:00-12:00'] }), to: false },
  'no_trade.maintenance.daily_utc': { with: windows({}), to: ['22:00-10:00'] },
  'no_trade.maintenance.funding_buffer_min': { with: windows({}), to: 200 },
  'no_trade.maintenance.custom_ms[].start_ts_ms': { with: windows({ custom_ms: [SPAN] }), to: START + DAY },
  'no_trade.maintenance.custom_ms[].end_ts_ms': { with: windows({ custom_ms: [SPAN] }), to: START + 4 * DAY },
  'no_trade.maintenance.custom_ms[].symbol': { with: windows({ custom_ms: [SPAN] }), to: 'ETHUSDT' },
  'no_trade.regular_session_only': { with: EXTENDED, to: true },
};

const often = (keys: Keys): Keys => ({ risk: { max_orders_per_min: 2, max_orders_window_s: 86_400, ...keys } });

const RISK: KeyChanges = {
  'risk.enabled': { with: { risk: { max_order_notional: 100 } }, to: false },
  'risk.max_abs_position_notional': { to: 1_000 },
  'risk.max_order_notional': { to: 1_000 },
  'risk.daily_loss_limit': { to: 10 },
  'risk.max_orders_per_min': { with: often({}), to: 1 },
  'risk.max_orders_window_s': { with: often({}), to: 60 },
  'risk.daily_reset_utc_hour': { with: { risk: { daily_loss_limit: 10 } }, to: 13 },
};

const rule = (keys: Keys = {}): Keys => ({
  instruments: {
    BTCUSDT: {
      rules: [{ from: '2024-01-01', tick: '0.01', lot: '0.01', min_qty: '0.01', min_notional: '5', ...keys }],
    },
  },
});
const BAND = { band: { down: 0.9999, up: 1.0001 } };

const INSTRUMENTS: KeyChanges = {
  'instruments.<NAME>.asset_class': { to: 'us_equity' },
  'instruments.<NAME>.venue': { to: 'elsewhere' },
  'instruments.<NAME>.base': { to: 'XBT' },
  'instruments.<NAME>.quote': { to: 'USDC' },
  'instruments.<NAME>.price_scale': { to: 4 },
  'instruments.<NAME>.qty_scale': { to: 7 },
  'instruments.<NAME>.rules[].from': { with: rule(), to: '2024-01-03', sees: 'refusal' },
  'instruments.<NAME>.rules[].tick': { with: { ...LIMIT, ...rule() }, to: '10' },
  'instruments.<NAME>.rules[].lot': { with: rule(), to: '0.05' },
  'instruments.<NAME>.rules[].min_qty': { with: rule(), to: '1' },
  'instruments.<NAME>.rules[].min_notional': { with: rule(), to: '100000' },
  'instruments.<NAME>.rules[].max_qty': { with: rule(), to: '0.02' },
  'instruments.<NAME>.rules[].band.down': { with: { ...LIMIT, ...rule(BAND) }, to: 0.5 },
  'instruments.<NAME>.rules[].band.up': { with: { ...LIMIT, ...rule(BAND) }, to: 2 },
};

export const RULE_KEYS: KeyChanges = { ...QUANTIZER, ...NO_TRADE, ...RISK, ...INSTRUMENTS };
