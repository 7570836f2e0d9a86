// What cores still had to say when their journal was left: it stopped somewhere between a cause and its consequences.
// Said in the order of (cause, rank, ordinal), it is what the log would have held a moment later.

import { sequencedOf, type RecordedEvent, type Serialiser } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';
import type { CoreRunner, Emission } from '@tradingbot/core';

/** Runners by rank, each having seen the whole journal. */
export type Runners = readonly CoreRunner[];

/**
 * Lets the runners answer each other until none has anything more to say.
 * @param head the last position of the journal
 * @returns their decisions, at the positions behind it
 */
export function settle(runners: Runners, head: number, serialiser: Serialiser): readonly RecordedEvent[] {
  const said: RecordedEvent[] = [];
  for (let next = earliest(runners); next !== undefined; next = earliest(runners)) {
    const recorded = { ...next.emission, source: next.runner.core.name, position: head + said.length + 1 };
    said.push(recorded);
    for (const runner of runners) {
      const difference = runner.see(recorded, () => sequencedOf(recorded, serialiser));
      invariant(difference === undefined, 'a core agrees with what it has just said');
    }
  }
  return said;
}

/** Of equal causes the first rank's comes first. */
function earliest(runners: Runners): { runner: CoreRunner; emission: Emission } | undefined {
  let first: { runner: CoreRunner; emission: Emission } | undefined;
  for (const runner of runners) {
    const emission = runner.pending.at(0);
    if (emission !== undefined && (first === undefined || emission.cause < first.emission.cause)) {
      first = { runner, emission };
    }
  }
  return first;
}
