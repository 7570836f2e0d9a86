// The sequencer: brings the schema up to date, decides which journal is written, and writes it.

import process from 'node:process';
import { openJournal, planRun } from '@tradingbot/backtester/journal';
import { strategySpecs } from '@tradingbot/config';
import { migrate } from '@tradingbot/event-log/postgres';
import { lastCommandOf, runSequencer } from '@tradingbot/sequencer/service';
import { loadStrategies } from '@tradingbot/strategy/load';
import { openBus, openEndpoints, openWriter, type Endpoints } from '../stack/endpoints.ts';
import { productVersion } from '../version.ts';
import { serviceConfig } from './service-config.ts';
import type { ServiceRun } from './service-run.ts';
import type { CommandStore } from '@tradingbot/bus';
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
    const bus = await openBus(endpoints, 'sequencer');
    const commands = await bus.commands();
    const journal = run.options.journal ?? (await choose(run, log, commands, endpoints));
    const { stack } = endpoints;
    await runSequencer({ log, bus, commands, journal, stack, version: productVersion(), signal, say, ready });
    await bus.close();
    await log.close();
  } finally {
    await endpoints.close();
  }
}

async function choose(
  { options, say }: ServiceRun,
  log: EventLog,
  commands: CommandStore,
  { stack }: Endpoints,
): Promise<string> {
  const { config, placeOf } = serviceConfig(options);
  const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
  const plan = await planRun({ config, strategies, stack: stack ?? '' });
  const lastCommand = await lastCommandBefore(log, commands);
  const { journal, sentence } = await openJournal({ log, plan, fresh: options.fresh === true, lastCommand });
  say(sentence);
  const chosen: JournalChosen = { journal, sentence };
  process.send?.(chosen);
  return journal;
}

/**
 * From where on operators' commands are for the journal that is opened now. What an earlier journal of the stack has
 * heard is done with; what was given since then is not. A stack that did not exist was not meant by anybody.
 */
async function lastCommandBefore(log: EventLog, commands: CommandStore): Promise<string> {
  const last = (await log.journals()).findLast(({ head }) => head.position > 0);
  if (last !== undefined) return (await lastCommandOf(log, last.journal)) ?? '';
  return (await commands.since(undefined)).at(-1)?.id ?? '';
}
