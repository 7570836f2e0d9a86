// Market data on the bus: follows the stack's journal like every service, and once it knows how far the journal is,
// plays on from there.

import { BusTimeoutError, NoRespondersError } from '@tradingbot/bus';
import { decodePage, encodeRead, type Catalog, type RecordedManifest } from '@tradingbot/contracts';
import { createProducer, type JournalContext, type JournalHandler, type JournalService } from '@tradingbot/service';
import { setTimeout } from 'node:timers/promises';
import { createResumePoint } from '../core/index.ts';
import type { Market } from './groups-of.ts';
import { lastGroupBefore, type ReadPage } from './last-group-before.ts';
import type { PaceClock, Speed } from './pace.ts';
import { runMarketData } from './run-market-data.ts';

export interface MarketDataServiceOptions {
  /** Opens the data of a journal. @throws InputError when it is not there */
  readonly open: (manifest: RecordedManifest, catalog: Catalog) => Promise<Omit<Market, 'catalog'>>;
  readonly speed: Speed;
  readonly clock?: PaceClock;
}

const READ_TIMEOUT_MS = 2_000;
const RETRY_MS = 50;

export const marketDataService = (options: MarketDataServiceOptions): JournalService => ({
  name: 'market-data',
  description: 'plays bars into the log',
  begin: (context) => begin(options, context),
});

async function begin({ open, ...pacing }: MarketDataServiceOptions, context: JournalContext): Promise<JournalHandler> {
  const { manifest, catalog, bus, subjects, journal, say, fail } = context;
  const market = { catalog, ...(await open(manifest, catalog)) };
  const fold = createResumePoint();
  // The run may be ended by others too, as when its journal gives way to one with another configuration.
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, ended.signal]);
  let playing: Promise<void> | undefined;

  const readPage: ReadPage = async (from, after, limit) => {
    for (;;) {
      signal.throwIfAborted();
      try {
        const page = await bus.request(subjects.read, encodeRead({ journal: from, after, limit }), READ_TIMEOUT_MS);
        return decodePage(page.text());
      } catch (error) {
        // Whoever serves the log is away for a moment.
        if (!(error instanceof BusTimeoutError) && !(error instanceof NoRespondersError)) throw error;
        await setTimeout(RETRY_MS);
      }
    }
  };

  async function play(): Promise<void> {
    const resume = fold.point(await lastGroupBefore(manifest, readPage));
    const { events: appended } = resume;
    const producer = createProducer({ bus, subjects, journal, source: 'market-data', appended, signal });
    const outcome = await runMarketData({ ...market, ...pacing, producer, resume, signal });
    if (outcome === 'end of data') say('the data has ended');
  }

  return {
    see(recorded) {
      // What it appends itself comes back too.
      if (playing === undefined) fold.see(recorded);
      else if (recorded.type === 'run.ending') ended.abort();
    },
    paused(_position, isLive) {
      const { openedAt, isEnding } = fold;
      if (!isLive || isEnding || openedAt === undefined || playing !== undefined) return;
      playing = play().catch((error: unknown) => {
        if (!signal.aborted) fail(error);
      });
    },
    stop: async () => playing,
  };
}
