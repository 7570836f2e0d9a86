// A worker of a training: takes the shares of members from the bus, until it is told to stop.

import { trainerService } from '@tradingbot/trainer/service';
import { openBus, openEndpoints } from '../stack/endpoints.ts';
import { trainConfigOf } from '../train/train-config-of.ts';
import type { ServiceRun } from './service-run.ts';

export async function startTrainer({ options, terminal, signal, say, ready }: ServiceRun): Promise<void> {
  const { config } = trainConfigOf(options);
  const endpoints = await openEndpoints({ log: false, bus: true }, terminal);
  try {
    const bus = await openBus(endpoints, 'trainer');
    await trainerService({ config, bus, say, ready, signal });
    await bus.close();
  } finally {
    await endpoints.close();
  }
}
