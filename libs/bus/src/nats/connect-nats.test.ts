// The connection to a NATS server: what it says of itself, and in which words it is refused.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'nats';
import { canKillTestNats, startTestNats, type TestNats } from '@tradingbot/dev-stack/testing';
import { BusUnavailableError, type OnTrouble } from '../index.ts';
import { reached } from '../../testing/gathering.ts';
import { startPlainNats, type PlainNats } from '../../testing/plain-nats.ts';
import { connectNats } from './index.ts';

const fail: OnTrouble = (trouble) => {
  throw trouble;
};

/** What is said instead of a connection. */
async function refusal(url: string | readonly string[]): Promise<string> {
  const refused = connectNats({ url, name: 'test' });
  await expect(refused).rejects.toThrow(BusUnavailableError);
  return refused.then(
    () => '',
    (error: Error) => error.message,
  );
}

describe('Refused in one sentence', () => {
  const open: Server[] = [];
  afterAll(() => {
    for (const server of open) server.close();
  });

  /** Something else that listens. @param greet what it does with who comes in */
  async function other(greet: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      greet(socket);
    });
    open.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('where nothing runs', async () => {
    const at = await other(() => undefined);
    await new Promise((resolve) => open.pop()?.close(resolve));
    expect(await refusal(`nats://${at}`)).toBe(
      `No NATS server is running at ${at}: start one, or name another address.`,
    );
    expect(await refusal([`nats://user:secret@${at}`, at])).toBe(
      `No NATS server is running at ${at}, ${at}: start one, or name another address.`,
    );
  });

  test('where something else runs, which greets in its own way', async () => {
    const at = await other((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await refusal(`nats://${at}`)).toBe(`What listens at ${at} is no NATS server: check address and port.`);
  });

  test('where something else runs, which hangs up', async () => {
    const at = await other((socket) => socket.end());
    expect(await refusal(`nats://${at}`)).toBe(`What listens at ${at} hangs up on us: is it a NATS server?`);
  });

  test('where something else runs, which waits for us to speak', async () => {
    const sockets: Socket[] = [];
    const at = await other((socket) => void sockets.push(socket));
    expect(await refusal(`nats://${at}`)).toBe(
      `What listens at ${at} does not answer as a NATS server does: check address and port.`,
    );
    for (const socket of sockets) socket.destroy();
  });

  test('where the host is not known', async () => {
    expect(await refusal('nats://no-such-host.invalid:4222')).toBe(
      'The host of the NATS server no-such-host.invalid:4222 is not known: check its name.',
    );
  });

  test.each([
    ['http://127.0.0.1:4222', '"http://127.0.0.1:4222"'],
    ['nats://', '"nats://"'],
    ['nats://127.0.0.1:port', '"nats://127.0.0.1:port"'],
    ['redis://user:secret@host', '"redis://…@host"'],
  ])('for %s, which is no address', async (url, shown) => {
    expect(await refusal(url)).toBe(`${shown} is no address of a NATS server: write nats://host:port.`);
  });

  test('for no address at all', async () => {
    expect(await refusal([])).toBe('No NATS server is named: give one as nats://host:port.');
  });
});

describe('A server that wants to know who comes', () => {
  let byPassword: PlainNats;
  let byToken: PlainNats;
  beforeAll(async () => {
    const permissions = '{ publish: ["ours.>", "_INBOX_test.>"], subscribe: ["ours.>", "_INBOX_test.>"] }';
    byPassword = await startPlainNats(
      `authorization { users: [{ user: "ann", password: "p@ss word", permissions: ${permissions} }] }`,
    );
    byToken = await startPlainNats('authorization { token: "s3cret" }');
  });
  afterAll(() => Promise.all([byPassword?.stop(), byToken?.stop()]));

  test('takes user and password, or a token, from the URL', async () => {
    for (const at of [`ann:${encodeURIComponent('p@ss word')}@${byPassword.at}`, `s3cret@${byToken.at}`]) {
      const bus = await connectNats({ url: `nats://${at}`, name: 'test', onTrouble: fail });
      await bus.flush();
      await bus.close();
    }
  });

  test.each(['', 'ann:wrong@', 'nobody:s3cret@', 'wrong@'])('refuses others: %s', async (credentials) => {
    for (const { at } of [byPassword, byToken]) {
      expect(await refusal(`nats://${credentials}${at}`)).toBe(
        `The NATS server at ${at} refused us: check user and password, or the token, in its URL.`,
      );
    }
  });

  test('says what it does not permit, and that is trouble', async () => {
    const troubles: string[] = [];
    let told: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (told = () => (troubles.length === 2 ? resolve() : undefined)));
    const url = `nats://ann:${encodeURIComponent('p@ss word')}@${byPassword.at}`;
    const onTrouble: OnTrouble = ({ message }) => {
      troubles.push(message);
      told();
    };
    const bus = await connectNats({ url, name: 'test', onTrouble });
    bus.publish('theirs.a', 'x');
    bus.subscribe('theirs.b', () => undefined);
    bus.subscribe('ours.c', (message) => message.respond('here'));
    await both;
    expect(troubles).toEqual([
      'The NATS server does not permit the publish on theirs.a: check its permissions.',
      'The NATS server does not permit the subscription on theirs.b: check its permissions.',
    ]);
    // All the same it goes on, and its own inbox is permitted.
    expect((await bus.request('ours.c', '', 5_000)).text()).toBe('here');
    await bus.close();
  });
});

describe('A connection', () => {
  let server: TestNats;
  beforeAll(async () => {
    server = await startTestNats();
  });
  afterAll(() => server?.stop());

  test('takes answers where nobody else listens: in an inbox under its name, or where it is told', async () => {
    const replies: string[] = [];
    const witness = await connect({ servers: server.url });
    witness.subscribe('ask', {
      callback: (_error, message) => {
        replies.push(message.reply ?? '');
        message.respond('');
      },
    });
    await witness.flush();
    for (const options of [{}, { inboxPrefix: '_INBOX_other' }]) {
      const bus = await connectNats({ url: server.url, name: 'risk', onTrouble: fail, ...options });
      await bus.request('ask', '', 5_000);
      await bus.close();
    }
    expect(replies.map((reply) => reply.split('.')[0])).toEqual(['_INBOX_risk', '_INBOX_other']);
    await witness.close();
  });

  test('refuses what is larger than the server takes, and goes on', async () => {
    const bus = await connectNats({ url: server.url, name: 'test', onTrouble: fail });
    const large = 'x'.repeat(2_000_000);
    expect(() => bus.publish('a', large)).toThrow('takes no more than 1048576 bytes');
    await expect(bus.request('a', large, 5_000)).rejects.toThrow('takes no more than 1048576 bytes');
    await bus.flush();
    await bus.close();
  });

  (canKillTestNats() ? test : test.skip)(
    'notices within five seconds that the server has stopped to answer',
    async () => {
      const bus = await connectNats({ url: server.url, name: 'test', onTrouble: fail });
      const { pid } = server;
      process.kill(pid, 'SIGSTOP');
      const from = performance.now();
      try {
        await reached(bus, 'disconnected');
        expect(performance.now() - from).toBeLessThan(6_000);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await reached(bus, 'connected');
      await bus.flush();
      await bus.close();
    },
  );
});
