// What can be typed after `tradingbot train`.

export interface TrainOptions {
  readonly config?: string;
  readonly data?: readonly string[];
  readonly symbols?: string;
  readonly from?: string;
  readonly to?: string;
  readonly set?: readonly string[];
  readonly seed?: string;
  readonly backend?: string;
  /** Alone, the last checkpoint of the last run of this configuration. */
  readonly resume?: string | true;
  /** Threads of a population. */
  readonly jobs?: string;
  /** A population's members learn on `tradingbot service trainer` workers. */
  readonly workers?: true;
  readonly json?: true;
  readonly quiet?: true;
}
