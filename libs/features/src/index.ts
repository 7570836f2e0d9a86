// Streaming indicators. Pure: no clock, no randomness, no I/O. State is plain data, saved and restored with its core.
// Strategy, backtester and trainer use these same ones, so a feature means the same in all three.

export { atr } from './atr.ts';
export { bollinger, type Bollinger } from './bollinger.ts';
export { cci } from './cci.ts';
export { ema } from './ema.ts';
export type { BarIndicator, Reading, SeriesIndicator, VolumeIndicator } from './indicator.ts';
export { lag } from './lag.ts';
export { macd, type Macd } from './macd.ts';
export { momentum } from './momentum.ts';
export { obv } from './obv.ts';
export { roc } from './roc.ts';
export { rollingMax, rollingMin } from './rolling-extreme.ts';
export { rsi } from './rsi.ts';
export { sma } from './sma.ts';
export { standardDeviation, type StandardDeviation } from './standard-deviation.ts';
export { vwap } from './vwap.ts';
export { wilderAverage } from './wilder-average.ts';
export * from './observation/index.ts';
