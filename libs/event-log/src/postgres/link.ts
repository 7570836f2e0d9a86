// One connection to Postgres for one stream of work, made again for ever when it is lost.
// Work that was cut off is done again from its beginning: it must know whether it has happened already.

import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client } from 'pg';
import { failureSentence, isOutage, unavailable } from './failure.ts';
import { clientOf, type Server } from './server.ts';

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;
const GOODBYE_TIMEOUT_MS = 1_000;
const KEEP_ALIVE_MS = 10_000;

export interface LinkSettings {
  readonly server: Server;
  readonly applicationName: string;
  /** Makes a new connection fit for work, or throws what is wrong with it. */
  readonly prepare: (client: Client) => Promise<void>;
  /** Told once of each kind of trouble of an outage. */
  readonly onTrouble: (sentence: string) => void;
}

interface Connection {
  readonly client: Client;
  readonly socket: Socket;
  lost: boolean;
}

export class Link {
  private readonly settings: LinkSettings;
  private readonly closing = new AbortController();
  private connection: Connection | undefined;
  /** Ends when all work that was asked for has ended: one query at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  private waitMs = FIRST_WAIT_MS;
  private readonly reported = new Set<string>();

  constructor(settings: LinkSettings) {
    this.settings = settings;
  }

  /** Connects, once. @throws LogUnavailableError */
  async connect(): Promise<void> {
    try {
      this.connection = await this.dial();
    } catch (error) {
      this.closing.signal.throwIfAborted();
      throw unavailable(error, this.settings.server);
    }
  }

  /**
   * Does `work` when it is its turn, and again after each outage, until it ends or the link is closed.
   * @param passes which errors of Postgres are waited out
   */
  run<Result>(work: (client: Client) => Promise<Result>, passes = isOutage): Promise<Result> {
    const result = this.turn.then(() => this.persist(work, passes));
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** @param reason what work in progress is rejected with */
  async close(reason: unknown): Promise<void> {
    this.closing.abort(reason);
    const { connection } = this;
    this.connection = undefined;
    if (connection === undefined || connection.socket.closed) return;
    const closed = new Promise((resolve) => connection.socket.once('close', resolve));
    const impatience = setTimeout(() => connection.socket.destroy(), GOODBYE_TIMEOUT_MS);
    connection.client.end().catch(() => undefined);
    await closed;
    clearTimeout(impatience);
  }

  /** As `run`, for work that yields as it goes. Asked again after an outage, it must go on from where it was. */
  async *runStream<Item>(work: (client: Client) => AsyncIterable<Item>): AsyncGenerator<Item> {
    for (;;) {
      const connection = await this.connected();
      try {
        for await (const item of work(connection.client)) {
          this.recovered();
          yield item;
        }
        return;
      } catch (error) {
        await this.mend(connection, error);
      }
    }
  }

  private async persist<Result>(
    work: (client: Client) => Promise<Result>,
    passes: (error: unknown) => boolean,
  ): Promise<Result> {
    for (;;) {
      const connection = await this.connected();
      try {
        const result = await work(connection.client);
        this.recovered();
        return result;
      } catch (error) {
        await this.mend(connection, error, passes);
      }
    }
  }

  private recovered(): void {
    this.waitMs = FIRST_WAIT_MS;
    this.reported.clear();
  }

  /** @throws the error again when it is none of the connection's */
  private async mend(connection: Connection, error: unknown, passes = isOutage): Promise<void> {
    this.closing.signal.throwIfAborted();
    if (!connection.lost && !passes(error)) throw error;
    this.connection = undefined;
    connection.socket.destroy();
    await this.backOff(error);
  }

  private async connected(): Promise<Connection> {
    for (;;) {
      this.closing.signal.throwIfAborted();
      if (this.connection?.lost === false) return this.connection;
      try {
        this.connection = await this.dial();
      } catch (error) {
        await this.backOff(error);
      }
    }
  }

  private async dial(): Promise<Connection> {
    const { server, applicationName, prepare } = this.settings;
    const { signal } = this.closing;
    signal.throwIfAborted();
    const socket = new Socket();
    const client = clientOf(server.url, {
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      stream: () => socket,
    });
    const connection: Connection = { client, socket, lost: false };
    const lose = (): void => {
      connection.lost = true;
    };
    client.on('error', lose).on('end', lose);
    const hangUp = (): void => void socket.destroy();
    signal.addEventListener('abort', hangUp);
    try {
      await client.connect();
      await prepare(client);
      signal.throwIfAborted();
      return connection;
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', hangUp);
    }
  }

  private async backOff(error: unknown): Promise<void> {
    const { signal } = this.closing;
    signal.throwIfAborted();
    const sentence = `${failureSentence(error, this.settings.server)}; trying again until it works`;
    if (!this.reported.has(sentence)) {
      this.reported.add(sentence);
      this.settings.onTrouble(sentence);
    }
    const waitMs = this.waitMs;
    this.waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    await wait(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
