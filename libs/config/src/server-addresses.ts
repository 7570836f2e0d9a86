// Where NATS and Postgres are: the environment outranks the configuration, since it may hold the secret that the
// configuration may not. What comes from there is never shown.

import { InputError } from '@tradingbot/domain';
import { readFileSync } from 'node:fs';
import { isBusAddress, isLogAddress } from './operational-config.ts';
import type { RunConfig } from './run-config.ts';

export interface ServerAddresses {
  /** `undefined`: a server of our own. */
  readonly bus: string | undefined;
  readonly log: string | undefined;
}

/**
 * In this order: TRADINGBOT_NATS_URL, the file named by TRADINGBOT_NATS_URL_FILE, bus.url_file, bus.url; and likewise
 * TRADINGBOT_PG_URL for the log.
 * @throws InputError for a file that cannot be read, and for what is no address
 */
export function serverAddresses(
  { bus, log }: Pick<RunConfig, 'bus' | 'log'>,
  environment: Readonly<Record<string, string | undefined>>,
): ServerAddresses {
  return {
    bus: addressOf('bus', bus, 'TRADINGBOT_NATS_URL', environment, isBusAddress),
    log: addressOf('log', log, 'TRADINGBOT_PG_URL', environment, isLogAddress),
  };
}

function addressOf(
  key: 'bus' | 'log',
  place: RunConfig['bus'],
  variable: string,
  environment: Readonly<Record<string, string | undefined>>,
  isAddress: (url: string) => boolean,
): string | undefined {
  const server = key === 'bus' ? 'NATS' : 'Postgres';
  const checked = (url: string, where: string): string => {
    if (isAddress(url)) return url;
    const example = key === 'bus' ? 'nats://user:password@host:4222' : 'postgres://user:password@host:5432/database';
    throw new InputError(where, `holds no address of ${server}`, `such as ${example}`);
  };
  const inFile = (path: string, where: string): string => checked(contentOf(path, where), `${where} ${path}`);
  const given = environment[variable] ?? '';
  if (given !== '') return checked(given, variable);
  const file = environment[`${variable}_FILE`] ?? '';
  if (file !== '') return inFile(file, `${variable}_FILE`);
  if (place.url_file !== undefined) return inFile(place.url_file, `${key}.url_file`);
  return place.url;
}

function contentOf(path: string, where: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'cannot be read';
    throw new InputError(`${where} ${path}`, reason);
  }
}
