// Everything that a strategy is written with, and the core that runs it.

export * from '@tradingbot/features';
export { z } from 'zod';
export type {
  Bar,
  Book,
  Denied,
  Fill,
  PriceOption,
  ProtectOptions,
  Split,
  StrategyContext,
  TargetOptions,
  Timer,
} from './context.ts';
export { defineStrategy, type StrategyDefinition } from './define-strategy.ts';
export { BUILT_IN_STRATEGIES } from './built-in/index.ts';
export { POLICY, PolicyParams, type PolicySettings, type TrainedModel } from './built-in/policy-terms.ts';
export { LONG_ONLY } from './strategy-context.ts';
export { strategyCore } from './strategy-core.ts';
export { StrategyFailure, StrategyUsageError } from './strategy-failure.ts';
export type { StrategyInstance } from './strategy-state.ts';
