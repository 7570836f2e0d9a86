// The facts that the sequencer itself writes while a journal runs.

import type { Payload, UnsequencedEvent } from '@tradingbot/contracts';
import type { Micros } from '@tradingbot/domain';

type OwnFact = 'clock.tick' | 'run.ending' | 'run.closed' | 'control.kill' | 'control.reduce' | 'control.resume';

export function fact<Type extends OwnFact>(type: Type, time: number, payload: Payload<Type>): UnsequencedEvent {
  const made = { type, source: 'sequencer', time: time as Micros, cause: 0, ordinal: 0, correlation: 0, payload };
  return made as UnsequencedEvent;
}

/** How a journal ends: everything before it is counted, and every core has decided all of it. */
export function closingFact(time: number, head: number, facts: number, cores: readonly string[]): UnsequencedEvent {
  const done = Object.fromEntries(cores.map((core) => [core, head]));
  return fact('run.closed', time, { facts, decisions: head - facts, done });
}
