// The keys of the venue: how orders are filled, what that costs, and how long it takes.

import { STOCK, type KeyChanges, type Keys } from './key-change.ts';
import { FILES, SLOW } from './settings.ts';

const LIMIT: Keys = { execution_profile: 'LIMIT_MID_BPS', execution_params: { limit_offset_bps: -20 } };
const UNCLIPPED: Keys = { execution: { clip_to_bar: { enabled: false } } };

const ORDERS: KeyChanges = {
  'execution_params.slippage_bps': { to: 20 },
  'execution_params.limit_offset_bps': { with: LIMIT, to: 20 },
  'execution_params.ttl_steps': { with: LIMIT, to: 1 },
  'execution_params.ttl_ms': { with: LIMIT, to: 3_600_000 },
  'execution_params.tif': { with: LIMIT, to: 'IOC' },
};

const capacity = (keys: Keys): Keys => ({
  execution: { bar_capacity_base: { enabled: true, capacity_frac_of_ADV_base: 0.00001, ...keys } },
});

const EXECUTION: KeyChanges = {
  'execution.enabled': { to: false, sees: 'refusal' },
  'execution.mode': { to: 'order', sees: 'refusal' },
  'execution.spot_only': { to: false, sees: 'refusal' },
  'execution.fill_policy': { to: 'same_close', sees: 'refusal' },
  'execution.intrabar_price_model': { with: SLOW, to: 'ohlc' },
  'execution.reference_prices_path': {
    with: {
      ...SLOW,
      data: { generator: undefined, paths: ['data/sample/BTCUSDT_4h.csv'], to: '2024-02-10' },
      execution: { intrabar_price_model: 'reference' },
    },
    to: 'data/sample/BTCUSDT_1h.parquet',
  },
  'execution.clip_to_bar.enabled': { with: { execution_params: { slippage_bps: 500 } }, to: false },
  'execution.clip_to_bar.strict_open_fill': { with: { execution_params: { slippage_bps: 20 } }, to: true },
  'execution.max_participation': { to: 0.00001 },
  'execution.bar_capacity_base.enabled': { with: capacity({ enabled: false }), to: true },
  'execution.bar_capacity_base.capacity_frac_of_ADV_base': { with: capacity({}), to: 0.000001 },
  'execution.bar_capacity_base.adv_base_path': {
    with: capacity({ capacity_frac_of_ADV_base: 0.01 }),
    to: `${FILES}/adv.json`,
  },
  'execution.bar_capacity_base.floor_base': { with: capacity({ capacity_frac_of_ADV_base: 1e-9 }), to: 0.05 },
  'execution.volume_profile': { with: { execution_profile: 'VWAP_CURRENT_H1' }, to: [5, 1] },
  'execution.close_at_end': {
    with: { strategy: { name: 'buy-and-hold', params: { lookback: undefined, enter: undefined, exit: undefined } } },
    to: true,
  },
  'execution.equity_interval': { to: '1h' },
};

const large = (keys: Keys): Keys => ({ execution_config: { notional_threshold: 1000, ...keys } });
const pov = (keys: Keys): Keys => large({ large_order_algo: 'POV', pov: { participation: 0.0001, ...keys } });

const LARGE: KeyChanges = {
  'execution_config.notional_threshold': { with: large({}), to: 1_000_000 },
  'execution_config.large_order_algo': { with: large({}), to: 'POV' },
  'execution_config.twap.parts': { with: large({}), to: 3 },
  'execution_config.twap.child_interval_s': { with: large({}), to: 300 },
  'execution_config.pov.participation': { with: pov({}), to: 0.0005 },
  'execution_config.pov.child_interval_s': { with: pov({}), to: 300 },
  'execution_config.pov.min_child_notional': { with: pov({}), to: 2_000 },
};

const own = (keys: Keys): Keys => ({ fees: { symbol_fee_table: { BTCUSDT: keys } } });
const TIERS = { 0: { maker_bps: 1, taker_bps: 2 }, 1: { maker_bps: 3, taker_bps: 4 } };
const VIP = own({ vip_tier: 0, vip_rates: TIERS });
const US: Keys = { ...STOCK, fees: { ...(STOCK['fees'] as Keys), regulatory: {} } };

