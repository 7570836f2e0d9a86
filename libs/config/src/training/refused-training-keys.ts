// The keys of the original platform's trainer that are not taken over, each with why and what stands in its place.

import type { RefusedKey } from '../refused-keys.ts';

const each = (keys: readonly string[], why: string, mend: string): readonly RefusedKey[] =>
  keys.map((key) => ({ key, why, mend }));

const params = (...keys: readonly string[]): string[] => keys.map((key) => `model.params.${key}`);

const REMOVE = 'remove it';
const RUN = 'belongs to a run, not to a training';

export const REFUSED_TRAINING_KEYS: readonly RefusedKey[] = [
  ...each(
    ['strategy', 'strategies'],
    'is not used: what is trained is the strategy',
    'backtest the model by strategy: {name: policy, model: artifacts/best_model.zip}',
  ),
  ...each(['no_trade'], RUN, 'write it where the model is run'),
  ...each(
    ['risk.enabled', 'risk.daily_loss_limit', 'risk.max_orders_per_min'],
    `${RUN}: it hangs on the day or the minute`,
    'write it where the model is run',
  ),
  ...each(
    ['execution', 'execution_profile', 'execution_config', 'latency', 'quantizer', 'costs', 'adv'],
    `${RUN}: an episode fills at the open of the next bar`,
    'state what that costs by fees.taker_bps and execution_params.slippage_bps',
  ),
  ...each(
    ['slippage.k', 'slippage.dynamic', 'slippage.max_bps', 'slippage.vol_window', 'slippage.liquidity_window'],
    'is not used: what a fill costs in an episode does not hang on its size',
    'state it by execution_params.slippage_bps',
  ),
  ...each(['stack', 'bus', 'log', 'speed', 'tables'], RUN, REMOVE),
  ...each(
    ['use_seasonality', 'liquidity_seasonality_path', 'latency_seasonality_path', 'data_degradation'],
    RUN,
    'state what trading costs by fees.taker_bps and execution_params.slippage_bps',
  ),
  ...each(['fees.maker_bps'], 'is not used: a target weight takes liquidity', 'write fees.taker_bps'),
  ...each(['market', 'components', 'pipeline', 'monitoring', 'state', 'kill_switch'], 'is not used', REMOVE),
  ...each(['base_config_path'], 'has another name', 'write `_base`'),
  ...each(
    ['data.train_start_ts', 'data.start_ts', 'train_start_ts', 'start_ts'],
    'is not used: dates are written out',
    'write data.from, such as 2024-01-01',
  ),
  ...each(
    ['data.train_end_ts', 'data.val_start_ts', 'train_end_ts'],
    'is not used: dates are written out',
    'write split.validation_from, such as 2024-05-01',
  ),
  ...each(
    ['data.val_end_ts', 'data.test_start_ts'],
    'is not used: dates are written out',
    'write split.test_from, such as 2024-06-01',
  ),
  ...each(
    ['data.end_ts', 'data.test_end_ts', 'end_ts'],
    'is not used: dates are written out',
    'write data.to, such as 2024-07-01',
  ),
  ...each(['data.role_column'], 'is not used: parts follow each other in time', 'write `split`'),
  ...each(['data.processed_dir'], 'is not used', 'name the files under data.paths'),
  ...each(['data.timestamp_column'], 'is not used: the column is found by its name', 'name it ts_ms'),
  ...each(['algo'], 'has another name', 'write `actions` and `reward`'),
  ...each(['env.initial_cash'], 'has another name', 'write portfolio.cash'),
  ...each(
    ['env.decision_timing', 'env.no_trade', 'env.session', 'env.warmup', 'env.liquidity', 'env.spread'],
    'is not used: what is decided at a close is filled at the next open',
    REMOVE,
  ),
  ...each(
    params('v_min', 'v_max', 'num_atoms', 'v_range_ema_alpha', 'value_scale'),
    'is not used: the critic says quantiles, which need no range',
    'write model.params.num_quantiles, and env.norm_reward',
  ),
  ...each(
    params('bc_coef', 'bc_warmup_steps', 'bc_decay_steps', 'bc_final_coef', 'cql_alpha', 'cql_beta'),
    'is not used: nothing is learnt from what others did',
    REMOVE,
  ),
  ...each(
    params(
      'cvar_activation_threshold',
      'cvar_activation_hysteresis',
      'cvar_ramp_updates',
      'cvar_winsor_pct',
      'cvar_ema_beta',
      'cvar_use_constraint',
      'cvar_limit',
      'cvar_lambda_lr',
    ),
    'is not used: the term has one weight throughout',
    'write model.params.cvar_weight',
  ),
  ...each(
    params('ent_coef_min', 'ent_coef_decay_steps', 'ent_coef_plateau_window', 'entropy_boost_factor'),
    'is not used: the entropy coefficient goes in a straight line',
    'write model.params.ent_coef_final',
  ),
  ...each(params('clip_range_warmup'), 'is not used', 'write model.params.clip_range'),
  ...each(
    params('kl_beta', 'kl_epoch_decay', 'use_lr_decay', 'kl_exceed_stop_fraction'),
    'is not used',
    'write model.params.target_kl and model.params.kl_penalty',
  ),
  ...each(params('microbatch_size'), 'is not used: a minibatch is computed at once', 'write model.params.batch_size'),
  ...each(params('vgs', 'use_twin_critics', 'optimizer_class'), 'is not there: the optimiser is Adam', REMOVE),
  ...each(params('policy_kwargs'), 'has another place', 'write policy.hidden'),
  ...each(params('seed'), 'stands at the top level', 'write `seed`'),
  ...each(params('n_envs'), 'has another place', 'write env.n_envs'),
  ...each(
    ['adversarial.adaptive_epsilon'],
    'is not used: epsilon follows its schedule from its first value',
    'write adversarial.epsilon_schedule',
  ),
];
