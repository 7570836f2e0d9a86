// The facts that open and close a journal, and the one way time reaches a core between market events.

import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { assetAmount, count, flag, instrument, json, money, qty, strategy, text, token } from '../fields.ts';
import { ManifestSchema } from '../manifest.ts';

/** What was run: code, configuration, seed, names and ranks. Position 1 of every journal. */
export const RunManifest = defineEvent({ event: 'run.manifest', version: 1, manifest: json(ManifestSchema) });

/** An asset that the account holds when the journal opens. */
export const RunBalance = defineEvent({
  event: 'run.balance',
  version: 1,
  asset: token(),
  balance: assetAmount('asset'),
});

/** What a strategy held when the journal before this one closed. */
export const RunPosition = defineEvent({
  event: 'run.position',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  qty: qty(),
  costBasis: money(),
  realizedPnl: money(),
  fees: money(),
});

/** What a core remembered when the journal before this one closed; only the same code can read it. */
export const RunCarried = defineEvent({ event: 'run.carried', version: 1, core: token(), state: json(z.json()) });

/** From here on cores decide. Nothing is emitted for an earlier position. */
export const RunStarted = defineEvent({ event: 'run.started', version: 1 });

/** No more market data will come. `closePositions`: sell what is held at the last price, then stop. */
export const RunEnding = defineEvent({ event: 'run.ending', version: 1, closePositions: flag(), reason: text() });

/** The last fact: how many facts and decisions came before it, and how far each core has decided. */
export const RunClosed = defineEvent({
  event: 'run.closed',
  version: 1,
  facts: count(),
  decisions: count(),
  done: json(z.record(z.string(), z.int().min(0))),
});

/** Time has passed with nothing else to say so. Its own time is the message. */
export const ClockTick = defineEvent({ event: 'clock.tick', version: 1 });
