// The keys of a training: the market, what is seen and rewarded, the algorithm, the population, the adversary.

import type { KeyChange, Keys } from './key-change.ts';

/** Where a training of another key is another one: in what it has learnt, unless it says otherwise. */
export interface TrainingChange extends Omit<KeyChange, 'sees'> {
  readonly sees?: 'model' | 'output' | 'refusal';
}

export type TrainingChanges = Readonly<Record<string, TrainingChange>>;

/** A market that is made, and a policy small enough to learn in no time. */
export const LITTLE: Keys = {
  mode: 'train',
  backend: 'simd',
  data: {
    generator: {
      symbols: ['BTCUSDT'],
      timeframe: '1h',
      from: '2024-01-01',
      bars: 400,
      start_prices: { BTCUSDT: 40_000 },
    },
  },
  fees: { taker_bps: 10 },
  features: { include: ['ret_bar', 'rsi14', 'cash_ratio'] },
  env: { n_envs: 2, episode_bars: 24 },
  policy: { hidden: [4] },
  model: { params: { total_timesteps: 384, n_steps: 64, batch_size: 32, learning_rate: 0.01 } },
  eval: { metric: 'pnl' },
  eval_freq: 0,
  checkpoint_freq: 0,
};

const STOCK: Keys = {
  data: {
    generator: { symbols: ['SPY'], from: '2024-01-02', start_prices: { BTCUSDT: undefined, SPY: 400 } },
  },
};

const TOP: TrainingChanges = {
  mode: { to: 'sim', sees: 'refusal' },
  run_id: { to: 'mine', sees: 'output' },
  seed: { to: 9 },
  timezone: { to: 'CET', sees: 'refusal' },
  artifacts_dir: { to: 'elsewhere', sees: 'output' },
  logs_dir: { to: 'elsewhere', sees: 'output' },
  backend: { to: 'tfjs', sees: 'output' },
  max_memory_mb: { to: 16, sees: 'refusal' },
  asset_class: {
    with: {
      data: { generator: { symbols: ['ZZZ'], from: '2024-01-02', start_prices: { BTCUSDT: undefined, ZZZ: 40 } } },
    },
    to: 'us_equity',
    sees: 'refusal',
  },
  eval_freq: { to: 128, sees: 'output' },
  checkpoint_freq: { to: 128, sees: 'output' },
  'eval.metric': { to: 'total_return', sees: 'output' },
  'portfolio.cash': { to: 30 },
  'split.validation': { to: 0.3 },
  'split.test': { to: 0.3 },
  'split.validation_from': { with: { split: { test_from: '2024-01-14' } }, from: '2024-01-10', to: '2024-01-12' },
  'split.test_from': {
    with: { split: { validation_from: '2024-01-10' } },
    from: '2024-01-13',
    to: '2024-01-15',
    sees: 'output',
  },
  'split.purge': { to: 30 },
  'split.embargo': { to: 20, sees: 'output' },
};

const GENERATOR: TrainingChanges = {
  'data.paths': {
    with: { data: { generator: undefined, to: '2024-02-20' } },
    from: ['data/sample/BTCUSDT_4h.csv'],
    to: ['data/sample/ETHUSDT_4h.csv'],
  },
  'data.symbols': { with: { data: { generator: { symbols: ['BTCUSDT', 'ETHUSDT'] } } }, to: ['ETHUSDT'] },
  'data.timeframe': { to: '2h' },
  'data.from': { to: '2024-01-03' },
  'data.to': { to: '2024-01-15' },
  'data.corporate_actions': {
    with: { data: { generator: undefined, paths: ['tests/config/files/spy.csv'] } },
    to: 'tests/config/files/actions.csv',
    sees: 'refusal',
  },
};

const COSTS: TrainingChanges = {
  'fees.taker_bps': { to: 50 },
  'fees.regulatory.enabled': { with: { ...STOCK, fees: { regulatory: {} } }, to: false },
  'fees.regulatory.sec_fee_per_million': { with: { ...STOCK, fees: { regulatory: {} } }, to: '1000' },
  'fees.regulatory.taf_fee_per_share': { with: { ...STOCK, fees: { regulatory: {} } }, to: '0.1' },
  'fees.regulatory.taf_max_fee': {
    with: { ...STOCK, fees: { regulatory: { taf_fee_per_share: '0.1' } } },
    to: '0.01',
  },
  'slippage.default_spread_bps': { to: 30 },
  'execution_params.slippage_bps': { to: 30 },
  'risk.max_order_notional': { to: 300 },
  'risk.max_abs_position_notional': { to: 300 },
};

