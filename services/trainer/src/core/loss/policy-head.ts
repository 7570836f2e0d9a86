// What an actor's outputs mean: how likely an action is, how uncertain the policy, and the gradients of both.
// Each head speaks of one row at a time, and keeps what its gradients need from one call to the next.

import type { Floats } from './floats.ts';

export interface PolicyHead {
  /** Begins a minibatch: `logStd` are the parameters of that name, none for a categorical head. */
  begin(logStd: Floats): void;
  /** ln π(action | outputs) of the outputs at `at` and the action at `actionAt`; the gradients below are of this row. */
  logProb(outputs: Floats, at: number, actions: Floats, actionAt: number): number;
  /** Of the row last asked for. */
  entropy(): number;
  /**
   * Writes the gradient with respect to the outputs of the row, when the loss changes by `byLogProb` with its log
   * probability and by `byEntropy` with its entropy.
   */
  gradient(byLogProb: number, byEntropy: number, gradients: Floats, at: number): void;
  /** KL(π(clean) ‖ π(moved)). */
  divergence(clean: Floats, cleanAt: number, moved: Floats, movedAt: number): number;
  /** Writes `factor` × the gradient of that divergence with respect to the moved outputs; the clean side is held fast. */
  divergenceGradient(factor: number, gradients: Floats, at: number): void;
  /** Writes the gradient with respect to `logStd`, summed over the rows since `begin`. */
  end(logStdGradient: Floats): void;
}
