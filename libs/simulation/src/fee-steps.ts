// The steps that fees are rounded to, from the decimal strings of the settings to last decimals of each asset.

import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { assetScale, DECIMAL_PATTERN, parseSafeDecimal, type InstrumentIndex } from '@tradingbot/domain';
import type { FeeSettings } from './venue-settings.ts';

/** In last decimals of the asset that is charged; one entry per instrument. */
export interface FeeSteps {
  readonly quote: readonly number[];
  readonly base: readonly number[];
  readonly bnb: readonly number[];
}

export function feeStepsOf({ steps, bnbInstrument }: FeeSettings, catalog: Catalog): FeeSteps {
  const { instruments } = catalog;
  const bnb = instruments[bnbInstrument as InstrumentIndex];
  const bnbScale = bnb === undefined ? 0 : assetScale(instruments, bnb.base);
  const stepOf = (index: number): string => steps[index] ?? '';
  return {
    quote: instruments.map((_, i) => stepUnits(stepOf(i), moneyScaleOf(catalog))),
    base: instruments.map(({ base }, i) => stepUnits(stepOf(i), assetScale(instruments, base))),
    bnb: instruments.map((_, i) => stepUnits(stepOf(i), bnbScale)),
  };
}

/** A step finer than the last decimal cannot be charged: it is the last decimal. So is none. */
function stepUnits(step: string, scale: number): number {
  if (!DECIMAL_PATTERN.test(step)) return 1;
  const decimals = step.includes('.') ? step.slice(step.indexOf('.') + 1).replace(/0+$/, '').length : 0;
  return decimals > scale ? 1 : Math.max(1, parseSafeDecimal(step, scale));
}