const ENVIRONMENT: TrainingChanges = {
  'features.include': { to: ['ret_bar', 'cash_ratio'] },
  'features.exclude': { to: ['rsi14'] },
  'features.max_warmup': { to: 10 },
  'actions.kind': { to: 'bins' },
  'actions.bins': { with: { actions: { kind: 'bins' } }, to: [0, 1] },
  'reward.reward_signal_only': { to: true },
  'reward.turnover_penalty_coef': { to: 0.1 },
  'reward.turnover_norm_cap': { with: { reward: { turnover_penalty_coef: 0.1 } }, to: 0.05 },
  'reward.reward_cap': { to: 0.0001 },
  'reward.bankruptcy_penalty': { with: { env: { bankruptcy_share: 0.9995 } }, to: 1 },
  'env.n_envs': { to: 4 },
  'env.episode_bars': { to: 12 },
  'env.episode_start': { to: 'first' },
  'env.bankruptcy_share': { to: 0.9995 },
  'env.norm_obs': { to: false },
  'env.clip_obs': { to: 0.5 },
  'env.norm_reward': { to: false },
  'env.clip_reward': { to: 0.1 },
  'policy.hidden': { to: [3] },
  'policy.sigma_min': { with: { policy: { sigma_max: 1.5 } }, from: 0.2, to: 0.4 },
  'policy.sigma_max': { with: { policy: { sigma_min: 0.2 } }, from: 1.5, to: 1 },
};

const params = (keys: Keys): Keys => ({ model: { params: keys } });
const QUANTILES = params({ num_quantiles: 4, cvar_weight: 0.5 });
const PENALTY = params({ target_kl: 1e-6, kl_penalty: {} });

const PARAMS: TrainingChanges = {
  'model.algo': { to: 'a2c', sees: 'refusal' },
  'model.params.total_timesteps': { to: 128 },
  'model.params.n_steps': { to: 32 },
  'model.params.batch_size': { to: 64 },
  'model.params.n_epochs': { to: 2 },
  'model.params.learning_rate': { to: 0.001 },
  'model.params.lr_min': { to: 0.0001 },
  'model.params.lr_schedule': { with: params({ lr_min: 0.0001 }), to: 'cosine' },
  'model.params.gamma': { to: 0.5 },
  'model.params.gae_lambda': { to: 0.5 },
  'model.params.clip_range': { to: 0.001 },
  'model.params.clip_range_vf': { to: 0.001 },
  'model.params.ent_coef': { to: 0.1 },
  'model.params.ent_coef_final': { to: 0.1 },
  'model.params.vf_coef': { to: 0.1 },
  'model.params.max_grad_norm': { to: 0.01 },
  'model.params.normalize_advantage': { to: false },
  'model.params.target_kl': { to: 1e-6 },
  'model.params.kl_penalty.init': { with: PENALTY, to: 0.5 },
  'model.params.kl_penalty.min': { with: PENALTY, to: 0.5 },
  'model.params.kl_penalty.max': { with: PENALTY, to: 0.001 },
  'model.params.kl_penalty.kp': { with: PENALTY, to: 5 },
  'model.params.kl_penalty.ki': { with: PENALTY, to: 5 },
  'model.params.kl_penalty.kd': { with: PENALTY, to: 5 },
  'model.params.num_quantiles': { to: 4 },
  'model.params.cvar_weight': { with: QUANTILES, to: 0.1 },
  'model.params.cvar_alpha': { with: QUANTILES, to: 0.5 },
  'model.params.cvar_cap': { with: QUANTILES, to: 0.001 },
  'model.params.adam_eps': { to: 0.1 },
};

const population = (keys: Keys): Keys => ({ pbt: { population_size: 4, perturbation_interval: 1, ...keys } });
/** Some of the members hold nothing, so that their returns do not vary and their Sharpe ratio does not exist. */
const some = (keys: Keys): Keys => ({
  actions: { kind: 'bins', bins: [0, 1] },
  ...population({ population_size: 6, metric_name: 'sharpe', ...keys }),
});

