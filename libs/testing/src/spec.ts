// given(…events).when(…events).then(…decisions): exact, complete and in order.
// Every core also runs behind the tripwire here, and its state is saved, restored and compared at the turn.

import { expect } from '@jest/globals';
import { sequencedFact, TYPE_CODE, type Json, type Manifest, type SequencedEvent } from '@tradingbot/contracts';
import { deciding, startCore, type Core } from '@tradingbot/core';
import { armImpurityGuard } from '@tradingbot/core/shell';
import type { Micros } from '@tradingbot/domain';
import { MANIFEST } from './catalog.ts';
import { hour, type Spoken } from './events.ts';

armImpurityGuard();

export interface Given {
  when(...events: readonly Spoken[]): { then(...decisions: readonly Spoken[]): void };
}

/** A specification of one core. `given()` without events starts from nothing. */
export function specOf<State>(
  core: () => Core<State>,
  manifest: Manifest = MANIFEST,
): { given(...events: readonly Spoken[]): Given } {
  return {
    given: (...before) => ({
      when: (...events) => ({
        then: (...decisions) => {
          const straight = startCore(core(), manifest);
          const positions = numbering();
          feed(straight, before, positions);
          // Through JSON and back: a core that forgets part of its state is caught in every spec.
          const saved = JSON.parse(JSON.stringify(straight.core.save(straight.state))) as Json;
          const restored = startCore(core(), manifest, saved);
          const emitted = feed(restored, events, positions);
          expect(emitted).toEqual(decisions.map(({ type, payload }) => ({ type, payload })));
        },
      }),
    }),
  };
}

interface Numbering {
  position: number;
  time: Micros;
}

const numbering = (): Numbering => ({ position: 0, time: hour(0) });

function feed(
  running: ReturnType<typeof startCore>,
  events: readonly Spoken[],
  numbers: Numbering,
): { type: string; payload: unknown }[] {
  const emitted: { type: string; payload: unknown }[] = [];
  for (const { type, payload, time } of events) {
    numbers.position += 1;
    numbers.time = time ?? numbers.time;
    if (!running.core.reads.includes(type)) continue;
    const event: SequencedEvent = sequencedFact(
      type,
      TYPE_CODE[type],
      numbers.position,
      numbers.time,
      'sequencer',
      payload as never,
    );
    deciding(() =>
      running.core.step(running.state, event, (name, body) => emitted.push({ type: name, payload: body })),
    );
  }
  return emitted;
}
