// The keys of the original platform that are not taken over, each with why and what stands in its place. They are
// refused by name, because a key that is accepted and does nothing is a lie about the run.

export interface RefusedKey {
  /** The path of the key; those below it are meant too. */
  readonly key: string;
  /** "belongs to live trading, which is not there yet" */
  readonly why: string;
  /** What to do instead. */
  readonly mend: string;
}

/** Several keys that are refused for one reason. */
const each = (keys: readonly string[], why: string, mend: string): readonly RefusedKey[] =>
  keys.map((key) => ({ key, why, mend }));

const LIVE = 'belongs to live trading, which is not there yet';
const TRAINING = 'belongs to training';
const TRAIN = 'write it in a configuration with mode: train, for `tradingbot train`';
const REMOVE = 'remove it';

export const REFUSED_KEYS: readonly RefusedKey[] = [
  ...each(['market'], 'says nothing: everything here is spot', REMOVE),
  ...each(
    ['components'],
    'is not used: parts are named, not injected',
    'name the strategy under `strategy`, by its name or the path of its file',
  ),
  ...each(['pipeline'], 'is not used: risk asks its questions in one order', 'see `risk` and `no_trade`'),
  ...each(['max_signals_per_sec', 'backoff_base_s', 'max_backoff_s', 'throttle'], LIVE, 'see risk.max_orders_per_min'),
  ...each(['timing', 'clock_sync', 'ws_dedup', 'retry', 'api'], LIVE, REMOVE),
  ...each(['ttl'], LIVE, 'orders expire by execution_params.ttl_steps'),
  ...each(['kill_switch', 'kill_switch_ops'], LIVE, 'an operator stops trading by `tradingbot kill`'),
  ...each(['shutdown', 'monitoring', 'rest_budget', 'exchange', 'queue', 'concurrency', 'ws', 'ops'], LIVE, REMOVE),
  ...each(
    [
      'model',
      'env',
      'policy',
      'pbt',
      'adversarial',
      'split',
      'features',
      'actions',
      'reward',
      'eval_freq',
      'checkpoint_freq',
    ],
    TRAINING,
    TRAIN,
  ),
  ...each(['state'], 'is not used: the log is the state', REMOVE),
  ...each(['seasonality_log_level'], 'is not used: there is one log, of events', REMOVE),
  ...each(
    ['slippage_calibration_enabled', 'slippage_calibration_path', 'slippage_calibration_default_symbol'],
    'is not used: costs are stated',
    'write `slippage` and `costs.impact`',
  ),
  ...each(['slippage_regime_updates'], 'is not used: costs are stated', 'write slippage.dynamic'),
  ...each(['symbol_specs', 'symbol_specs_path'], 'is not used', 'write `instruments`, or quantizer.filters_path'),
  ...each(
    ['input'],
    'is not used: every profile is simulated anew, with the same seed',
    'name the bars under data.paths',
  ),
  ...each(['data_degradation'], 'is not used: the market is played as it is recorded', REMOVE),
  ...each(['data.reconnect', 'data.heartbeat_ms'], LIVE, REMOVE),
  ...each(
    ['data.train_start_ts', 'data.start_ts', 'train_start_ts', 'start_ts'],
    'is not used: dates are written out',
    'write data.from, such as 2024-01-01',
  ),
  ...each(
    ['data.train_end_ts', 'data.end_ts', 'train_end_ts', 'end_ts'],
    'is not used: dates are written out',
    'write data.to, such as 2024-07-01',
  ),
  ...each(
    ['data.val_start_ts', 'data.val_end_ts', 'data.test_start_ts', 'data.test_end_ts', 'data.role_column'],
    'is not used: a run has one range',
    'give each part a run of its own, with data.from and data.to',
  ),
  ...each(['data.processed_dir'], 'is not used', 'name the files under data.paths'),
  ...each(['data.timestamp_column'], 'is not used: the column is found by its name', 'name it ts_ms'),

  ...each(
    ['execution.entry_mode'],
    'is not used: what is decided on a bar is filled in the next',
    'see execution_profile',
  ),
  ...each(['execution.bar_price'], 'is not used', 'write execution.intrabar_price_model'),
  ...each(
    ['execution.timeframe_ms', 'execution.bar_capacity_base.timeframe_ms'],
    'is not used: the bars say it',
    'write data.timeframe, or choose an execution_profile',
  ),
  ...each(
    ['execution.min_rebalance_step'],
    'is not used: whether a change is worth it is for the strategy to say',
    "write the strategy's thresholds, such as enter and exit",
  ),
  ...each(
    ['execution.safety_margin_bps'],
    'is not used: no edge is forecast that it could be taken from',
    'write a higher slippage.default_spread_bps',
  ),
  ...each(
    ['execution.use_latency_from', 'execution.latency_constant_ms'],
    'is not used',
    'write latency.base_ms, with jitter_ms: 0 and spike_p: 0 for one that is constant',
  ),
  ...each(
    ['execution.bridge'],
    'is not used: there is one way through a bar',
    'write execution.intrabar_price_model: bridge',
  ),
  ...each(['execution.portfolio'], 'is not used here', 'write portfolio.cash'),
  ...each(['execution.costs'], 'is not used here', 'write `costs`, `fees` and `slippage` at the top level'),
  ...each(['portfolio.equity_usd'], 'has another name', 'write portfolio.cash'),
  ...each(
    ['portfolio.max_total_weight'],
    "is not used: weights are the strategy's",
    "write the strategy's weight, or risk.max_abs_position_notional",
  ),
  ...each(['costs.taker_fee_bps'], 'has another name', 'write fees.taker_bps'),
  ...each(
    ['costs.half_spread_bps', 'fees.half_spread_bps'],
    'has another name',
    'write slippage.default_spread_bps, which is twice as much',
  ),
  ...each(['costs.turnover_caps'], 'is not used', 'write risk.max_order_notional and risk.max_orders_per_min'),

  ...each(['latency.seed'], "is not used: draws follow the run's seed and the number of the order", 'write `seed`'),
  ...each(['latency.vol_metric'], 'is not used: volatility is the deviation of returns', REMOVE),
  ...each(['latency.refresh_period_days'], 'is not used: files are read when a run is loaded', REMOVE),
  ...each(['latency.debug_log', 'latency.vol_debug_log'], 'is not used: every event is in the log', REMOVE),

  ...each(
    ['fees.refresh_days', 'fees.account_info', 'fees.public_snapshot'],
    LIVE,
    'state the fees, or name fees.path',
  ),
  ...each(['fees.impact_coeff'], 'has another name', 'write costs.impact'),
  ...each(
    ['fees.maker_share_default', 'fees.maker_taker_share', 'fees.spread_cost_maker_bps', 'fees.spread_cost_taker_bps'],
    'is not used: whether a fill gave or took liquidity is simulated',
    'write fees.maker_bps, fees.taker_bps and slippage.default_spread_bps',
  ),
  ...each(
    ['fees.rounding.precision', 'fees.rounding.decimals'],
    'has another name',
    'write fees.rounding.step, such as 0.01',
  ),
  ...each(
    [
      'fees.settlement.enabled',
      'fees.settlement.currency',
      'fees.settlement.prefer_discount_asset',
      'fees.settlement.per_symbol',
    ],
    'is not used',
    'write fees.settlement.mode: quote, received or bnb',
  ),
  ...each(['fees.funding'], 'is not used: spot positions pay no funding', REMOVE),

  ...each(
    ['slippage.dynamic.vol_metric', 'slippage.dynamic.vol_window', 'slippage.dynamic.fallback_spread_bps'],
    'is not used: the spread follows the range of the last closed bar',
    'write alpha_bps and beta_coef',
  ),
  ...each(
    ['slippage.dynamic.refresh_warn_days', 'slippage.dynamic.refresh_fail_days'],
    'is not used: nothing is refreshed',
    REMOVE,
  ),
  ...each(['slippage.dynamic_impact'], 'is not used', 'write costs.impact, and a higher slippage.k'),
  ...each(['slippage.tail_shock'], 'is not used', 'write latency.spike_p, or a higher slippage.k'),
  ...each(['slippage.adv'], 'stands at the top level', 'write `adv`'),
  ...each(
    ['slippage.calibrated_profiles', 'slippage.symbols'],
    'is not used: costs are stated',
    'write `slippage` and `costs.impact`',
  ),
  ...each(['adv.dataset'], 'has another name', 'write adv.path'),
  ...each(['adv.refresh_days', 'adv.auto_refresh'], 'is not used: the file is read when a run is loaded', REMOVE),
  ...each(
    ['adv.missing_symbol_policy', 'adv.floor_quote', 'adv.default_quote'],
    'is not used: what the file does not state is measured from the bars',
    REMOVE,
  ),
  ...each(['adv.seasonality_path'], 'is not used here', 'write liquidity_seasonality_path'),

  ...each(
    ['quantizer.auto_refresh_days', 'quantizer.refresh_on_start'],
    'is not used: a simulation takes the filters that it recorded',
    'save the answer to GET /api/v3/exchangeInfo anew in `quantizer.filters_path`',
  ),

  ...each(['risk.max_abs_position_qty'], 'is not used: limits are values', 'write risk.max_abs_position_notional'),
  ...each(
    ['risk.pause_seconds_on_violation'],
    'is not used: an order beyond a limit is refused, and a loss pauses until the next day',
    REMOVE,
  ),
  ...each(
    ['risk.max_entries_per_day'],
    'is not used',
    'write risk.max_orders_per_min with risk.max_orders_window_s: 86400',
  ),
  ...each(
    ['risk.max_total_notional', 'risk.max_total_exposure_pct', 'risk.exposure_buffer_frac'],
    'is not used: nothing is borrowed, so that cash is the limit of the whole',
    'write risk.max_abs_position_notional',
  ),
  ...each(['risk.cvar'], TRAINING, TRAIN),

  ...each(
    [
      'no_trade.maintenance.format',
      'no_trade.maintenance.path',
      'no_trade.maintenance.max_age_sec',
      'no_trade.maintenance.max_age_hours',
    ],
    'is not used: windows stand in the configuration',
    'write no_trade.maintenance.daily_utc and custom_ms',
  ),
  ...each(
    ['no_trade.dynamic', 'no_trade.policy'],
    'is not used: when a market is too wild is for the strategy to say',
    'write no_trade.maintenance, or a strategy that waits',
  ),
];

/** Why the key at `path` is refused by name; `undefined` for one that is merely unknown. */
export const refusedKey = (
  path: readonly PropertyKey[],
  refused: readonly RefusedKey[] = REFUSED_KEYS,
): RefusedKey | undefined => {
  const name = path.map(String).join('.');
  return refused.find(({ key }) => key === name);
};
