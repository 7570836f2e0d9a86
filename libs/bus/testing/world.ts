// The world of a group of tests: started before them, ended after them.

import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { CommandBus, OnTrouble } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';

export interface Grounds {
  readonly world: BusWorld;
  /** A connection that ends with the test. */
  connect(name?: string, onTrouble?: OnTrouble): Promise<CommandBus>;
  /** A subject that no other test uses. */
  subject(): string;
}

/** Trouble in a test is the failure of that test. */
const fail: OnTrouble = (trouble) => {
  throw trouble;
};

export function grounds(start: () => Promise<BusWorld>): Grounds {
  let world: BusWorld | undefined;
  const connections: CommandBus[] = [];
  let count = 0;
  beforeAll(async () => {
    world = await start();
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await world?.end();
  });
  const there = (): BusWorld => {
    if (world === undefined) throw new Error('the world has not begun');
    return world;
  };
  return {
    get world() {
      return there();
    },
    async connect(name = 'test', onTrouble = fail) {
      const bus = await there().connect(name, onTrouble);
      connections.push(bus);
      return bus;
    },
    subject: () => `test.${(count += 1)}`,
  };
}
