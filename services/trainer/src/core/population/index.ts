// Population based training, as far as it can be said without computing anything.

export type { Contender, Succession } from './exploit.ts';
export { ranked } from './exploit.ts';
export type { Hyperparameters } from './hyperparameters.ts';
export {
  beginPopulation,
  endGeneration,
  memberSeed,
  type Descent,
  type GenerationEnd,
  type Member,
  type Population,
} from './population.ts';
export { inherited } from './inherited.ts';
export type { PopulationSettings, Varied, VariedRange } from './settings.ts';
