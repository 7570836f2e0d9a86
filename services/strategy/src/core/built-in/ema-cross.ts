// Holds while a fast average of closes is above a slow one. The reference strategy of benchmarks (workload W1).

import { ema } from '@tradingbot/features';
import { z } from 'zod';
import { defineStrategy } from '../define-strategy.ts';
import { hold, sizing } from './sizing.ts';

/** Each average is seeded with the simple mean of its first n closes. Acts from bar `slow` on. */
export const emaCross = defineStrategy({
  name: 'ema-cross',
  params: z
    .strictObject({ fast: z.int().min(1).default(10), slow: z.int().min(2).default(20), ...sizing })
    .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'expected fast to be less than slow' }),
  warmup: (p) => p.slow,
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  onBar(ctx, bar) {
    const { fast, slow } = ctx.state;
    fast.update(bar.close);
    slow.update(bar.close);
    hold(ctx, fast.value > slow.value);
  },
});
