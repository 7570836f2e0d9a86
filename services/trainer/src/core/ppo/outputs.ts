// Arrays for what a network says of some observations.

import { actorOutputs, criticOutputs, type NetworkSpec } from '@tradingbot/policy';
import type { Outputs } from '../backend.ts';

export const outputsFor = (spec: NetworkSpec, rows: number): Outputs => ({
  actor: new Float32Array(rows * actorOutputs(spec)),
  critic: new Float32Array(rows * criticOutputs(spec)),
});
