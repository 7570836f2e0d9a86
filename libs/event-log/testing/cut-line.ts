// A line to Postgres that can be cut at the moment a test wants, with what was said on it lost one way or the other.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CutLine {
  /** Leads to the same database by way of this line. */
  readonly url: string;
  /** From now on: nothing reaches the server, nothing comes back, or all is well. */
  lose(what: 'questions' | 'answers' | 'nothing'): void;
  /** Resolves when something was said and lost. */
  lost(): Promise<void>;
  /** Hangs up on the client. The server goes on with what it has heard. */
  cut(): void;
  close(): Promise<void>;
}

export async function cutLine(url: string): Promise<CutLine> {
  const target = new URL(url);
  const clients = new Set<Socket>();
  const servers = new Set<Socket>();
  let losing: 'questions' | 'answers' | 'nothing' = 'nothing';
  let tell = (): void => undefined;
  let told = Promise.resolve();

  const carry = (from: Socket, to: Socket, what: 'questions' | 'answers'): void => {
    from.on('error', () => undefined);
    from.on('data', (data) => {
      if (losing === what) tell();
      else to.write(data);
    });
  };
  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    clients.add(client);
    servers.add(server);
    carry(client, server, 'questions');
    carry(server, client, 'answers');
    server.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const mine = new URL(url);
  mine.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: mine.href,
    lose: (what) => {
      losing = what;
      told = new Promise((resolve) => {
        tell = resolve;
      });
    },
    lost: () => told,
    cut: () => {
      for (const client of clients) client.destroy();
      clients.clear();
    },
    close: async () => {
      for (const socket of [...clients, ...servers]) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
