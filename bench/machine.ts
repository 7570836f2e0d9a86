// The machine beside every figure: a rate without it says nothing.

import { availableParallelism, cpus, loadavg } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  /** Load average of the last minute: what others do at the same time. */
  readonly load: number;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
  load: Number((loadavg()[0] ?? 0).toFixed(2)),
});
