// What the policy saw, did and got in one rollout, in flat arrays that are written anew each time.

/** Steps × environments rows, one step after the other. */
export interface Rollout {
  readonly rows: number;
  /** As the network saw them. */
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly logProbs: Float32Array;
  readonly rewards: Float32Array;
  readonly ended: Uint8Array;
  readonly values: Float32Array;
  /** Critic's outputs, of which the value is the mean. */
  readonly critic: Float32Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
}

export interface RowWidths {
  readonly observation: number;
  readonly action: number;
  readonly critic: number;
}

/** About `4 × (observation + action + critic + 5) + 1` bytes for each row. */
export const createRollout = (rows: number, { observation, action, critic }: RowWidths): Rollout => ({
  rows,
  observations: new Float32Array(rows * observation),
  actions: new Float32Array(rows * action),
  logProbs: new Float32Array(rows),
  rewards: new Float32Array(rows),
  ended: new Uint8Array(rows),
  values: new Float32Array(rows),
  critic: new Float32Array(rows * critic),
  advantages: new Float32Array(rows),
  returns: new Float32Array(rows),
});

/** Value of each row: the mean of the critic's outputs, which of quantiles is the mean return. */
export function valuesOf(critic: Float32Array, width: number, rows: number, values: Float32Array): void {
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += critic[at++] as number;
    values[row] = sum / width;
  }
}
