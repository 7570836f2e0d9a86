// The answer to "does this journal follow from its code?", as a document.

import type { Emission } from '@tradingbot/core';
import type { RecordedEvent } from '@tradingbot/contracts';

export interface Verdict {
  readonly verdict: 'identical' | 'different' | 'inconclusive' | 'code_differs';
  /** One sentence; null for `identical`. */
  readonly reason: string | null;
  readonly run: string;
  readonly events: number;
  readonly facts_replayed: number;
  readonly decisions_recorded: number;
  /** By core. */
  readonly decisions_compared: Readonly<Record<string, number>>;
  readonly code_recorded: string;
  readonly code_now: string;
  /** Of the recorded decisions that were read. */
  readonly decision_digest: string;
  readonly first_difference: FirstDifference | null;
  readonly events_per_second: number;
}

export interface FirstDifference {
  /** Where it shows. */
  readonly position: number;
  readonly core: string;
  /** The position that caused it. */
  readonly cause: number;
  /** From the cause back to the fact at the root. */
  readonly cause_chain: readonly ShownEvent[];
  /** null: decided and not recorded. */
  readonly recorded: ShownDecision | null;
  /** null: recorded and not decided. */
  readonly replayed: ShownDecision | null;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
}

export interface ShownDecision {
  readonly type: string;
  readonly cause: number;
  readonly ordinal: number;
  readonly correlation: number;
  readonly time: number;
  readonly payload: unknown;
}

export interface ShownEvent extends ShownDecision {
  readonly position: number;
  readonly source: string;
}

export const shownDecision = ({
  type,
  cause,
  ordinal,
  correlation,
  time,
  payload,
}: RecordedEvent | Emission): ShownDecision => ({
  type,
  cause,
  ordinal,
  correlation,
  time,
  payload: JSON.parse(payload) as unknown,
});

export const shownEvent = (recorded: RecordedEvent): ShownEvent => ({
  position: recorded.position,
  source: recorded.source,
  ...shownDecision(recorded),
});

/** What differs, down to the fields of the payload: `payload.qty`. */
export function differingFields(a: ShownDecision, b: ShownDecision): string[] {
  const { payload: inA, ...headA } = a;
  const { payload: inB, ...headB } = b;
  return [...differingKeys(headA, headB), ...differingKeys(inA, inB).map((key) => `payload.${key}`)];
}

function differingKeys(a: unknown, b: unknown): string[] {
  const [left, right] = [entriesOf(a), entriesOf(b)];
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].filter((key) => JSON.stringify(left.get(key)) !== JSON.stringify(right.get(key))).sort();
}

const entriesOf = (value: unknown): Map<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
