// Generalised advantage estimation: how much better an action was than what the critic expected.
// J. Schulman et al., "High-Dimensional Continuous Control Using Generalized Advantage Estimation" (2016).

/** Steps × environments, one step after the other. */
export interface Trajectories {
  readonly steps: number;
  readonly environments: number;
  readonly rewards: Float32Array;
  /** V(s_t), of the state in which step t was taken. */
  readonly values: Float32Array;
  /** 1 where the episode ended with the step: nothing after it counts. */
  readonly ended: Uint8Array;
  /** V of the states after the last step, one for each environment. */
  readonly lastValues: Float32Array;
}

/**
 * Writes `A_t = Σ_l (γλ)^l δ_{t+l}` with `δ_t = r_t + γ V(s_{t+1}) − V(s_t)`, where both the sum and the value ahead stop
 * at the end of an episode, and the critic's targets `R_t = A_t + V(s_t)`. One pass from the last step to the first.
 */
export function estimateAdvantages(
  { steps, environments, rewards, values, ended, lastValues }: Trajectories,
  gamma: number,
  lambda: number,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  for (let environment = 0; environment < environments; environment++) {
    let advantage = 0;
    let valueAhead = lastValues[environment] as number;
    for (let at = (steps - 1) * environments + environment; at >= 0; at -= environments) {
      const goesOn = 1 - (ended[at] as number);
      const value = values[at] as number;
      const delta = (rewards[at] as number) + gamma * valueAhead * goesOn - value;
      advantage = delta + gamma * lambda * goesOn * advantage;
      advantages[at] = advantage;
      returns[at] = advantage + value;
      valueAhead = value;
    }
  }
}
