// A service whose business are cores: folds them over the journal, and sends what they decide.

import { createCoreRunner } from '@tradingbot/core';
import type { CoreService } from './core-service.ts';
import { createCoreShell } from './core-shell.ts';
import type { JournalContext, JournalHandler, JournalService } from './follow-journal.ts';

export function coreJournalService(service: CoreService): JournalService {
  const { name, description } = service;
  return { name, description, begin: (context) => begin(service, context) };
}

async function begin(service: CoreService, context: JournalContext): Promise<JournalHandler> {
  const { manifest, catalog, serialiser, bus, subjects, journal, fail } = context;
  const cores = await service.cores(manifest);
  const shells = cores.map((core) => {
    const runner = createCoreRunner(core, { catalog, seed: manifest.seed }, serialiser, manifest.clock);
    return createCoreShell({ runner, bus, subjects, journal, fail });
  });
  let epoch: number | undefined;
  let live = 0;
  return {
    see(recorded, event) {
      for (const shell of shells) shell.see(recorded, event);
    },
    paused(position, isLive) {
      // While it catches up it only compares; what the log lacks is sent at its end.
      if (!isLive) return;
      live = position;
      for (const shell of shells) shell.flush(position);
    },
    beat(head) {
      // Also at the first beat: the sequencer may have died since it took what was sent before.
      if (epoch !== head.epoch) for (const shell of shells) shell.resend();
      epoch = head.epoch;
      if (head.position === live) for (const shell of shells) shell.remind();
    },
    async stop() {
      await Promise.race([
        Promise.all(shells.map((shell) => shell.settled())),
        new Promise((resolve) => setTimeout(resolve, STOP_MS).unref()),
      ]);
    },
  };
}

/** How long a stop waits for what is on its way; who starts again sends it again. */
const STOP_MS = 1_000;
