// The strategies that a configuration asks for, whether it names one or several.

import type { RunConfig } from './run-config.ts';
import type { KeyPath } from './yaml-tree.ts';

export interface StrategySpec {
  /** A built-in name, or the path of a .ts file. */
  readonly name: string;
  /** The name in the results; the strategy's own when left out. */
  readonly as?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of `policy`: the path of a model, or `promoted`. */
  readonly model?: string | undefined;
  /** The keys under which it stands: ["strategy"] or ["strategies", 1]. */
  readonly keys: KeyPath;
}

/** In the order in which they decide. */
export function strategySpecs({ strategy, strategies = [] }: RunConfig): StrategySpec[] {
  if (strategy !== undefined) return [{ ...strategy, keys: ['strategy'] }];
  return strategies.map((one, index) => ({ ...one, keys: ['strategies', index] }));
}
