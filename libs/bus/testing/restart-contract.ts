// The server ends without a word and starts again: everything is there again by itself, and nobody waits for ever.

import { expect, test } from '@jest/globals';
import { controlEverywhere } from '@tradingbot/contracts';
import { BusTimeoutError, BusUnavailableError, NoRespondersError, type Bus } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';
import { gathering, listening, reached } from './gathering.ts';
import { answer } from './service-contract.ts';
import { grounds } from './world.ts';

export function restartContract(start: () => Promise<BusWorld>): void {
  const group = grounds(start);
  const { connect, subject: fresh } = group;

  test.each([{ wipe: false }, { wipe: true }])(
    'subscriptions, services and the store of commands are there again untouched: %j',
    async (options) => {
      const [one, other, subject] = [await connect(), await connect(), fresh()];
      const heard = await listening(one, `${subject}.>`);
      const service = `steady-${subject.replace('.', '-')}`;
      const handle = (message: { respond(data: string): void }): void => message.respond('here');
      const endpoints = [{ name: 'ask', subject, handle }];
      await one.serve({ name: service, version: '1.0.0', description: '', endpoints });
      const store = await one.commands();
      await other.request(subject, '', 5_000);
      await group.world.down();
      await Promise.all([reached(one, 'disconnected'), reached(other, 'disconnected')]);
      await group.world.up(options);
      await Promise.all([reached(one, 'connected'), reached(other, 'connected')]);
      await one.flush();

      expect((await other.request(subject, '', 5_000)).text()).toBe('here');
      other.publish(`${subject}.a`, 'again');
      await heard.count(1);
      const stats = await answer(other, `$SRV.STATS.${service}`);
      expect([heard.texts, stats.endpoints]).toMatchObject([['again'], [{ num_requests: 2 }]]);
      await storeIsThere(other);
      const before = (await store.since(undefined)).at(-1)?.id;
      other.publish(controlEverywhere('kill'), 'after');
      await other.flush();
      expect((await store.since(before)).map(({ data }) => data)).toEqual(['after']);
    },
  );

  test('the listeners to the status are told, each change once', async () => {
    const bus = await connect();
    const [told, ended]: [string[], string[]] = [[], []];
    bus.onStatus((status) => told.push(status));
    const ending = bus.onStatus((status) => ended.push(status));
    expect(bus.status).toBe('connected');
    await group.world.down();
    await reached(bus, 'disconnected');
    ending.unsubscribe();
    await group.world.up();
    await reached(bus, 'connected');
    await bus.flush();
    expect([told, ended]).toEqual([['disconnected', 'connected'], ['disconnected']]);
  });

  test('what is published meanwhile is lost without a trace', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = await listening(bus, subject);
    await group.world.down();
    await reached(bus, 'disconnected');
    bus.publish(subject, 'lost');
    await expect(bus.flush()).rejects.toThrow(BusUnavailableError);
    await group.world.up();
    await reached(bus, 'connected');
    bus.publish(subject, 'found');
    await heard.count(1);
    await bus.flush();
    expect(heard.texts).toEqual(['found']);
  });

  test('what is subscribed, served and asked meanwhile works afterwards', async () => {
    const [bus, subject] = [await connect(), fresh()];
    await group.world.down();
    await reached(bus, 'disconnected');
    const heard = gathering();
    bus.subscribe(`${subject}.events`, heard.handle);
    const endpoints = [
      { name: 'ask', subject, handle: (message: { respond(data: string): void }) => message.respond('here') },
    ];
    await bus.serve({ name: 'late', version: '1.0.0', description: '', endpoints });
    const answer = bus.request(subject, '', 30_000);
    await group.world.up();
    expect((await answer).text()).toBe('here');
    bus.publish(`${subject}.events`, 'x');
    await heard.count(1);
    expect(heard.texts).toEqual(['x']);
  });

  test('a question that waited for its answer fails, one that waits for the server fails in its time', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const asked = gathering();
    server.subscribe(subject, asked.handle);
    await server.flush();
    const failure = expect(client.request(subject, 'x', 60_000)).rejects.toThrow(BusTimeoutError);
    await asked.count(1);
    await group.world.down();
    await failure;
    await reached(client, 'disconnected');
    await expect(client.request(subject, 'y', 50)).rejects.toThrow(BusTimeoutError);
    await group.world.up();
    await reached(client, 'connected');
    await client.flush();
    expect(asked.texts).toEqual(['x']);
  });

  test('a connection closes while the server is away', async () => {
    const bus = await connect();
    await group.world.down();
    await reached(bus, 'disconnected');
    const failure = expect(bus.request('test.away', 'x', 60_000)).rejects.toThrow(BusUnavailableError);
    await bus.close();
    await failure;
    expect(bus.status).toBe('closed');
    await group.world.up();
  });
}

/** Asks on a command's subject, until there is somebody who listens: the store, which does not answer. */
async function storeIsThere(bus: Bus): Promise<void> {
  for (;;) {
    try {
      await bus.request(controlEverywhere('reduce'), '', 500);
    } catch (error) {
      if (error instanceof BusTimeoutError) return;
      if (!(error instanceof NoRespondersError)) throw error;
    }
  }
}
