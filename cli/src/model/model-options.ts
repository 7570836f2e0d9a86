// What can be typed after `tradingbot model …`.

export interface ModelOptions {
  /** The folder of results. */
  readonly artifacts: string;
  readonly json?: true;
}

export interface PromoteOptions extends ModelOptions {
  readonly by?: string;
  readonly reason?: string;
}
