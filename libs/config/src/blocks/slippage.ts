// The block `slippage`: spread, and the square-root law of what size does to a price.

import { basisPoints, block, flag, number, positive, wholeNumber } from '../config-fields.ts';
import { VENUE } from '../readers.ts';

/** The most that slippage comes to, where no other cap is stated. */
export const MOST_SLIPPAGE_BPS = 500;

const DynamicSpreadSchema = block({
  enabled: flag().default(false).meta({ description: 'Whether the spread follows the range of the bars.' }),
  alpha_bps: basisPoints().optional().meta({ unit: 'bps', description: 'The spread of a bar without any range.' }),
  beta_coef: number(0, 100).optional().meta({ unit: 'factor', description: 'Times the range of the last closed bar.' }),
  min_spread_bps: basisPoints().default(0).meta({ unit: 'bps', description: 'The least spread.' }),
  max_spread_bps: basisPoints().default(20).meta({ unit: 'bps', description: 'The most.' }),
  smoothing_alpha: positive(1)
    .default(1)
    .meta({ unit: 'share', description: 'Of the new spread in the smoothed one, per bar; 1 = not smoothed.' }),
}).superRefine((dynamic, context) => {
  const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
  const { enabled, alpha_bps, beta_coef, min_spread_bps, max_spread_bps } = dynamic;
  if (enabled && alpha_bps === undefined) refuse('alpha_bps', 'expected basis points, such as 1');
  if (enabled && beta_coef === undefined) refuse('beta_coef', 'expected a number, such as 0.05');
  if (min_spread_bps > max_spread_bps) refuse('max_spread_bps', 'expected at least min_spread_bps');
});

export const SlippageSchema = block({
  k: number(0, 1000)
    .default(0.8)
    .meta({ unit: 'factor', description: 'Of volatility × √(size ÷ liquidity), which is added to the price.' }),
  default_spread_bps: basisPoints()
    .default(2)
    .meta({ unit: 'bps', description: 'Ask minus bid; a fill that takes liquidity pays half of it.' }),
  min_half_spread_bps: basisPoints().default(0).meta({ unit: 'bps', description: 'The least of that half.' }),
  eps: positive().default(1e-12).meta({ unit: 'base asset', description: 'The least that liquidity counts as.' }),
  vol_window: wholeNumber(2, 10_000)
    .default(120)
    .meta({ unit: 'bars', description: 'Of which the volatility is the deviation of the returns.' }),
  liquidity_window: wholeNumber(1, 10_000)
    .default(24)
    .meta({ unit: 'bars', description: 'Of which the mean volume is the liquidity.' }),
  max_bps: basisPoints(0, 9999)
    .default(MOST_SLIPPAGE_BPS)
    .meta({ unit: 'bps', description: 'The most that slippage without the spread comes to, impact included.' }),
  dynamic: DynamicSpreadSchema.prefault({}).meta({ description: 'A spread that follows the market.' }),
}).meta({ reader: VENUE });
