// Every command takes effect once, in the order in which operators gave them, heard or not.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { CommandStore } from '@tradingbot/bus';
import { createMemoryBus } from '@tradingbot/bus/in-memory';
import { createFreeOrder, createJournalFold, type Order } from '../core/index.ts';
import { createCommandDesk, type CommandDesk } from './command-desk.ts';

const hub = createMemoryBus();
const operator = hub.connect('operator');
const sequencer = hub.connect('sequencer');
let order: Order;
let desk: CommandDesk;
let store: CommandStore;
let isListening = true;
const heard = sequencer.subscribe('control.*', (message) => {
  if (isListening) desk.hear(message);
});

/** What the desk has handed to the order, oldest first. */
function recorded(): string[] {
  const events = order.take(0)?.events ?? [];
  return events.map(({ type, payload }) => `${type} ${(payload as { command: string }).command}`);
}

function start(last?: string): void {
  order = createFreeOrder({ ranks: [], closePositions: false, fold: createJournalFold() });
  desk = createCommandDesk({
    store,
    order,
    journal: 'j',
    epoch: 3,
    isOurs: (subject) => subject.startsWith('control.'),
    last,
    poke: () => undefined,
    say: () => undefined,
  });
}

const RESUME = '{"operator":"ann","reason":"over"}';
const lastId = async (): Promise<string> => (await store.since(undefined)).at(-1)?.id ?? '';

beforeEach(async () => {
  isListening = true;
  store = await sequencer.commands();
  start(await lastId());
});
afterEach(() => desk.catchUp(false));
process.once('exit', () => heard.unsubscribe());

test('a command that is heard is recorded once, under its place in the store', async () => {
  operator.publish('control.kill', '');
  await operator.flush();
  await desk.catchUp(false);
  await desk.catchUp(false);
  expect(recorded()).toEqual([`control.kill ${await lastId()}`]);
});

test('one that nobody heard is found at the start; a resume is not', async () => {
  isListening = false;
  const before = await lastId();
  operator.publish('control.kill', '');
  await operator.flush();
  const kill = await lastId();
  start(before);
  await desk.catchUp(true);
  expect(recorded()).toEqual([`control.kill ${kill}`]);
  operator.publish('control.resume', RESUME);
  await operator.flush();
  start(kill);
  await desk.catchUp(true);
  expect(recorded()).toEqual([]);
});

test('one that nobody heard comes before the next one that is heard', async () => {
  isListening = false;
  operator.publish('control.kill', '');
  await operator.flush();
  const kill = await lastId();
  isListening = true;
  operator.publish('control.resume', RESUME);
  await operator.flush();
  await desk.catchUp(false);
  expect(recorded()).toEqual([`control.kill ${kill}`, `control.resume ${await lastId()}`]);
});

test('a store that answers late or not at all delays a kill by moments, and it is not taken twice', async () => {
  const late: CommandStore = { since: () => new Promise(() => undefined) };
  const real = store;
  store = { since: (id) => (isLate ? late : real).since(id) };
  let isLate = true;
  start(await real.since(undefined).then((all) => all.at(-1)?.id));
  operator.publish('control.kill', 'fire');
  await operator.flush();
  await desk.catchUp(false);
  expect(recorded()).toEqual(['control.kill e3.1']);
  isLate = false;
  await desk.catchUp(false);
  await desk.catchUp(false);
  expect(recorded()).toEqual([]);
});
