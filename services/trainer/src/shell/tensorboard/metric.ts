// One figure that a training writes to TensorBoard, explained.

export interface Metric {
  /** Its name there. */
  readonly tag: string;
  readonly meaning: string;
  /** How it is computed, over what. */
  readonly formula: string;
  readonly unit: string;
  /** What a run that goes well shows. */
  readonly good: string;
}

export interface MetricGroup {
  /** The part of the names before the slash. */
  readonly name: string;
  /** When its figures are written, and what they have in common. */
  readonly about: string;
  readonly metrics: readonly Metric[];
}
