// The recorded market as an input: feeds an engine the facts of a journal, in the groups in which they were said.
// What was decided is left out and decided again, and clock ticks come when the cores ask for them.

import {
  sequencedOf,
  serialiserFor,
  type Catalog,
  type RecordedEvent,
  type SequencedEvent,
} from '@tradingbot/contracts';
import type { Micros } from '@tradingbot/domain';
import { isMarketData, stageOf } from '@tradingbot/market-data';
import { factOf, type Engine } from '../core/index.ts';

export interface JournalPlayer {
  /** Every event behind the opening facts, in order. */
  see(recorded: RecordedEvent): void;
  /** No more comes. */
  finish(): void;
}

/** @param catalog the journal's, whose instruments are the engine's too */
export function createJournalPlayer(engine: Engine, catalog: Catalog, clock: 'simulated' | 'wall'): JournalPlayer {
  const serialiser = serialiserFor(catalog);
  const { sequencer } = engine;
  let group = '';
  let end: 'none' | 'ended' | 'closed' = 'none';

  function say(recorded: RecordedEvent): void {
    const { type, time, source } = recorded;
    // What was said in one go is decided upon in one go.
    const saidIn = `${time} ${isMarketData(type) ? stageOf(type) : type}`;
    if (group !== saidIn) {
      sequencer.drain();
      if (clock === 'simulated') sequencer.advanceTo(time as Micros);
    }
    group = saidIn;
    const { payload } = sequencedOf(recorded, serialiser) as SequencedEvent & { readonly payload: never };
    engine.say(time, factOf(source, type, payload));
  }

  return {
    see(recorded) {
      if (recorded.cause !== 0) return;
      const { type } = recorded;
      if (type.startsWith('md.') || type.startsWith('control.')) say(recorded);
      else if (type === 'clock.tick' && clock === 'wall') say(recorded);
      else if (type === 'run.ending') end = 'ended';
      else if (type === 'run.closed' && end === 'none') end = 'closed';
    },
    finish() {
      sequencer.drain();
      // A journal that another one continues was closed in the middle of its run.
      if (end === 'closed') engine.close();
      else engine.finish();
    },
  };
}
