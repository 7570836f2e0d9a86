// What can be typed after `tradingbot config check` and `config show`.

export interface ConfigOptions {
  readonly set?: readonly string[];
  readonly json?: true;
}
