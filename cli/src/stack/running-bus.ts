// The bus of what runs already: who asks how things are, or commands, starts nothing.

import { BusUnavailableError } from '@tradingbot/bus';
import { serverAddresses, type RunConfig } from '@tradingbot/config';
import { devStackStatus } from '@tradingbot/dev-stack';
import type { Terminal } from '../terminal.ts';

/**
 * @returns where NATS is
 * @throws BusUnavailableError when there is none of our own and no other is named
 */
export async function runningBus(
  config: Pick<RunConfig, 'bus' | 'log'> = { bus: {}, log: {} },
  { environment }: Pick<Terminal, 'environment'>,
): Promise<string> {
  const { bus } = serverAddresses(config, environment);
  if (bus !== undefined) return bus;
  const { nats, home } = await devStackStatus();
  if (nats?.isRunning === true) return nats.url;
  throw new BusUnavailableError(
    `Nothing runs here: there is no NATS server of ${home} (start tradingbot live, or name one in TRADINGBOT_NATS_URL).`,
  );
}
