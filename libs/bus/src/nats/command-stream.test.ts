// The stream CONTROL on a real server: its settings, and what is said when it cannot be had.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, type JetStreamManager, type NatsConnection, type StreamConfig } from 'nats';
import { startTestNats, type TestNats } from '@tradingbot/dev-stack/testing';
import { BusUnavailableError, type CommandBus } from '../index.ts';
import { startPlainNats } from '../../testing/plain-nats.ts';
import { connectNats } from './index.ts';

const open = (url: string): Promise<CommandBus> => connectNats({ url, name: 'test' });

describe('The stream CONTROL', () => {
  let server: TestNats;
  let operator: NatsConnection;
  let manager: JetStreamManager;
  let bus: CommandBus;
  beforeAll(async () => {
    server = await startTestNats();
    operator = await connect({ servers: server.url });
    manager = await operator.jetstreamManager();
  });
  beforeEach(async () => {
    await manager.streams.delete('CONTROL').catch(() => undefined);
    await bus?.close();
    bus = await open(server.url);
  });
  afterAll(async () => {
    await bus?.close();
    await operator?.close();
    await server?.stop();
  });

  test('is made as a file of a week, which answers nobody', async () => {
    await bus.commands();
    const { config } = await manager.streams.info('CONTROL');
    expect(config).toMatchObject({
      subjects: ['control.*', '*.control.*'],
      storage: 'file',
      no_ack: true,
      max_age: 7 * 24 * 3_600 * 1e9,
      max_msgs: 10_000,
      discard: 'old',
    });
  });

  test('is made once, by however many services start at the same time', async () => {
    const buses = await Promise.all(Array.from({ length: 6 }, () => open(server.url)));
    const stores = await Promise.all(buses.map((one) => one.commands()));
    expect(await Promise.all(stores.map((store) => store.since(undefined)))).toEqual(stores.map(() => []));
    await Promise.all(buses.map((one) => one.close()));
  });

  test('names a command by when the stream was made, and its number there', async () => {
    const store = await bus.commands();
    operator.publish('control.kill');
    await operator.flush();
    const { created } = await manager.streams.info('CONTROL');
    const micros = BigInt(Date.parse(created)) / 1_000n;
    const [command] = await store.since(undefined);
    const [made, number] = (command?.id ?? '').split('-');
    expect(number).toBe('1');
    expect(BigInt(made ?? '0') / 1_000_000n).toBe(micros);
  });

  test.each<[string, Partial<StreamConfig>, string]>([
    ['answers publishers', { no_ack: false }, 'has no_ack not set instead of true'],
    ['forgets on restart', { storage: 'memory' as StreamConfig['storage'] }, 'has storage "memory" instead of "file"'],
    ['forgets after an hour', { max_age: 3_600e9 }, 'has max_age 3600000000000 instead of 604800000000000'],
    [
      'keeps other subjects',
      { subjects: ['control.kill'] },
      'has subjects ["control.kill"] instead of ["control.*","*.control.*"]',
    ],
  ])('that %s is refused, with what mends it', async (_what, over, sentence) => {
    await manager.streams.add({
      name: 'CONTROL',
      subjects: ['control.*', '*.control.*'],
      max_msgs: 10_000,
      no_ack: true,
      max_age: 7 * 86_400e9,
      ...over,
    });
    const refused = bus.commands();
    await expect(refused).rejects.toThrow(BusUnavailableError);
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow('delete it with "nats stream rm CONTROL"');
  });

  test('whose subjects another stream keeps is refused', async () => {
    await manager.streams.add({ name: 'ALL', subjects: ['control.kill'] });
    await expect(bus.commands()).rejects.toThrow(/The stream CONTROL at \S+ cannot be used: subjects overlap/);
    await manager.streams.delete('ALL');
  });

  test('is read around what was deleted by hand', async () => {
    const store = await bus.commands();
    for (const reason of ['one', 'two', 'three', 'four']) operator.publish('control.kill', reason);
    await operator.flush();
    await manager.streams.deleteMessage('CONTROL', 2);
    expect((await store.since(undefined)).map(({ data }) => data)).toEqual(['one', 'three', 'four']);
    await manager.streams.purge('CONTROL', { seq: 4 });
    expect((await store.since(undefined)).map(({ data }) => data)).toEqual(['four']);
    await manager.streams.purge('CONTROL');
    expect(await store.since(undefined)).toEqual([]);
  });

  test('that has lost its end gives all that it has', async () => {
    const store = await bus.commands();
    for (const reason of ['one', 'two']) operator.publish('control.kill', reason);
    await operator.flush();
    const all = await store.since(undefined);
    const [made] = (all[0]?.id ?? '').split('-');
    expect(await store.since(`${made}-3`)).toEqual(all);
  });

  test('that somebody deletes under us is made again by the next question', async () => {
    const store = await bus.commands();
    operator.publish('control.kill', 'before');
    await operator.flush();
    const [before] = await store.since(undefined);
    await manager.streams.delete('CONTROL');
    expect(await store.since(before?.id)).toEqual([]);
    operator.publish('control.kill', 'after');
    await operator.flush();
    expect((await store.since(before?.id)).map(({ data }) => data)).toEqual(['after']);
  });
});

test('A server without JetStream is refused for commands, and serves for everything else', async () => {
  const server = await startPlainNats('');
  const bus = await open(`nats://${server.at}`);
  await expect(bus.commands()).rejects.toThrow(
    `The NATS server at ${server.at} keeps no streams, so commands that nobody hears would be lost: start it with JetStream ("-js").`,
  );
  await bus.flush();
  await bus.close();
  await server.stop();
});
