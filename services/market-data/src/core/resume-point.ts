// How far the market data of a journal has come, read from the journal itself: nothing else remembers it.

import type { RecordedEvent } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';
import { comparePlaces, isMarketData, stageOf, type GroupPlace } from './group.ts';

/** Where market data goes on. */
export interface ResumePoint {
  /** How many events of market data the journal has, the opening facts among them: the number of the next one. */
  readonly events: number;
  /** When the journal was opened. The rules in force by then are among its opening facts. */
  readonly openedAt: number;
  /** The group that was recorded last, in this journal or in the one that it continues. */
  readonly last: RecordedGroup | undefined;
}

export interface RecordedGroup extends GroupPlace {
  /** `undefined` of a journal before this one: the data may be another since then. */
  readonly events: readonly Pick<RecordedEvent, 'type' | 'payload'>[] | undefined;
}

export interface ResumeFold {
  /** Every event of the journal, in order. */
  see(event: RecordedEvent): void;
  /** When the journal was opened; `undefined` until its `run.started` is seen. */
  readonly openedAt: number | undefined;
  /** Whether the journal takes no more market data. */
  readonly isEnding: boolean;
  /** @param continued the last group of the journal that this one continues */
  point(continued?: GroupPlace): ResumePoint;
}

export function createResumePoint(): ResumeFold {
  let events = 0;
  let openedAt: number | undefined;
  let isEnding = false;
  let place: GroupPlace | undefined;
  let group: RecordedEvent[] = [];

  function seeMarketData(event: RecordedEvent): void {
    events += 1;
    // What comes before the start are opening facts, which market data did not append.
    if (openedAt === undefined) return;
    const here = { time: event.time, stage: stageOf(event.type) };
    if (place === undefined || comparePlaces(here, place) !== 0) group = [];
    place = here;
    group.push(event);
  }

  return {
    see(event) {
      if (event.type === 'run.started') openedAt = event.time;
      else if (event.type === 'run.ending') isEnding = true;
      else if (isMarketData(event.type)) seeMarketData(event);
    },
    get openedAt() {
      return openedAt;
    },
    get isEnding() {
      return isEnding;
    },
    point(continued) {
      invariant(openedAt !== undefined, 'a journal is open before market data is appended to it');
      const before = continued && { ...continued, events: undefined };
      return { events, openedAt, last: place === undefined ? before : { ...place, events: group } };
    },
  };
}
