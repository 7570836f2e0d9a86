// Holds after the close has risen above its recent mean by a threshold, until it falls below it by another.

import { sma } from '@tradingbot/features';
import { z } from 'zod';
import { defineStrategy } from '../define-strategy.ts';
import { hold, sizing } from './sizing.ts';

/** Signal: close ÷ mean of the last `lookback` closes − 1. Enters above `enter`, leaves below `exit`, in between keeps. */
export const momentum = defineStrategy({
  name: 'momentum',
  params: z
    .strictObject({
      lookback: z.int().min(2).default(5),
      enter: z.number().min(0).default(0.002),
      exit: z.number().default(-0.002),
      ...sizing,
    })
    .refine((p) => p.exit <= p.enter, { path: ['exit'], message: 'expected exit to be at most enter' }),
  warmup: (p) => p.lookback,
  init: (p) => ({ mean: sma(p.lookback) }),
  onBar(ctx, bar) {
    const { mean } = ctx.state;
    mean.update(bar.close);
    const signal = bar.close / mean.value - 1;
    if (signal > ctx.params.enter) hold(ctx, true);
    else if (signal < ctx.params.exit) hold(ctx, false);
  },
});
