// The twin in memory: it passes the contract of the bus, and loses, doubles and delivers as it is told.

import { describe, expect, test } from '@jest/globals';
import { BusTimeoutError } from '../errors.ts';
import { busContract, type BusWorld } from '../../testing/contract.ts';
import { gathering, listening } from '../../testing/gathering.ts';
import { createMemoryBus } from './index.ts';

describe('The bus in memory', () => {
  busContract(
    async (): Promise<BusWorld> => {
      const hub = createMemoryBus();
      return {
        connect: async (name, onTrouble) => hub.connect(name, onTrouble),
        down: async () => hub.disconnect(),
        up: async (options) => hub.reconnect(options),
        end: async () => undefined,
      };
    },
    { mayRestart: true },
  );
});

describe('The hub', () => {
  test('loses what it is told to lose, until it is told no more', async () => {
    const hub = createMemoryBus();
    const [publisher, one, other] = [hub.connect('publisher'), hub.connect('one'), hub.connect('other')];
    const heard = [await listening(one, 'a.>'), await listening(other, 'a.>')];
    const losing = hub.lose(({ subject, from, to }) => subject === 'a.lost' && from === 'publisher' && to === 'one');
    for (const subject of ['a.lost', 'a.kept']) publisher.publish(subject, subject);
    await publisher.flush();
    losing.unsubscribe();
    publisher.publish('a.lost', 'again');
    await publisher.flush();
    expect(heard.map(({ texts }) => texts)).toEqual([
      ['a.kept', 'again'],
      ['a.lost', 'a.kept', 'again'],
    ]);
  });

  test('loses an answer, so that a request which was served is late', async () => {
    const hub = createMemoryBus();
    const [client, server] = [hub.connect('client'), hub.connect('server')];
    const served: string[] = [];
    server.subscribe('ask', (message) => {
      served.push(message.text());
      message.respond('answer');
    });
    const losing = hub.lose(({ from, to }) => from === 'server' && to === 'client');
    await expect(client.request('ask', 'x', 10)).rejects.toThrow(BusTimeoutError);
    losing.unsubscribe();
    expect((await client.request('ask', 'y', 5_000)).text()).toBe('answer');
    expect(served).toEqual(['x', 'y']);
  });

  test('doubles what it is told to double, one right after the other', async () => {
    const hub = createMemoryBus();
    const bus = hub.connect();
    const heard = await listening(bus, 'a');
    const doubling = hub.double(({ data }) => Buffer.from(data).toString() === 'b');
    for (const text of ['a', 'b', 'c']) bus.publish('a', text);
    await bus.flush();
    doubling.unsubscribe();
    bus.publish('a', 'b');
    await bus.flush();
    expect(heard.texts).toEqual(['a', 'b', 'b', 'c', 'b']);
  });

  test('in manual mode delivers when it is told to, with all that follows', () => {
    const hub = createMemoryBus({ delivery: 'manual' });
    const [one, other] = [hub.connect('one'), hub.connect('other')];
    const seen: string[] = [];
    one.subscribe('a', (message) => {
      seen.push(`one ${message.text()}`);
      other.publish('b', message.text());
    });
    other.subscribe('*', (message) => void seen.push(`other ${message.subject} ${message.text()}`));
    one.publish('a', '1');
    one.publish('a', '2');
    expect(seen).toEqual([]);
    expect([hub.deliver(), hub.deliver()]).toEqual([6, 0]);
    expect(seen).toEqual(['one 1', 'other a 1', 'one 2', 'other a 2', 'other b 1', 'other b 2']);
  });

  test('asks the time of whoever made it', async () => {
    const alarms: { readonly ms: number; readonly act: () => void }[] = [];
    const after = (ms: number, act: () => void): (() => void) => {
      const alarm = { ms, act };
      alarms.push(alarm);
      return () => void alarms.splice(alarms.indexOf(alarm), 1);
    };
    const hub = createMemoryBus({ delivery: 'manual', now: () => 7, after });
    const bus = hub.connect();
    const store = await bus.commands();
    bus.publish('control.kill', '');
    bus.subscribe('ask', () => undefined);
    const failure = expect(bus.request('ask', '', 1_000)).rejects.toThrow(BusTimeoutError);
    hub.deliver();
    expect(alarms.map(({ ms }) => ms)).toEqual([1_000]);
    alarms[0]?.act();
    await failure;
    expect([alarms, (await store.since(undefined)).map(({ at }) => at)]).toEqual([[], [7]]);
  });

  test('that goes away loses what waits', async () => {
    const hub = createMemoryBus({ delivery: 'manual' });
    const bus = hub.connect();
    const heard = gathering();
    bus.subscribe('a', heard.handle);
    bus.publish('a', 'lost');
    const failure = expect(bus.flush()).rejects.toThrow('The bus is away');
    hub.disconnect();
    await failure;
    hub.reconnect();
    expect([hub.deliver(), heard.texts]).toEqual([0, []]);
  });

  test('that is away takes connections in, and they hear it when it is back', async () => {
    const hub = createMemoryBus();
    hub.disconnect();
    const bus = hub.connect();
    expect(bus.status).toBe('disconnected');
    bus.publish('a', 'lost');
    hub.reconnect();
    const heard = await listening(bus, 'a');
    bus.publish('a', 'found');
    await bus.flush();
    expect(heard.texts).toEqual(['found']);
  });
});
