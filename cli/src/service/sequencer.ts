// The sequencer: brings the schema up to date, decides which journal is written, and writes it.

import process from 'node:process';
import { openJournal, planRun } from '@tradingbot/backtester/journal';
import { strategySpecs } from '@tradingbot/config';
import { migrate } from '@tradingbot/event-log/postgres';
import { runSequencer } from '@tradingbot/sequencer/service';
import { loadStrategies } from '@tradingbot/strategy/load';
import { openBus, openEndpoints, openWriter, type Endpoints } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import { serviceConfig } from './service-config.ts';
import type { ServiceRun } from './service-run.ts';
import type { EventLog } from '@tradingbot/event-log';

/** What the supervisor is told, so that a sequencer that it starts again goes on with the same journal. */
export interface JournalChosen {
  readonly journal: string;
  readonly sentence: string;
}

export async function startSequencer(run: ServiceRun): Promise<void> {
  const { signal, say, ready, terminal } = run;
  const { config } = serviceConfig(run.options);
  const endpoints = await openEndpoints({ config, log: true, bus: true }, terminal);
  try {
    await migrate({ url: endpoints.postgresUrl, schema: endpoints.schema });
    const log = await openWriter(endpoints, signal, say);
    const journal = run.options.journal ?? (await choose(run, log, endpoints));
    const bus = await openBus(endpoints, 'sequencer');
    const commands = await bus.commands();
    const { stack } = endpoints;
    await runSequencer({ log, bus, commands, journal, stack, version: productVersion(), signal, say, ready });
    await bus.close();
    await log.close();
  } finally {
    await endpoints.close();
  }
}

async function choose({ options, say }: ServiceRun, log: EventLog, { stack }: Endpoints): Promise<string> {
  const { config, placeOf } = serviceConfig(options);
  const strategies = await loadStrategies(strategySpecs(config), placeOf);
  const plan = await planRun({ config, strategies, stack: stack ?? '' });
  const { journal, sentence } = await openJournal({ log, plan, fresh: options.fresh === true });
  say(sentence);
  const chosen: JournalChosen = { journal, sentence };
  process.send?.(chosen);
  return journal;
}
