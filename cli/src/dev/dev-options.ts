// What can be typed after `tradingbot dev up|down|status`.

export interface DevOptions {
  readonly json?: true;
}

export interface DevUpOptions extends DevOptions {
  readonly detach?: true;
}
