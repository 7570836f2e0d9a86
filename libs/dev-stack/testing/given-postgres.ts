// A Postgres that somebody runs: each test gets a database of its own in it.

import { randomBytes } from 'node:crypto';
import pg from 'pg';

export async function useGivenPostgres(server: string): Promise<{
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
  kill9(): void;
  restart(): Promise<void>;
}> {
  const database = `tradingbot_test_${randomBytes(6).toString('hex')}`;
  await run(server, `create database ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const no = (): never => {
    throw new Error('TRADINGBOT_PG_URL names the server: it is not ours to kill or restart.');
  };
  return {
    url: url.href,
    get pid() {
      return no();
    },
    stop: () => run(server, `drop database if exists ${database} with (force)`),
    kill9: no,
    restart: async () => no(),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
