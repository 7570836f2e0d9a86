// A bar of a market at random: prices and volume in units of the instrument.

export interface ScenarioBar {
  readonly instrument: number;
  readonly openTime: number;
  readonly length: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly known: boolean;
  readonly path: readonly number[];
}
