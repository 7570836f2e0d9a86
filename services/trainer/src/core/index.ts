export * from './backend.ts';
export * from './environment.ts';
export * from './ppo/settings.ts';
export { cartPole } from './environments/cart-pole.ts';
export { identityBoxEnvironment, identityEnvironment } from './environments/identity.ts';
export { PROBES, probeEnvironment, type ProbeName } from './environments/probes.ts';
export type { Adversary, Disturbed } from './ppo/adversary.ts';
export { evaluatePolicy, type Disturb, type EpisodeScores, type Evaluation } from './ppo/evaluate-policy.ts';
export { createPpo, type LearntPolicy, type Ppo, type PpoParts } from './ppo/ppo.ts';
export type { IterationReport } from './ppo/report.ts';
export { scheduled } from './ppo/schedule.ts';
export type { PpoState } from './ppo/state.ts';
export { membersOf, stateOf, type StateMembers } from './ppo/state-members.ts';
export * from './population/index.ts';
export { accountTail, SHARES_TAIL, type AccountTail } from './environments/market/account-tail.ts';
export { marketEnvironment, type MarketEnvironment } from './environments/market/market-environment.ts';
export * from './environments/market/market-settings.ts';
export type { MarketLimits, MarketTerms } from './environments/market/market-terms.ts';
export { sharedMarket, type BarRange, type Market } from './environments/market/market.ts';
export { sharedDoubles, sharedFloats } from './environments/market/shared-memory.ts';
export { maximalActionDifference, randomAttack } from './adversarial/evaluation-attacks.ts';
export { createSaPpo, epsilonAt } from './adversarial/sa-ppo.ts';
export {
  checkAdversarialSettings,
  type AdversarialSettings,
  type PerturbationSettings,
} from './adversarial/settings.ts';
export { createSimdBackend } from './simd/simd-backend.ts';
export { outputsFor } from './ppo/outputs.ts';
export {
  cutsByShare,
  splitBars,
  walkForward,
  type DataSplit,
  type Gaps,
  type SplitCuts,
  type WalkForward,
} from './environments/splits.ts';
export { LARGE_BATCH, LARGE_BATCH_ENVIRONMENTS } from './ppo/presets.ts';
