// What the strategies of a run decided, in order, without what hangs on how the journal is numbered.

import { serialiserFor, type Catalog } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';

export interface TracedDecision {
  /** In microseconds. */
  readonly time: number;
  readonly type: string;
  /** Canonical JSON. */
  readonly payload: string;
  /**
   * `closes`: decided on what had closed at that time or before. `later`: at the same instant, after new bars had opened
   * or the clock had struck.
   */
  readonly phase: 'closes' | 'later';
}

export interface DecisionTrace extends Observer {
  readonly decisions: readonly TracedDecision[];
}

export function createDecisionTrace(catalog: Catalog): DecisionTrace {
  const serialiser = serialiserFor(catalog);
  const decisions: TracedDecision[] = [];
  let laterAt = -Infinity;
  return {
    decisions,
    reads: ['md.open', 'clock.tick', 'signal.target', 'signal.protect', 'strategy.logged'],
    see(event) {
      if (event.type === 'md.open' || event.type === 'clock.tick') laterAt = event.time;
      else {
        decisions.push({
          time: event.time,
          type: event.type,
          payload: serialiser.payload(event),
          phase: laterAt === event.time ? 'later' : 'closes',
        });
      }
    },
  };
}

/** Those that who stands at `cut`, with all that closes there and nothing that opens, has made. */
export const decidedUntil = (decisions: readonly TracedDecision[], cut: number): readonly TracedDecision[] =>
  decisions.filter(({ time, phase }) => time < cut || (time === cut && phase === 'closes'));

export const isSameDecision = (a: TracedDecision | undefined, b: TracedDecision | undefined): boolean =>
  a?.time === b?.time && a?.type === b?.type && a?.payload === b?.payload;
