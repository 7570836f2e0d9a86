// Toy cores for the tests of the sequencer: they answer by a script, and what they say tells what they had seen.

import {
  EVENT_TYPES,
  strategyIndex,
  type EventType,
  type Payload,
  type SequencedEvent,
  type Source,
} from '@tradingbot/contracts';
import { instrumentIndex, micros } from '@tradingbot/domain';
import fc from 'fast-check';
import { startCore, type Core, type RunningCore } from '../src/core.ts';
import { createSequencer, type Observer, type Sequencer } from '../src/sequencer.ts';

export const MANIFEST = { catalog: { instruments: [], strategies: [], currency: 'USDT' }, seed: 1 };

/** What each toy says, with a text inside. */
const SAYS = {
  strategy: ['strategy.logged', (message: string) => ({ strategy: strategyIndex(0), level: 'info', message })],
  risk: ['risk.state', (reason: string) => ({ state: { status: 'ACTIVE' }, reason })],
  execution: ['order.cancel-requested', (orderId: string) => ({ orderId, instrument: instrumentIndex(0) })],
  'venue-sim': ['order.accepted', (orderId: string) => ({ orderId, instrument: instrumentIndex(0) })],
} as const;
type ToyName = keyof typeof SAYS;
export const TOY_NAMES = Object.keys(SAYS) as ToyName[];
export const TOY_FACTS = ['clock.tick', 'run.started', 'control.kill'] as const;
const TOY_TYPES: readonly EventType[] = [...TOY_FACTS, ...TOY_NAMES.map((name) => SAYS[name][0])];

export interface ToyPlan {
  readonly name: ToyName;
  readonly reads: readonly EventType[];
  /** How many events it emits for the first, second, … event that it sees; from the start again after the last. */
  readonly answers: readonly number[];
  /** How many it emits at most, so that toys that answer each other come to an end. */
  readonly breath: number;
}

interface ToyState {
  seen: number;
  breath: number;
}

export function toyCore({ name, reads, answers, breath }: ToyPlan): Core<ToyState> {
  const [type, says] = SAYS[name];
  return {
    name,
    reads,
    init: () => ({ seen: 0, breath }),
    step(state, event, emit) {
      const answer = answers[state.seen % answers.length] ?? 0;
      state.seen += 1;
      for (let i = 0; i < answer && state.breath > 0; i++) {
        state.breath -= 1;
        emit(type, says(`${name}:${state.seen}:${event.position}:${i}`) as Payload<typeof type>);
      }
    },
    save: ({ seen }) => seen,
    load: () => undefined,
  };
}

export const started = (plans: readonly ToyPlan[]): RunningCore[] =>
  plans.map((plan) => startCore(toyCore(plan), MANIFEST));

/** One to four toys in any order of ranks. */
export const toyPlans: fc.Arbitrary<ToyPlan[]> = fc.shuffledSubarray(TOY_NAMES, { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        reads: fc.subarray([...TOY_TYPES]),
        answers: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
        breath: fc.nat(12),
      }),
    ),
  ),
);

type ToyFact = (typeof TOY_FACTS)[number];

/** Facts of one time, drained together, and how long after the batch before. */
export interface ToyBatch {
  readonly facts: readonly ToyFact[];
  readonly after: number;
}

export const toyBatches: fc.Arbitrary<ToyBatch[]> = fc.array(
  fc.record({ facts: fc.array(fc.constantFrom(...TOY_FACTS), { maxLength: 4 }), after: fc.nat(3) }),
  { maxLength: 8 },
);

export const payloadOf = (type: ToyFact): Payload<ToyFact> =>
  type === 'control.kill' ? { operator: 'ann', reason: '', command: '' } : {};

export const FACT_SOURCE: Source = 'sequencer';

/** Queues the facts of each batch and drains them. */
export function feed(sequencer: Sequencer, batches: readonly ToyBatch[]): void {
  let time = 0;
  for (const { facts, after } of batches) {
    time += after;
    for (const type of facts) sequencer.appender(FACT_SOURCE, type)(micros(time), payloadOf(type));
    sequencer.drain();
  }
}

/** Every event of such a run, as an observer of everything sees it. */
export function played(
  plans: readonly ToyPlan[],
  batches: readonly ToyBatch[],
  others: readonly Observer[] = [],
): SequencedEvent[] {
  const log: SequencedEvent[] = [];
  const everything: Observer = { reads: EVENT_TYPES, see: (event) => void log.push(plain(event)) };
  feed(createSequencer(started(plans), [everything, ...others]), batches);
  return log;
}

/** An event as a plain object, to be kept and compared. */
export const plain = (event: SequencedEvent): SequencedEvent => ({ ...event });
