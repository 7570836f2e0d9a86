// Buys at the first chance and keeps: what every other strategy is measured against.

import { z } from 'zod';
import { defineStrategy } from '../define-strategy.ts';
import { hold, sizing } from './sizing.ts';

export const buyAndHold = defineStrategy({
  name: 'buy-and-hold',
  params: z.strictObject({ ...sizing }),
  onBar(ctx) {
    hold(ctx, true);
  },
});