const PBT: TrainingChanges = {
  'pbt.enabled': { with: population({}), to: false },
  'pbt.population_size': { with: population({}), to: 3, sees: 'output' },
  'pbt.perturbation_interval': { with: population({}), to: 2, sees: 'output' },
  'pbt.exploit_method': { with: population({}), to: 'binary_tournament', sees: 'output' },
  'pbt.truncation_ratio': { with: population({}), to: 0.5, sees: 'output' },
  'pbt.explore_method': { with: population({}), to: 'resample', sees: 'output' },
  'pbt.metric_name': { with: population({ truncation_ratio: 0.5 }), to: 'mean_reward', sees: 'output' },
  'pbt.metric_mode': { with: population({}), to: 'min', sees: 'output' },
  'pbt.optimizer_exploit_strategy': { with: population({}), to: 'copy', sees: 'output' },
  'pbt.checkpoint_dir': { with: population({}), to: 'members', sees: 'output' },
  'pbt.hyperparams[].name': { with: varied({}), to: 'vf_coef', sees: 'output' },
  'pbt.hyperparams[].min_value': { with: varied({}), to: 0.008, sees: 'output' },
  'pbt.hyperparams[].max_value': { with: varied({}), to: 0.002, sees: 'output' },
  'pbt.hyperparams[].values': {
    with: varied({ min_value: undefined, max_value: undefined }),
    from: [0.001, 0.002],
    to: [0.005, 0.008],
    sees: 'output',
  },
  'pbt.hyperparams[].perturbation_factor': { with: varied({}), to: 3, sees: 'output' },
  'pbt.hyperparams[].resample_probability': {
    with: varied({}, { explore_method: 'both' }),
    from: 0,
    to: 1,
    sees: 'output',
  },
  'pbt.hyperparams[].is_log_scale': { with: varied({}), to: true, sees: 'output' },
};

/** One entry in the list of what is varied. */
function varied(keys: Keys, more: Keys = {}): Keys {
  const plain = { name: 'learning_rate', min_value: 0.001, max_value: 0.01, ...keys };
  const entries = Object.entries(plain).filter(([, value]) => value !== undefined);
  return population({ ...more, hyperparams: [Object.fromEntries(entries)] });
}

const adversary = (keys: Keys): Keys => ({
  adversarial: { warmup_updates: 0, perturbation: { epsilon: 0.3, attack_lr: 0.1 }, ...keys },
});
const SCHEDULE = adversary({ epsilon_schedule: 'linear' });
const within = (keys: Keys): Keys => adversary({ perturbation: { epsilon: 0.3, attack_lr: 0.1, ...keys } });

const ADVERSARIAL: TrainingChanges = {
  'adversarial.enabled': { with: adversary({}), to: false },
  'adversarial.adversarial_ratio': { with: adversary({}), to: 0.25 },
  'adversarial.robust_kl_coef': { with: adversary({}), to: 5 },
  'adversarial.warmup_updates': { with: adversary({}), to: 1 },
  'adversarial.attack_policy': { with: adversary({}), to: false },
  'adversarial.attack_value': { with: adversary({}), to: false },
  'adversarial.epsilon_schedule': { with: SCHEDULE, to: 'cosine' },
  'adversarial.epsilon_final': { with: SCHEDULE, to: 0.2 },
  'adversarial.max_updates': { with: SCHEDULE, to: 1 },
  'adversarial.perturbation.epsilon': { with: adversary({}), to: 0.1 },
  'adversarial.perturbation.attack_steps': { with: adversary({}), to: 1 },
  'adversarial.perturbation.attack_lr': { with: adversary({}), to: 0.02 },
  'adversarial.perturbation.random_init': { with: adversary({}), to: false },
  'adversarial.perturbation.norm_type': { with: adversary({}), to: 'l2' },
  'adversarial.perturbation.attack_method': { with: adversary({}), to: 'fgsm' },
  'adversarial.perturbation.clip_min': { with: within({}), to: 0 },
  'adversarial.perturbation.clip_max': { with: within({}), to: 0 },
  'adversarial.execution.fee_multiplier': { with: adversary({}), to: 4 },
  'adversarial.execution.slippage_multiplier': {
    with: { ...adversary({}), execution_params: { slippage_bps: 10 } },
    to: 4,
  },
  'adversarial.execution.latency_bars': { with: adversary({}), to: 1 },
  'adversarial.execution.drop_probability': { with: adversary({}), to: 0.3 },
};

const READY: TrainingChanges = {
  'pbt.ready_percentage': { with: some({}), from: 1, to: 0, sees: 'output' },
  'pbt.min_ready_members': { with: some({ ready_percentage: 0 }), to: 6, sees: 'output' },
  'pbt.ready_check_max_wait': { with: some({ ready_percentage: 1 }), to: 0, sees: 'output' },
};

export const TRAINING_KEYS: TrainingChanges = {
  ...TOP,
  ...GENERATOR,
  ...COSTS,
  ...ENVIRONMENT,
  ...PARAMS,
  ...PBT,
  ...READY,
  ...ADVERSARIAL,
};
