// A schema of its own for one test, with nothing in it but the tables of a log.

import { Client } from 'pg';
import type { EventLog } from '../src/index.ts';
import { connectPostgresLog, migrate, type PostgresLogOptions } from '../src/postgres/index.ts';

export interface FreshSchema {
  readonly schema: string;
  readonly url: string;
  /** As a writer, unless it is said otherwise. */
  connect(options?: Partial<PostgresLogOptions>): Promise<EventLog>;
  /** As somebody who may do anything. `$` stands for the schema. */
  query(text: string): Promise<readonly Record<string, unknown>[]>;
  /** Closes every log that was connected. */
  close(): Promise<void>;
}

let count = 0;

export async function freshSchema(url: string): Promise<FreshSchema> {
  count += 1;
  const schema = `tradingbot_test${process.pid}_${count}`;
  await migrate({ url, schema });
  const logs: EventLog[] = [];
  return {
    schema,
    url,
    connect: async (options = {}) => {
      const log = await connectPostgresLog({ url, schema, role: 'writer', ...options });
      logs.push(log);
      return log;
    },
    query: (text) => query(url, text.replaceAll('$', `"${schema}"`)),
    close: async () => {
      await Promise.all(logs.map((log) => log.close()));
    },
  };
}

/** One query on a connection of its own. */
export async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
