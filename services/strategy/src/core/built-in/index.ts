// The strategies that come with the platform, by name.

import type { StrategyDefinition } from '../define-strategy.ts';
import { bracket } from './bracket.ts';
import { buyAndHold } from './buy-and-hold.ts';
import { emaCross } from './ema-cross.ts';
import { momentum } from './momentum.ts';

export const BUILT_IN_STRATEGIES: readonly StrategyDefinition[] = [momentum, emaCross, buyAndHold, bracket].map(
  (definition) => definition as unknown as StrategyDefinition,
);
