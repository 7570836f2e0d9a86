// Inside a decision everything impure throws and names what to use instead; outside it works as it always did.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { deciding, PurityError } from '../tripwire.ts';
import { armImpurityGuard } from './impurity-guard.ts';

const before = {
  random: Math.random,
  Date,
  language: 'a'.localeCompare('b'),
  local: new Date(2020, 0, 2, 3).toString(),
};

beforeAll(() => {
  armImpurityGuard();
  armImpurityGuard();
});

const date = new Date(Date.UTC(2020, 0, 2, 3, 4, 5));

/** What is impure, what the message must name, and the call. */
const IMPURE: readonly (readonly [string, string, () => unknown])[] = [
  ['Date.now()', 'ctx.time', () => Date.now()],
  ['new Date()', 'ctx.time', () => new Date()],
  ['Date()', 'ctx.time', () => Date()],
  ['the constructor behind a date', 'ctx.time', () => new (date.constructor as DateConstructor)()],
  ['new Date(year, month)', 'Date.UTC', () => new Date(2020, 0)],
  ['new Date(local text)', '"Z"', () => new Date('2020-01-02 03:04')],
  ['new Date(local date-time)', '"Z"', () => new Date('2020-01-02T03:04')],
  ['Date.parse(local text)', '"Z"', () => Date.parse('2 Jan 2020')],
  ['getHours()', 'getUTCHours()', () => date.getHours()],
  ['getDay()', 'getUTCDay()', () => date.getDay()],
  ['setHours()', 'setUTCHours()', () => new Date(0).setHours(1)],
  ['getTimezoneOffset()', "machine's time zone", () => date.getTimezoneOffset()],
  ['a date as text', 'toISOString()', () => `${date.toString()}`],
  ['a date in a language', 'toISOString()', () => date.toLocaleDateString()],
  ['Math.random()', 'ctx.random()', () => Math.random()],
  ['crypto', 'ctx.random()', () => crypto.randomUUID()],
  ['performance.now()', 'ctx.time', () => performance.now()],
  ['setTimeout', 'ctx.setTimer', () => setTimeout(() => undefined, 0)],
  ['setInterval', 'ctx.setTimer', () => setInterval(() => undefined, 1)],
  ['setImmediate', 'ctx.setTimer', () => setImmediate(() => undefined)],
  ['queueMicrotask', 'ctx.setTimer', () => queueMicrotask(() => undefined)],
  ['fetch', 'bars or as parameters', () => fetch],
  ['WebSocket', 'bars or as parameters', () => WebSocket],
  ['process.env', 'ctx.params', () => process.env['HOME']],
  ['process.hrtime()', 'ctx.params', () => process.hrtime()],
  ['process.getBuiltinModule()', 'ctx.params', () => process.getBuiltinModule('fs')],
  ['through globalThis', 'ctx.params', () => globalThis.process],
  ['console.log()', 'ctx.log', () => console.log('never printed')],
  ['localeCompare()', 'compare with', () => 'a'.localeCompare('b')],
  ['toLocaleUpperCase()', 'compare with', () => 'i'.toLocaleUpperCase()],
  ['a number in a language', 'compare with', () => (1234.5).toLocaleString()],
  ['Intl', 'compare with', () => new Intl.NumberFormat()],
  ['WeakRef', 'ctx.state', () => new WeakRef({})],
];

describe('inside a decision', () => {
  test.each(IMPURE)('%s throws', (_name, instead, call) => {
    expect(() => deciding(call)).toThrow(PurityError);
    expect(() => deciding(call)).toThrow(instead);
  });

  test('what is the same on every machine passes', () => {
    deciding(() => {
      expect(new Date(1_577_934_245_000).toISOString()).toBe('2020-01-02T03:04:05.000Z');
      expect(new Date('2020-01-02T03:04:05Z').getTime()).toBe(1_577_934_245_000);
      expect(Date.parse('2020-01-02T03:04:05+01:00')).toBe(1_577_930_645_000);
      expect(Date.parse('2020-01-02')).toBe(1_577_923_200_000);
      expect(new Date(date).getUTCHours()).toBe(3);
      expect(Date.UTC(2020, 0, 2)).toBe(1_577_923_200_000);
      expect(date instanceof Date).toBe(true);
      expect(Math.max(1, 2)).toBe(2);
    });
  });
});

describe('outside a decision', () => {
  test.each(IMPURE.filter(([name]) => !/^(?:set|queue|console)/.test(name)))('%s works', (_name, _instead, call) => {
    expect(() => call()).not.toThrow();
  });

  test('nothing has changed', () => {
    expect(Math.abs(Date.now() - new before.Date().getTime())).toBeLessThan(1_000);
    expect(new Date(2020, 0, 2, 3).toString()).toBe(before.local);
    expect('a'.localeCompare('b')).toBe(before.language);
    expect(new before.Date() instanceof Date).toBe(true);
    expect(new Date() instanceof before.Date).toBe(true);
    expect(Date.name).toBe('Date');
    expect(Date.length).toBe(7);
    expect(Math.random()).not.toBe(Math.random());
    expect(Math.random).toBe(Math.random);
  });

  test('timers fire', async () => {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    await new Promise<void>((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => queueMicrotask(resolve));
  });

  test('a class may still extend Date', () => {
    class Day extends Date {}
    expect(new Day(0) instanceof Day).toBe(true);
    expect(new Day(0).getTime()).toBe(0);
  });

  test('a global may still be replaced', () => {
    const original = globalThis.queueMicrotask;
    const other = (): void => undefined;
    globalThis.queueMicrotask = other;
    expect(globalThis.queueMicrotask).toBe(other);
    globalThis.queueMicrotask = original;
  });
});

test('a refusal ends with the decision', () => {
  expect(() => deciding(() => Date.now())).toThrow(PurityError);
  expect(Date.now()).toBeGreaterThan(0);
});
