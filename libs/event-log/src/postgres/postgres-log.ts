// Journals in Postgres: one connection for reading, one for each writer, one for each stream.

import type { Client } from 'pg';
import type { EventLog, JournalInfo, JournalWriter, LogRecord } from '../port.ts';
import { LogUnavailableError } from '../errors.ts';
import { explained } from './failure.ts';
import { createJournal, listJournals, takeJournal } from './journals.ts';
import { Link } from './link.ts';
import { PostgresWriter } from './postgres-writer.ts';
import { lastPosition, readRecords } from './read-records.ts';
import { takeRole, type LogRole } from './roles.ts';
import { quotedSchema } from './schema-name.ts';
import { requireCurrentSchema } from './schema-state.ts';
import { serverOf, type Server } from './server.ts';

export interface PostgresLogOptions {
  readonly url: string;
  /** `tradingbot`, or `tradingbot_<stack>`. */
  readonly schema: string;
  readonly role: LogRole;
  /** What Postgres lists the connections under. */
  readonly applicationName?: string;
  /** Told, in a sentence, of what is being waited for or could be safer. */
  readonly onTrouble?: (sentence: string) => void;
  /** Aborted, it closes the log; what is in progress is rejected with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Order without sorting: every query has an index for it, and memory must stay flat. Compiling a query takes longer
 * than running it. A dead client must let go of its locks within seconds, and a confirmed record must be on disk.
 */
const SESSION = `
  set enable_sort = off;
  set jit = off;
  set synchronous_commit = on;
  set tcp_keepalives_idle = 10;
  set tcp_keepalives_interval = 5;
  set tcp_keepalives_count = 3`;

/**
 * Connects, and fails at once if that fails. Once connected, a lost connection is made again for as long as it takes.
 * @throws LogUnavailableError when Postgres cannot be used as asked, or the schema is not this release's
 */
export async function connectPostgresLog(options: PostgresLogOptions): Promise<EventLog> {
  const log = new PostgresLog(options);
  await log.connect();
  return log;
}

class PostgresLog implements EventLog {
  private readonly options: PostgresLogOptions;
  private readonly server: Server;
  private readonly schema: string;
  private readonly links = new Set<Link>();
  private readonly link: Link;
  private warned = false;
  private ended: { readonly reason: unknown } | undefined;

  constructor(options: PostgresLogOptions) {
    this.options = options;
    this.server = serverOf(options.url);
    this.schema = quotedSchema(options.schema);
    this.link = this.newLink();
  }

  async connect(): Promise<void> {
    const { signal } = this.options;
    signal?.throwIfAborted();
    signal?.addEventListener('abort', this.abort);
    try {
      await this.link.connect();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  createJournal(journal: string, previous: string | undefined): Promise<void> {
    return this.explaining(() => createJournal(this.link, this.schema, journal, previous));
  }

  async openWriter(journal: string): Promise<JournalWriter> {
    const link = this.newLink();
    try {
      const taken = await this.explaining(() => takeJournal(link, this.schema, journal));
      return new PostgresWriter(link, this.schema, taken, () => this.drop(link));
    } catch (error) {
      await this.drop(link);
      throw error;
    }
  }

  journals(): Promise<readonly JournalInfo[]> {
    return this.explaining(() => listJournals(this.link, this.schema));
  }

  read(journal: string, after: number, limit: number): Promise<readonly LogRecord[]> {
    const page = async (client: Client): Promise<readonly LogRecord[]> => {
      const records: LogRecord[] = [];
      for await (const some of readRecords(client, this.schema, journal, { after, limit })) records.push(...some);
      // Nothing there: at the end of the journal, or because there is no such journal?
      if (records.length === 0) await lastPosition(client, this.schema, journal);
      return records;
    };
    return this.explaining(() => this.link.run(page));
  }

  async *stream(journal: string, after: number): AsyncGenerator<readonly LogRecord[]> {
    const link = this.newLink();
    let at = after;
    try {
      const last = await link.run((client) => lastPosition(client, this.schema, journal));
      const onwards = (client: Client): AsyncIterable<readonly LogRecord[]> =>
        readRecords(client, this.schema, journal, { after: at, last });
      for await (const records of link.runStream(onwards)) {
        at = records.at(-1)?.position ?? at;
        yield records;
      }
    } catch (error) {
      throw explained(error, this.server);
    } finally {
      await this.drop(link);
    }
  }

  async close(reason: unknown = new LogUnavailableError('the log was closed')): Promise<void> {
    this.ended ??= { reason };
    this.options.signal?.removeEventListener('abort', this.abort);
    await Promise.all([...this.links].map((link) => link.close(reason)));
  }

  private readonly abort = (): void => {
    void this.close(this.options.signal?.reason);
  };

  private newLink(): Link {
    if (this.ended !== undefined) throw this.ended.reason;
    const { applicationName = 'tradingbot', onTrouble = () => undefined } = this.options;
    const link = new Link({
      server: this.server,
      applicationName,
      prepare: (client) => this.prepare(client),
      onTrouble,
    });
    this.links.add(link);
    return link;
  }

  private async drop(link: Link): Promise<void> {
    this.links.delete(link);
    await link.close(new LogUnavailableError('this writer or stream was closed'));
  }

  private async prepare(client: Client): Promise<void> {
    const { role, schema, onTrouble } = this.options;
    await client.query(SESSION);
    const missingRole = await takeRole(client, role, this.server);
    await requireCurrentSchema(client, schema, this.server);
    if (missingRole === undefined || this.warned) return;
    this.warned = true;
    onTrouble?.(missingRole);
  }

  private async explaining<Result>(question: () => Promise<Result>): Promise<Result> {
    try {
      return await question();
    } catch (error) {
      throw explained(error, this.server);
    }
  }
}
