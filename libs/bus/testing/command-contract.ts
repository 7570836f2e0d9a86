// The store of commands: what an operator commands is kept, whether somebody listens or not.

import { expect, test } from '@jest/globals';
import { COMMANDS, controlEverywhere, subjectsOf } from '@tradingbot/contracts';
import { BusTimeoutError, type CommandStore } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';
import { reached } from './gathering.ts';
import { grounds } from './world.ts';

const KILL = controlEverywhere('kill');
const RESUME = controlEverywhere('resume');

export function commandContract(start: () => Promise<BusWorld>, mayRestart: boolean): void {
  const { connect, world } = deferred(grounds(start));

  /** The last of all that are kept so far. */
  const lastOf = async (store: CommandStore): Promise<string | undefined> => (await store.since(undefined)).at(-1)?.id;

  test('has what was commanded when nobody listened, oldest first, with when and what', async () => {
    const bus = await connect();
    const store = await bus.commands();
    const before = await lastOf(store);
    bus.publish(KILL, '');
    bus.publish(RESUME, '{"operator":"Åsa","reason":"checked ✓"}');
    bus.publish(subjectsOf('crypto').control('reduce'), 'thin book', { 'x-who': 'ann' });
    await bus.flush();
    const kept = await store.since(before);
    expect(kept.map(({ subject, data }) => [subject, data])).toEqual([
      ['control.kill', ''],
      ['control.resume', '{"operator":"Åsa","reason":"checked ✓"}'],
      ['crypto.control.reduce', 'thin book'],
    ]);
    expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((a, b) => a - b));
    // Microseconds by the clock of the store, which need not be ours.
    const times = kept.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60_000_000);
    expect(new Date(Math.min(...times) / 1_000).getUTCFullYear()).toBeGreaterThanOrEqual(2024);
  });

  test('gives what came after a command, to every connection alike', async () => {
    const [bus, other] = [await connect(), await connect()];
    const [store, same] = [await bus.commands(), await other.commands()];
    const before = await lastOf(store);
    for (const reason of ['one', 'two', 'three']) bus.publish(KILL, reason);
    await bus.flush();
    const kept = await store.since(before);
    expect(kept.map(({ data }) => data)).toEqual(['one', 'two', 'three']);
    expect(await same.since(before)).toEqual(kept);
    expect(await store.since(kept[0]?.id)).toEqual(kept.slice(1));
    expect(await store.since(kept[2]?.id)).toEqual([]);
    const all = await store.since(undefined);
    expect(all.slice(-3)).toEqual(kept);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(await store.since('of-no-store')).toEqual(all);
  });

  test('has many, in order', async () => {
    const bus = await connect();
    const store = await bus.commands();
    const before = await lastOf(store);
    const reasons = Array.from({ length: 300 }, (_, index) => `reason ${index}`);
    for (const reason of reasons) bus.publish(KILL, reason);
    await bus.flush();
    expect((await store.since(before)).map(({ data }) => data)).toEqual(reasons);
  });

  test('has commands alone: not the events that they became, nor anything else', async () => {
    const bus = await connect();
    const store = await bus.commands();
    const before = await lastOf(store);
    for (const subject of ['evt.control.kill', 'evt.run.started', 'log.head', 'control', 'controls.kill']) {
      bus.publish(subject, 'x');
    }
    for (const command of COMMANDS) bus.publish(controlEverywhere(command), '');
    await bus.flush();
    expect((await store.since(before)).map(({ subject }) => subject)).toEqual(COMMANDS.map(controlEverywhere));
  });

  test('lets a request have the answer of the service, and keeps it', async () => {
    const [bus, server] = [await connect(), await connect()];
    const store = await bus.commands();
    const before = await lastOf(store);
    const handle = (message: { respond(data: string): void }): void => {
      // By now the store would have answered, were it to answer at all.
      void server.flush().then(() => message.respond('{"ok":true}'));
    };
    await server.serve({
      name: 'desk',
      version: '1.0.0',
      description: '',
      endpoints: [{ name: 'kill', subject: KILL, handle }],
    });
    expect((await bus.request(KILL, 'spread', 5_000)).text()).toBe('{"ok":true}');
    expect((await store.since(before)).map(({ data }) => data)).toEqual(['spread']);
  });

  test('lets a request that no service hears wait, and keeps it', async () => {
    const bus = await connect();
    const store = await bus.commands();
    const before = await lastOf(store);
    await expect(bus.request(KILL, 'anybody?', 50)).rejects.toThrow(BusTimeoutError);
    expect((await store.since(before)).map(({ data }) => data)).toEqual(['anybody?']);
  });

  if (!mayRestart) return;

  test('has what was commanded before the server ended, under the same ids', async () => {
    const bus = await connect();
    const store = await bus.commands();
    bus.publish(KILL, 'before');
    await bus.flush();
    const before = await store.since(undefined);
    expect(before.at(-1)?.data).toBe('before');
    await world().down();
    await reached(bus, 'disconnected');
    await expect(store.since(undefined)).rejects.toThrow();
    await world().up();
    await reached(bus, 'connected');
    bus.publish(KILL, 'after');
    await bus.flush();
    const now = await store.since(undefined);
    expect(now.slice(0, -1)).toEqual(before);
    expect((await store.since(before.at(-1)?.id)).map(({ data }) => data)).toEqual(['after']);
  });

  test('is there again after it was wiped, with new ids, and gives all of it', async () => {
    const bus = await connect();
    const store = await bus.commands();
    bus.publish(KILL, 'before');
    await bus.flush();
    const before = await store.since(undefined);
    await world().down();
    await reached(bus, 'disconnected');
    await world().up({ wipe: true });
    await reached(bus, 'connected');
    expect(await store.since(before.at(-1)?.id)).toEqual([]);
    for (let count = before.length + 2; count > 0; count--) bus.publish(KILL, 'after');
    await bus.flush();
    const now = await store.since(before.at(-1)?.id);
    expect(now).toHaveLength(before.length + 2);
    expect(new Set([...before, ...now].map(({ id }) => id)).size).toBe(before.length + now.length);
  });
}

/** The world of the group is there only once its tests run. */
const deferred = (group: ReturnType<typeof grounds>) => ({ connect: group.connect, world: () => group.world });
