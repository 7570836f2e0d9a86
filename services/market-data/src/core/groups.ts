// Facts become groups, ready to be appended; those that the journal has already are left out.

import {
  sequencedFact,
  TYPE_CODE,
  type EventType,
  type Payload,
  type ProducedEvent,
  type Serialiser,
} from '@tradingbot/contracts';
import { formatMicros, InputError, type Micros } from '@tradingbot/domain';
import { comparePlaces, stageOf, type Group, type GroupPlace } from './group.ts';
import type { FactSink } from './market-facts.ts';
import type { ResumePoint } from './resume-point.ts';

export interface Groups extends FactSink {
  /** The oldest group that is whole and was not taken yet. */
  take(): Group | undefined;
  /** No more comes. @throws InputError when the data ends before what the journal has of it */
  end(): void;
}

/**
 * @throws InputError (from `drain` and `end`) when the data is not that of the journal: its last group would be another
 */
export function createGroups(serialiser: Serialiser, { last }: ResumePoint): Groups {
  const whole: Group[] = [];
  let place: GroupPlace | undefined;
  let events: ProducedEvent[] = [];
  /** Whether the last group of this journal has yet to be found in the data. */
  let sought = last?.events;

  const add =
    <Type extends EventType>(type: Type) =>
    (time: Micros, payload: Payload<Type>): void => {
      const here = { time, stage: stageOf(type) };
      if (last !== undefined && comparePlaces(here, last) < 0) return;
      place = here;
      const fact = sequencedFact(type, TYPE_CODE[type], 0, time, 'market-data', payload);
      events.push({ type, time, cause: 0, ordinal: 0, correlation: 0, payload: serialiser.payload(fact) });
    };

  function drain(): void {
    if (place === undefined) return;
    const group: Group = { ...place, events };
    place = undefined;
    events = [];
    if (last === undefined || comparePlaces(group, last) > 0) {
      refuseMissing();
      whole.push(group);
    } else {
      if (sought !== undefined && !isSame(group.events, sought)) refuseOther(group.time);
      sought = undefined;
    }
  }

  function refuseMissing(): void {
    if (sought !== undefined && last !== undefined) refuseOther(last.time);
  }

  return {
    instant: () => {},
    instrument: add('md.instrument'),
    bar: add('md.bar'),
    path: add('md.path'),
    open: add('md.open'),
    split: add('md.split'),
    dividend: add('md.dividend'),
    drain,
    take: () => whole.shift(),
    end: refuseMissing,
  };
}

type Content = Pick<ProducedEvent, 'type' | 'payload'>;

const isSame = (now: readonly Content[], recorded: readonly Content[]): boolean =>
  now.length === recorded.length &&
  now.every(({ type, payload }, i) => type === recorded[i]?.type && payload === recorded[i].payload);

function refuseOther(time: number): never {
  throw new InputError(
    'data',
    `the journal has other market data at ${formatMicros(time)} than there is now`,
    'bring back the data that the run began with, or begin a new run',
  );
}
