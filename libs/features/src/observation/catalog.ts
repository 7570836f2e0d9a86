// The 56 numbers of the original's observation, one by one, in its order: what each is here, and why.
// docs/features.md is made from this list.

import { AGENT_FILL_RATIO, CASH_RATIO, POSITION_RATIO } from './account-features.ts';
import type { Feature } from './feature.ts';
import { TOKEN_COUNT, TOKEN_ID, TOKEN_ONE_HOT } from './instrument-features.ts';
import { MA20, MA20_VALID, MA5, MA5_VALID, SMA_12000 } from './market/averages.ts';
import { BAND_POSITION, BAND_SQUEEZE, BAND_WIDTH } from './market/bands.ts';
import { GARCH } from './market/garch.ts';
import { FEAR_GREED, FEAR_GREED_VALID, IS_HIGH_IMPORTANCE, RISK_OFF, TIME_SINCE_EVENT } from './market/news.ts';
import { CCI, MACD, MACD_SIGNAL, RSI14, TREND_STRENGTH } from './market/oscillators.ts';
import { MOMENTUM, PAST_RETURNS, PRICE, PRICE_MOMENTUM, RETURN_OF_BAR } from './market/price.ts';
import { REALIZED_SPREAD } from './market/spread.ts';
import { BUY_RATIO_MEANS, BUY_RATIO_MOMENTA, CVD, TAKER_BUY_RATIO, VOL_IMBALANCE } from './market/taker-flow.ts';
import { ATR, PARKINSON, VOL_PROXY, YANG_ZHANG } from './market/volatility.ts';
import { LOG_VOLUME_NORM, OBV, REL_VOLUME, TRADE_INTENSITY } from './market/volume.ts';

const FEATURES: readonly Feature[] = [
  PRICE,
  LOG_VOLUME_NORM,
  REL_VOLUME,
  MA5,
  MA5_VALID,
  MA20,
  MA20_VALID,
  RSI14,
  MACD,
  MACD_SIGNAL,
  MOMENTUM,
  ATR,
  CCI,
  OBV,
  RETURN_OF_BAR,
  VOL_PROXY,
  CASH_RATIO,
  POSITION_RATIO,
  VOL_IMBALANCE,
  TRADE_INTENSITY,
  REALIZED_SPREAD,
  AGENT_FILL_RATIO,
  PRICE_MOMENTUM,
  BAND_SQUEEZE,
  TREND_STRENGTH,
  BAND_POSITION,
  BAND_WIDTH,
  IS_HIGH_IMPORTANCE,
  TIME_SINCE_EVENT,
  RISK_OFF,
  FEAR_GREED,
  FEAR_GREED_VALID,
  ...CVD,
  ...YANG_ZHANG,
  ...GARCH,
  ...PAST_RETURNS,
  SMA_12000,
  ...PARKINSON,
  TAKER_BUY_RATIO,
  ...BUY_RATIO_MEANS,
  ...BUY_RATIO_MOMENTA,
  TOKEN_COUNT,
  TOKEN_ID,
  TOKEN_ONE_HOT,
];

/** All of them, by their place in the original's observation. */
export const featureCatalog: readonly Feature[] = [...FEATURES].sort((a, b) => a.index - b.index);

const byName: ReadonlyMap<string, Feature> = new Map(featureCatalog.map((feature) => [feature.name, feature]));

/** The feature of that name, or undefined. */
export function featureNamed(name: string): Feature | undefined {
  return byName.get(name);
}
