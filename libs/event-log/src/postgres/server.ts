// Which Postgres is meant: where it is and who asks, fit to be shown. The password never is.

import { Client, type ClientConfig } from 'pg';
import { LogUnavailableError } from '../errors.ts';

export interface Server {
  readonly url: string;
  /** `127.0.0.1:5432`, or the folder of a Unix socket. */
  readonly place: string;
  readonly user: string;
  readonly database: string;
}

const URL_SHAPE = 'postgres://user:password@host:port/database';

/** @throws LogUnavailableError when the URL is none; it is not shown, because it may hold a password */
export function serverOf(url: string): Server {
  const { host, port, user, database } = clientOf(url, {});
  const place = host.startsWith('/') ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { url, place, user: user ?? '', database: database ?? '' };
}

/** A client that has not been connected. */
export function clientOf(url: string, config: ClientConfig): Client {
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw notAUrl();
  try {
    return new Client({ ...config, connectionString: url });
  } catch {
    throw notAUrl();
  }
}

function notAUrl(): LogUnavailableError {
  return new LogUnavailableError(`the address of Postgres is not a valid URL: it looks like ${URL_SHAPE}`);
}
