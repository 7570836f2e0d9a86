// The service: plays a market into the log, group by group, each one appended before the next is made.

import type { ProducedEvent } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';
import { ENDINGS, type ResumePoint } from '../core/index.ts';
import { groupsOf, type Market } from './groups-of.ts';
import { createPace, systemClock, type PaceClock, type Speed } from './pace.ts';

/** The way into the log. */
export interface Producer {
  /** How many events of this producer the journal has. */
  readonly appended: number;
  /** All or nothing; ends once they are committed. */
  append(events: readonly ProducedEvent[]): Promise<void>;
  /** Says that no more comes; ends once the journal is closed. */
  close(reason: string): Promise<void>;
}

export interface MarketDataRun extends Market {
  readonly producer: Producer;
  /** What the journal has already. */
  readonly resume: ResumePoint;
  readonly speed: Speed;
  readonly clock?: PaceClock;
  /** Stops between two groups, or while an answer is awaited. */
  readonly signal: AbortSignal;
}

export type MarketDataOutcome = 'end of data' | 'stopped';

/**
 * Appends what the journal does not have yet, then closes it.
 * @throws InputError when the data is not that of the journal; whatever the producer throws
 */
export async function runMarketData(run: MarketDataRun): Promise<MarketDataOutcome> {
  const { producer, resume, signal } = run;
  invariant(producer.appended === resume.events, 'market data goes on where the journal ends');
  const pace = createPace(run.speed, run.clock ?? systemClock);
  try {
    for await (const { time, events } of groupsOf(run, resume, signal)) {
      await pace(time, signal);
      if (signal.aborted) return 'stopped';
      await producer.append(events);
    }
    if (signal.aborted) return 'stopped';
    await producer.close(ENDINGS.data);
    return 'end of data';
  } catch (error) {
    // A producer that waits for an answer stops with an error; what it asked for is appended or not, as the log will say.
    if (signal.aborted) return 'stopped';
    throw error;
  }
}
