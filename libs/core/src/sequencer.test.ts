// One FIFO, one order: the in-process sequencer against the rule that also orders emissions over a bus,
// by (cause, rank, ordinal); and what it refuses.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_TYPES, OWNED_TYPES, type EventType, type SequencedEvent, type Source } from '@tradingbot/contracts';
import { micros } from '@tradingbot/domain';
import { feed, MANIFEST, plain, played, started, TOY_FACTS, toyBatches, toyPlans } from '../testing/toy-cores.ts';
import { playNaively } from '../testing/naive-sequencer.ts';
import { startCore, type Core, type Emit } from './core.ts';
import { createSequencer, type Observer } from './sequencer.ts';

describe('The order of events', () => {
  test('is by cause, then rank, then ordinal, with facts in the order in which they were said', () => {
    let decisions = 0;
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const log = played(plans, batches);
        expect(log).toStrictEqual(playNaively(plans, batches));
        decisions += log.filter(({ cause }) => cause > 0).length;
      }),
      { numRuns: 1_000 },
    );
    // A property over runs in which nobody decides would prove nothing.
    expect(decisions).toBeGreaterThan(1_000);
  });

  test('has positions from 1 without a gap, and times that never go back', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const log = played(plans, batches);
        expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1));
        const times = log.map(({ time }) => time);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });

  test('is the same whoever watches, and a watcher sees every event of its types once', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, fc.subarray([...EVENT_TYPES]), (plans, batches, reads) => {
        const seen: SequencedEvent[] = [];
        const log = played(plans, batches, [{ reads, see: (event) => void seen.push(plain(event)) }]);
        expect(log).toStrictEqual(played(plans, batches));
        expect(seen).toStrictEqual(log.filter(({ type }) => reads.includes(type)));
      }),
    );
  });

  test('is what position, time and the count of facts tell of, in the middle too', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const log: SequencedEvent[] = [];
        const see = (event: SequencedEvent): void => {
          expect(sequencer.position).toBe(event.position);
          log.push(plain(event));
        };
        const sequencer = createSequencer(started(plans), [{ reads: EVENT_TYPES, see }]);
        feed(sequencer, batches);
        const facts = log.filter(({ cause }) => cause === 0);
        expect([sequencer.position, sequencer.facts]).toEqual([log.length, facts.length]);
        if (facts.length > 0) expect(sequencer.time).toBe(facts.at(-1)?.time);
      }),
    );
  });
});

/** A core of one test: what it does at each event. */
function core(
  name: Source,
  reads: readonly EventType[],
  step: (event: SequencedEvent, emit: Emit) => void,
): Core<null> {
  return {
    name,
    reads,
    init: () => null,
    step: (_state, event, emit) => step(event, emit),
    save: () => null,
    load: () => undefined,
  };
}

const running = (...cores: Core<null>[]) => cores.map((one) => startCore(one, MANIFEST));
const NOTHING: Observer[] = [];
const log = (emit: Emit, message: string): void =>
  emit('strategy.logged', { strategy: 0 as never, level: 'info', message });

describe('A drain', () => {
  test('is when things are decided: until then facts wait', () => {
    const steps: string[] = [];
    const sequencer = createSequencer(running(core('risk', TOY_FACTS, ({ type }) => void steps.push(type))), NOTHING);
    sequencer.appender('sequencer', 'run.started')(micros(1), {});
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    expect([steps, sequencer.position]).toEqual([[], 0]);
    sequencer.drain();
    expect([steps, sequencer.position]).toEqual([['run.started', 'clock.tick'], 2]);
  });

  test('puts all that the closes of an instant caused before its opens', () => {
    const lines: string[] = [];
    const echo = core('strategy', ['control.kill', 'strategy.logged'], (event, emit) => {
      if (event.type === 'control.kill') log(emit, 'once');
      if (event.type === 'strategy.logged' && event.payload.message === 'once') log(emit, 'twice');
    });
    const see = ({ type, position, time }: SequencedEvent): void => void lines.push(`${time} ${position} ${type}`);
    const sequencer = createSequencer(running(echo), [{ reads: EVENT_TYPES, see }]);
    const close = sequencer.appender('sequencer', 'control.kill');
    close(micros(5), { operator: '', reason: '', command: '' });
    close(micros(5), { operator: '', reason: '', command: '' });
    sequencer.drain();
    sequencer.appender('sequencer', 'run.started')(micros(5), {});
    sequencer.drain();
    expect(lines).toEqual([
      '5 1 control.kill',
      '5 2 control.kill',
      '5 3 strategy.logged',
      '5 4 strategy.logged',
      '5 5 strategy.logged',
      '5 6 strategy.logged',
      '5 7 run.started',
    ]);
  });

  test('shows each event to the observers first, then to the cores by rank', () => {
    const order: string[] = [];
    const cores = running(
      core('venue-sim', TOY_FACTS, ({ position }) => void order.push(`first core ${position}`)),
      core('risk', ['clock.tick'], ({ position }) => void order.push(`second core ${position}`)),
    );
    const sequencer = createSequencer(cores, [
      { reads: TOY_FACTS, see: ({ position }) => void order.push(`observer ${position}`) },
    ]);
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    sequencer.appender('sequencer', 'run.started')(micros(1), {});
    sequencer.drain();
    expect(order).toEqual(['observer 1', 'first core 1', 'second core 1', 'observer 2', 'first core 2']);
  });

  test('does not start inside another one', () => {
    const inside: Observer = { reads: EVENT_TYPES, see: () => sequencer.drain() };
    const sequencer = createSequencer([], [inside]);
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    expect(() => sequencer.drain()).toThrow('a drain starts when the one before it has ended');
  });

  test('does not go on after a core has broken', () => {
    const broken = core('risk', ['clock.tick'], () => {
      throw new Error('broken');
    });
    const sequencer = createSequencer(running(broken), NOTHING);
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    expect(() => sequencer.drain()).toThrow('broken');
    expect(() => sequencer.drain()).toThrow('a drain starts when the one before it has ended');
  });
});

