// The actor-critic network: what it is, and where each of its parameters stands in one flat array.
// Actor and critic are two separate multilayer perceptrons, as stable-baselines3's `MlpPolicy` has them.

/** How an action is drawn: each of `actions` numbers from a normal distribution, or one of `choices`. */
export type ActionHead =
  | { readonly kind: 'gaussian'; readonly actions: number; readonly sigma: Sigma }
  | { readonly kind: 'categorical'; readonly choices: number };

/**
 * The deviation, which does not hang on the observation: `free` is e^parameter, `bounded` is
 * `min + (max − min) × sigmoid(parameter)`.
 */
export type Sigma =
  { readonly kind: 'free' } | { readonly kind: 'bounded'; readonly min: number; readonly max: number };

/** What the critic says of the return: its mean, or so many quantiles at τ = (i + ½) ÷ n. */
export type CriticHead = { readonly kind: 'mean' } | { readonly kind: 'quantiles'; readonly count: number };

export interface NetworkSpec {
  /** Numbers in an observation. */
  readonly observations: number;
  /** Units of each hidden layer, of the actor and of the critic alike. */
  readonly hidden: readonly number[];
  readonly activation: 'tanh';
  readonly head: ActionHead;
  readonly critic: CriticHead;
}

/** One tensor: row-major, a weight as [outputs, inputs]. Names are those of stable-baselines3. */
export interface TensorPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

export interface NetworkLayout {
  readonly tensors: readonly TensorPlace[];
  /** Parameters in all. */
  readonly size: number;
}

/** Numbers that the actor gives for an observation: means of a normal distribution, or one logit for each choice. */
export const actorOutputs = ({ head }: NetworkSpec): number => (head.kind === 'gaussian' ? head.actions : head.choices);

/** Numbers that the critic gives for an observation. */
export const criticOutputs = ({ critic }: NetworkSpec): number => (critic.kind === 'mean' ? 1 : critic.count);

/** The actor's layers, then the critic's, then `log_std` for a normal distribution. */
export function layoutOf(spec: NetworkSpec): NetworkLayout {
  const tensors: TensorPlace[] = [];
  let size = 0;
  const add = (name: string, ...shape: readonly number[]): void => {
    const length = shape.reduce((product, side) => product * side, 1);
    tensors.push({ name, shape, offset: size, length });
    size += length;
  };
  const network = (hidden: string, last: string, outputs: number): void => {
    let inputs = spec.observations;
    spec.hidden.forEach((units, layer) => {
      // Between two linear layers stands the activation, which counts as one.
      add(`${hidden}.${2 * layer}.weight`, units, inputs);
      add(`${hidden}.${2 * layer}.bias`, units);
      inputs = units;
    });
    add(`${last}.weight`, outputs, inputs);
    add(`${last}.bias`, outputs);
  };
  network('mlp_extractor.policy_net', 'action_net', actorOutputs(spec));
  network('mlp_extractor.value_net', 'value_net', criticOutputs(spec));
  if (spec.head.kind === 'gaussian') add('log_std', spec.head.actions);
  return { tensors, size };
}