const FEES: KeyChanges = {
  'fees.enabled': { to: false },
  'fees.structure': {
    with: { ...STOCK, fees: { maker_bps: undefined, taker_bps: undefined } },
    to: 'flat',
    sees: 'refusal',
  },
  'fees.maker_bps': { with: LIMIT, to: 1 },
  'fees.taker_bps': { to: 20 },
  'fees.path': { to: `${FILES}/fees.json` },
  'fees.vip_tier': { with: own({ vip_rates: TIERS }), from: 0, to: 1 },
  'fees.use_bnb_discount': { to: true },
  'fees.maker_discount_mult': { with: LIMIT, to: 0.5 },
  'fees.taker_discount_mult': { to: 0.5 },
  'fees.taker_fee_override_bps': { to: 3 },
  'fees.symbol_fee_table.<NAME>.maker_bps': { with: LIMIT, to: 1 },
  'fees.symbol_fee_table.<NAME>.taker_bps': { to: 1 },
  'fees.symbol_fee_table.<NAME>.vip_tier': { with: VIP, to: 1 },
  'fees.symbol_fee_table.<NAME>.vip_rates.<NAME>.maker_bps': {
    with: { ...LIMIT, ...VIP },
    name: ['BTCUSDT', '0'],
    to: 9,
  },
  'fees.symbol_fee_table.<NAME>.vip_rates.<NAME>.taker_bps': { with: VIP, name: ['BTCUSDT', '0'], to: 9 },
  'fees.symbol_fee_table.<NAME>.maker_discount_mult': { with: LIMIT, to: 0.5 },
  'fees.symbol_fee_table.<NAME>.taker_discount_mult': { to: 0.5 },
  'fees.symbol_fee_table.<NAME>.fee_rounding_step': { to: '1' },
  'fees.symbol_fee_table.<NAME>.quantizer.commission_step': { to: '1' },
  'fees.rounding.enabled': { with: { fees: { rounding: { step: 1 } } }, to: false },
  'fees.rounding.mode': { with: { fees: { rounding: { step: 1 } } }, to: 'down' },
  'fees.rounding.step': { to: '1' },
  'fees.rounding.minimum_fee': { to: '50' },
  'fees.rounding.maximum_fee': { to: '1' },
  'fees.rounding.per_symbol.<NAME>.step': { to: '1' },
  'fees.settlement.mode': { to: 'received' },
  'fees.regulatory.enabled': { with: US, to: false },
  'fees.regulatory.sec_fee_per_million': { with: US, to: '1000' },
  'fees.regulatory.taf_fee_per_share': { with: US, to: '0.01' },
  'fees.regulatory.taf_max_fee': { with: US, to: '0.001' },
};

const slippage = (keys: Keys): Keys => ({ ...UNCLIPPED, slippage: { max_bps: 2000, ...keys } });
const K = slippage({ k: 20 });
const dynamic = (keys: Keys = {}): Keys =>
  slippage({ dynamic: { enabled: true, alpha_bps: 2, beta_coef: 0.1, max_spread_bps: 500, ...keys } });

const SLIPPAGE: KeyChanges = {
  'slippage.k': { with: slippage({}), to: 20 },
  'slippage.default_spread_bps': { with: slippage({}), to: 50 },
  'slippage.min_half_spread_bps': { with: slippage({}), to: 20 },
  'slippage.eps': { with: K, to: 1e12 },
  'slippage.vol_window': { with: K, to: 5 },
  'slippage.liquidity_window': { with: K, to: 2 },
  'slippage.max_bps': { with: K, to: 1 },
  'slippage.dynamic.enabled': { with: dynamic({ enabled: false }), to: true },
  'slippage.dynamic.alpha_bps': { with: dynamic(), to: 10 },
  'slippage.dynamic.beta_coef': { with: dynamic(), to: 0.5 },
  'slippage.dynamic.min_spread_bps': { with: dynamic(), to: 60 },
  'slippage.dynamic.max_spread_bps': { with: dynamic(), to: 3 },
  'slippage.dynamic.smoothing_alpha': { with: dynamic(), to: 0.2 },
};

const impact = (keys: Keys = {}): Keys => ({ ...UNCLIPPED, costs: { impact: { sqrt_coeff: 500, ...keys } } });

const COSTS: KeyChanges = {
  'costs.impact.sqrt_coeff': { with: impact(), to: 5_000 },
  'costs.impact.linear_coeff': { with: impact(), to: 100_000 },
  'costs.impact.power_coefficient': { with: impact(), to: 100_000 },
  'costs.impact.power_exponent': { with: impact({ power_coefficient: 100_000 }), to: 0.5 },
  'adv.enabled': { with: { ...impact(), adv: { path: `${FILES}/adv.json` } }, to: true },
  'adv.path': { with: { ...impact(), adv: { enabled: true } }, to: `${FILES}/adv.json` },
  'adv.window_days': { with: { ...impact(), adv: { enabled: true } }, to: 1 },
};

const slow = (keys: Keys): Keys => ({ ...SLOW, latency: { ...(SLOW['latency'] as Keys), ...keys } });
/** Half of all attempts time out. */
const FAILING = slow({ base_ms: 200_000, jitter_ms: 200_000, timeout_ms: 300_000 });

const LATENCY: KeyChanges = {
  'latency.base_ms': { with: SLOW, to: 1_200_000 },
  'latency.jitter_ms': { with: SLOW, to: 0 },
  'latency.spike_p': { with: SLOW, to: 0.5 },
  'latency.spike_mult': { with: slow({ spike_p: 0.5 }), to: 2 },
  'latency.timeout_ms': { with: FAILING, to: 250_000 },
  'latency.retries': { with: FAILING, to: 5 },
  'latency.use_seasonality': { with: slow({ use_seasonality: false }), to: true },
  'latency.seasonality_default': {
    with: { ...SLOW, latency_seasonality_path: `${FILES}/season-partial.json` },
    to: 2,
  },
  'latency.volatility_gamma': { with: SLOW, to: 1 },
  'latency.vol_window': { with: slow({ volatility_gamma: 1 }), to: 5 },
  'latency.zscore_clip': { with: slow({ volatility_gamma: 1 }), to: 0.1 },
  'latency.min_ms': { with: SLOW, to: 1_500_000 },
  'latency.max_ms': { with: SLOW, to: 1_000 },
};

export const VENUE_KEYS: KeyChanges = { ...ORDERS, ...EXECUTION, ...LARGE, ...FEES, ...SLIPPAGE, ...COSTS, ...LATENCY };