describe('The sequencer refuses', () => {
  test.each([999, -1, NaN])('a fact of %d when the last one was of 1,000', (time) => {
    const sequencer = createSequencer([], NOTHING);
    const tick = sequencer.appender('sequencer', 'clock.tick');
    tick(micros(1_000), {});
    tick(micros(1_000), {});
    expect(() => tick(micros(time), {})).toThrow('time never goes back within a journal');
    expect(() => sequencer.appender('sequencer', 'run.started')(micros(time), {})).toThrow('time never goes back');
  });

  test('a later fact while an earlier one waits, whose decisions would come behind it with an earlier time', () => {
    const sequencer = createSequencer([], NOTHING);
    const tick = sequencer.appender('sequencer', 'clock.tick');
    tick(micros(1), {});
    expect(() => tick(micros(2), {})).toThrow('an instant is drained before time goes on');
    sequencer.drain();
    tick(micros(2), {});
  });

  const foreign = (Object.keys(OWNED_TYPES) as Source[]).flatMap((source) =>
    EVENT_TYPES.filter((type) => !OWNED_TYPES[source].includes(type)).map((type): [Source, EventType] => [
      source,
      type,
    ]),
  );

  test('every type that a source does not own, as a fact and as a decision', () => {
    for (const [source, type] of foreign) {
      const sentence = `${source} appends only types that it owns, not ${type}`;
      expect(() => createSequencer([], NOTHING).appender(source, type)).toThrow(sentence);
      const eager = core(source, ['clock.tick'], (_event, emit) => emit(type, {}));
      const sequencer = createSequencer(running(eager), NOTHING);
      sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
      expect(() => sequencer.drain()).toThrow(sentence);
    }
  });

  test('an emission outside a step: before, after, and while observers look', () => {
    let kept: Emit = () => undefined;
    const hoarder = core('strategy', ['clock.tick'], (_event, emit) => {
      kept = emit;
      log(emit, 'inside');
    });
    const refusals: unknown[] = [];
    const meddler: Observer = {
      reads: ['clock.tick'],
      see: ({ position }) => {
        if (position === 1) return;
        try {
          log(kept, 'from an observer');
        } catch (error) {
          refusals.push(error);
        }
      },
    };
    const sequencer = createSequencer(running(hoarder), [meddler]);
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    sequencer.drain();
    expect(() => log(kept, 'late')).toThrow('a core emits only while it is handed an event');
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    sequencer.appender('sequencer', 'clock.tick')(micros(1), {});
    expect(() => log(kept, 'early')).toThrow('a core emits only while it is handed an event');
    sequencer.drain();
    expect(refusals).toHaveLength(2);
    // Three ticks and what was said inside their steps; nothing else got a position.
    expect(sequencer.position).toBe(6);
  });

  test('two cores of one name, whose decisions would have the same ids', () => {
    const twins = running(
      core('risk', [], () => undefined),
      core('risk', [], () => undefined),
    );
    expect(() => createSequencer(twins, NOTHING)).toThrow('every core has its own name');
  });

  test('a core that asks for ticks and does not read them', () => {
    const sleeper = { ...core('risk', ['md.bar'], () => undefined), wakeAt: () => 0 };
    expect(() => createSequencer(running(sleeper), NOTHING)).toThrow('risk reads the ticks it asks for');
  });
});
