// Where a NATS server is, and who we say we are: both are in its URL. The password never leaves this file in a sentence.

import type { ConnectionOptions } from 'nats';
import { BusUnavailableError } from '../errors.ts';

export interface Address {
  /** What may be printed: hosts and ports alone. */
  readonly shown: string;
  readonly options: Pick<ConnectionOptions, 'servers' | 'user' | 'pass' | 'token' | 'tls'>;
}

const DEFAULT_PORT = '4222';

/** @param url `nats://host:4222`, `nats://user:password@host`, `nats://token@host`, `tls://…`; of a cluster, several */
export function addressOf(url: string | readonly string[]): Address {
  const urls = (typeof url === 'string' ? [url] : url).map(parse);
  const [first] = urls;
  if (first === undefined) throw new BusUnavailableError('No NATS server is named: give one as nats://host:port.');
  const servers = urls.map(({ hostname, port }) => `${hostname}:${port || DEFAULT_PORT}`);
  const [name, password] = [first.username, first.password].map(decodeURIComponent);
  const credentials = !name ? {} : password ? { user: name, pass: password } : { token: name };
  const tls = first.protocol === 'tls:' ? { tls: {} } : {};
  return { shown: servers.join(', '), options: { servers, ...credentials, ...tls } };
}

function parse(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `nats://${text}`);
  if (url === null || !['nats:', 'tls:'].includes(url.protocol) || url.hostname === '') {
    const shown = text.replace(/\/\/.*@/, '//…@');
    throw new BusUnavailableError(`${JSON.stringify(shown)} is no address of a NATS server: write nats://host:port.`);
  }
  return url;
}
