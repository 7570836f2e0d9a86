// What a strategy has named while it ran, bar by bar: the weights of its targets, as they stand in the journal.

import type { SequencedEvent } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { WEIGHT_ONE } from '@tradingbot/domain';

/** By instrument: for each bar behind `from` the weight that was named at its close, NaN where none was. */
export type NamedTargets = readonly (readonly number[])[];

export interface TargetTrace {
  readonly observer: Observer;
  readonly targets: NamedTargets;
}

/** @param from in microseconds: bars that close until then only warm up */
export function traceTargets(instruments: number, from: number): TargetTrace {
  const targets: number[][] = Array.from({ length: instruments }, () => []);
  return {
    targets,
    observer: {
      reads: ['md.bar', 'signal.target'],
      see(event: SequencedEvent) {
        if (event.time <= from) return;
        if (event.type === 'md.bar') targets[event.payload.instrument]?.push(NaN);
        if (event.type !== 'signal.target' || event.payload.target.kind !== 'weight') return;
        const { instrument, target } = event.payload;
        const named = targets[instrument];
        // A strategy decides on a bar when that bar has been said.
        if (named !== undefined && named.length > 0) named[named.length - 1] = target.weight / WEIGHT_ONE;
      },
    },
  };
}
