// What a population is told (M. Jaderberg et al. 2017, "Population Based Training of Neural Networks").

/** Something that members differ in. */
export interface Varied {
  readonly name: string;
  readonly range: VariedRange;
  /** Above 1. */
  readonly perturbationFactor: number;
  /** Of `explore: both`: how often a value is drawn anew. */
  readonly resampleProbability: number;
}

export type VariedRange =
  /** `isLog`: drawn evenly over the logarithm; `isWhole`: whole numbers only. */
  | {
      readonly kind: 'between';
      readonly min: number;
      readonly max: number;
      readonly isLog: boolean;
      readonly isWhole: boolean;
    }
  /** In order: a perturbation goes to the neighbour. */
  | { readonly kind: 'values'; readonly values: readonly number[] };

export interface PopulationSettings {
  readonly size: number;
  readonly exploit: 'truncation' | 'binary_tournament';
  /** Of truncation: the share of the worst, and that of the best; at most ½. */
  readonly truncationRatio: number;
  readonly explore: 'perturb' | 'resample' | 'both';
  /** Whether more of the score is better. */
  readonly mode: 'max' | 'min';
  /** The share, and the number, of members that must have a score before any goes on from another. */
  readonly readyShare: number;
  readonly leastReady: number;
  /** After so many generations without it those that have a score are compared anyway. */
  readonly mostWait: number;
  readonly varied: readonly Varied[];
  readonly seed: number;
}
