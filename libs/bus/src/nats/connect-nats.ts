// The bus over NATS. It reconnects for ever; what was lost meanwhile is the log's to give back.

import { connect, type ConnectionOptions, type NatsConnection } from 'nats';
import { BusUnavailableError } from '../errors.ts';
import type { CommandBus, OnTrouble } from '../port.ts';
import { checkSubject } from '../syntax.ts';
import { endProcess, guarded } from '../trouble.ts';
import { addressOf } from './address.ts';
import { commandStreamOn } from './command-stream.ts';
import { watchConnection } from './connection-status.ts';
import { natsMessage } from './nats-message.ts';
import { explained, refusalOf } from './refusal.ts';
import { requester } from './request.ts';
import { announce } from './service.ts';
import { asBytes, wireHeaders } from './wire-headers.ts';

export interface NatsOptions {
  /** `nats://[user:password@ | token@]host[:port]`; of a cluster, several, of which the first holds the credentials. */
  readonly url: string | readonly string[];
  /** What the server calls this connection, such as the service's name: letters, digits, "-" and "_". */
  readonly name: string;
  /** Where answers come back, so that nobody else may listen there; `_INBOX_<name>` without it. */
  readonly inboxPrefix?: string;
  /** Without it trouble that nobody waits for ends the process. */
  readonly onTrouble?: OnTrouble;
}

/** A server that is dead without saying so is noticed after three of these at the latest. */
const PING_INTERVAL_MS = 1_600;
const SETTINGS: ConnectionOptions = {
  maxReconnectAttempts: -1,
  reconnectTimeWait: 100,
  reconnectJitter: 50,
  waitOnFirstConnect: false,
  // A server that restarts may refuse us before it has read its users.
  ignoreAuthErrorAbort: true,
  pingInterval: PING_INTERVAL_MS,
  maxPingOut: 2,
  // For the server's first word, at the start and at every attempt to come back.
  timeout: 3_000,
  noAsyncTraces: true,
  // By the system and its hosts file, not by DNS servers alone.
  resolve: false,
};
const DRAIN_WITHIN_MS = 2_000;

/** @throws BusUnavailableError at once when there is no server, it refuses us, or what is there is something else */
export async function connectNats(options: NatsOptions): Promise<CommandBus> {
  const { url, name, inboxPrefix = `_INBOX_${name}`, onTrouble = endProcess } = options;
  const { shown, options: address } = addressOf(url);
  let connection: NatsConnection;
  try {
    connection = await connect({ ...SETTINGS, ...address, name, inboxPrefix });
  } catch (error) {
    throw refusalOf(error, shown);
  }
  return busOver(connection, shown, onTrouble);
}

function busOver(connection: NatsConnection, shown: string, onTrouble: OnTrouble): CommandBus {
  const status = watchConnection(connection, onTrouble);
  const isOpen = (): void => {
    if (status.now === 'closed')
      throw new BusUnavailableError(`The connection to the NATS server at ${shown} is closed.`);
  };
  const bus: CommandBus = {
    publish(subject, data, headers) {
      checkSubject(subject);
      if (status.now !== 'connected') return;
      try {
        connection.publish(
          subject,
          asBytes(data),
          headers === undefined ? undefined : { headers: wireHeaders(headers) },
        );
      } catch (error) {
        throw explained(error, subject, connection);
      }
    },
    subscribe(pattern, handle) {
      isOpen();
      const safely = guarded(handle, onTrouble);
      const subscription = connection.subscribe(pattern, {
        // What the server does not permit is told as trouble of the connection.
        callback: (error, msg) => (error === null ? safely(natsMessage(msg)) : undefined),
      });
      return { unsubscribe: () => subscription.unsubscribe() };
    },
    request: requester(connection, status, shown),
    async serve(service) {
      isOpen();
      const announced = await announce(connection, service, onTrouble);
      // If the server is away, it will be told when it is back.
      await connection.flush().catch(() => undefined);
      return announced;
    },
    get status() {
      return status.now;
    },
    onStatus: (listener) => status.on(listener),
    async flush() {
      isOpen();
      if (status.now === 'disconnected') throw new BusUnavailableError(`The NATS server at ${shown} is away.`);
      try {
        await connection.flush();
      } catch (error) {
        throw refusalOf(error, shown);
      }
    },
    close: () => close(connection, status.now === 'connected'),
    commands: () => commands(),
  };
  const commands = commandStreamOn(bus, shown);
  return bus;
}

/** Draining never ends while the server is away. */
async function close(connection: NatsConnection, isConnected: boolean): Promise<void> {
  if (connection.isClosed()) return;
  if (isConnected && !connection.isDraining()) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, DRAIN_WITHIN_MS)));
    await Promise.race([connection.drain(), late]);
    clearTimeout(timer);
  }
  await connection.close();
}
