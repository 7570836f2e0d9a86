// `execution_profile` and `execution_params`: how an approval becomes orders.

import { parseTimeframe, type Timeframe } from '@tradingbot/domain';
import { basisPoints, block, oneOf, wholeNumber } from '../config-fields.ts';
import { EXECUTION, VENUE } from '../readers.ts';

export const EXECUTION_PROFILES = [
  'MKT_OPEN_NEXT_H1',
  'VWAP_CURRENT_H1',
  'LIMIT_MID_BPS',
  'MKT_OPEN_NEXT_4H',
  'VWAP_CURRENT_4H',
] as const;

export type ExecutionProfileName = (typeof EXECUTION_PROFILES)[number];

export const executionProfile = () => oneOf(EXECUTION_PROFILES);

/**
 * The length of the bars that a run's profile decides at; `undefined` when it takes bars of any length. Finer bars are
 * resampled to it, coarser ones cannot be used.
 */
export function profileTimeframe(config: {
  readonly execution_profile?: ExecutionProfileName | undefined;
}): Timeframe | undefined {
  const name = config.execution_profile;
  if (name === undefined || name === 'LIMIT_MID_BPS') return undefined;
  return parseTimeframe(name.endsWith('_H1') ? '1h' : '4h');
}

export const ExecutionParamsSchema = block({
  slippage_bps: basisPoints().default(0).meta({
    unit: 'bps',
    reader: VENUE,
    description: 'How much worse than the market an order fills that takes liquidity, before what `slippage` adds.',
  }),
  limit_offset_bps: basisPoints(-1000, 1000).default(0).meta({
    unit: 'bps',
    description: 'Of LIMIT_MID_BPS: how far the limit lies from the last close; a positive one is more aggressive.',
  }),
  ttl_steps: wholeNumber(0, 1_000_000)
    .default(0)
    .meta({ unit: 'bars', description: 'After so many bars an order that still rests expires; 0 = never.' }),
  ttl_ms: wholeNumber(1, 31_536_000_000).optional().meta({
    unit: 'ms',
    description: 'The same as a length of time, rounded up to whole bars; in place of ttl_steps.',
  }),
  tif: oneOf(['GTC', 'IOC', 'FOK']).default('GTC').meta({
    description:
      'Time in force of limit orders: until canceled, at once or not at all, or at once and whole or not at all.',
  }),
})
  .superRefine(({ ttl_steps, ttl_ms }, context) => {
    if (ttl_steps === 0 || ttl_ms === undefined) return;
    const message = 'expected nothing here, because execution_params.ttl_steps is given';
    context.addIssue({ code: 'custom', path: ['ttl_ms'], message });
  })
  .meta({ reader: EXECUTION });
