// The order of events by the rule itself, without a queue: the model that the in-process sequencer is held to.

import { TYPE_CODE, type SequencedEvent } from '@tradingbot/contracts';
import { FACT_SOURCE, payloadOf, started, type ToyBatch, type ToyPlan } from './toy-cores.ts';

/**
 * All emissions lie in a pool, and the one with the least (cause, rank, ordinal) gets the
 * next position when every event that has one has been answered. Cores are asked in any order, here backwards.
 */
export function playNaively(plans: readonly ToyPlan[], batches: readonly ToyBatch[]): SequencedEvent[] {
  const cores = started(plans);
  const log: SequencedEvent[] = [];
  const pool: { rank: number; event: SequencedEvent }[] = [];
  let answered = 0;
  const answer = (event: SequencedEvent): void => {
    for (let rank = cores.length - 1; rank >= 0; rank--) {
      const { core, state } = cores[rank] as (typeof cores)[number];
      if (!core.reads.includes(event.type)) continue;
      let ordinal = 0;
      core.step(state, event, (type, payload) => {
        const { time, correlation, position: cause } = event;
        const emitted = {
          type,
          code: TYPE_CODE[type],
          position: 0,
          time,
          source: core.name,
          cause,
          ordinal,
          correlation,
          payload,
        };
        pool.push({ rank, event: emitted as unknown as SequencedEvent });
        ordinal += 1;
      });
    }
  };
  let time = 0;
  for (const { facts, after } of batches) {
    time += after;
    for (const type of facts) {
      const position = log.length + 1;
      const fact = { type, code: TYPE_CODE[type], position, time, source: FACT_SOURCE, cause: 0, ordinal: 0 };
      log.push({ ...fact, correlation: position, payload: payloadOf(type) } as SequencedEvent);
    }
    for (;;) {
      for (; answered < log.length; answered++) answer(log[answered] as SequencedEvent);
      pool.sort((a, b) => a.event.cause - b.event.cause || a.rank - b.rank || a.event.ordinal - b.event.ordinal);
      const next = pool.shift();
      if (next === undefined) break;
      log.push({ ...next.event, position: log.length + 1 });
    }
  }
  return log;
}
