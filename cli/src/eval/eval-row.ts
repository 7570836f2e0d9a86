// A row of the table of an evaluation.

/** The row that every profile is measured against. */
export const BENCHMARK = 'BUY_AND_HOLD';

export interface EvalRow {
  readonly name: string;
  /** The document of `metrics.json`; `null` when the profile could not be run. */
  readonly metrics: object | null;
  /** One sentence, when it could not. */
  readonly why: string | null;
}
