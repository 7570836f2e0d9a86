// Saving and restoring any state a strategy may hold, and the refusals where it cannot be done faithfully.

import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ema, sma } from '@tradingbot/features';
import { restoreState, saveState, SavedStateError } from './index.ts';
import type { Json } from './saved-form.ts';

function throughJson(saved: Json): Json {
  return JSON.parse(JSON.stringify(saved));
}

/** Saves `live` and restores it into `fresh`. */
function carry<Target extends object>(live: unknown, fresh: Target): Target {
  restoreState(fresh, throughJson(saveState(live)));
  return fresh;
}

/** Nested data of every kind, with field names that could be mistaken for the saved form's own. */
function anyData(constraints: { withTypedArray: boolean }): fc.Arbitrary<unknown> {
  const awkward = fc.constantFrom(
    '$class',
    '$same',
    '$$',
    '$order',
    'a/b',
    '~',
    '0',
    '10',
    '9',
    'constructor',
    'toString',
  );
  const key = fc.oneof(fc.string(), awkward).filter((name) => name !== '__proto__');
  return fc.anything({ ...constraints, withBigInt: true, key });
}

class Counter {
  count = 0;
  next: Counter | undefined = undefined;

  bump(): void {
    this.count += 1;
  }
}

describe('values', () => {
  test('anything made of data comes back equal, whatever stood there before', () => {
    fc.assert(
      fc.property(anyData({ withTypedArray: true }), anyData({ withTypedArray: false }), (live, before) => {
        const fresh: Record<string, unknown> = { x: before };
        carry({ x: live }, fresh);
        expect(isDeepStrictEqual(fresh['x'], live)).toBe(true);
        expect(JSON.stringify(saveState(fresh))).toBe(JSON.stringify(saveState({ x: live })));
      }),
      { numRuns: 500 },
    );
  });

  test.each([NaN, Infinity, -Infinity, -0, 0, 5e-324, 2 ** 53 + 2, 0.1])('the number %p keeps its bits', (x) => {
    expect(Object.is(carry([x], [1])[0], x)).toBe(true);
    expect(Object.is(carry([Float64Array.of(x)], [Float64Array.of(1)])[0]?.[0], x)).toBe(true);
  });

  test('a bigint, an undefined and a null are told apart', () => {
    const live = { big: -(2n ** 80n), missing: undefined, nothing: null };
    expect(carry(live, { big: 0n, missing: 1, nothing: 1 })).toStrictEqual(live);
  });

  test('the form is plain to read', () => {
    const live = { b: NaN, a: 1, $x: 2n, ring: Float64Array.of(1, -0), by: new Map([['BTC', new Counter()]]) };
    expect(saveState(live)).toEqual({
      $order: ['b', 'a', '$x', 'ring', 'by'],
      b: { $number: 'NaN' },
      a: 1,
      $$x: { $bigint: '2' },
      ring: { $typed: 'Float64Array', $items: [1, { $number: '-0' }] },
      by: { $map: [['BTC', { $class: 'Counter', count: 0, next: { $undefined: true } }]] },
    });
  });
});

describe('restoring in place', () => {
  test('objects, arrays, typed arrays, maps and instances keep their identity', () => {
    const make = (x: number) => ({
      list: [x],
      ring: Int32Array.of(x),
      by: new Map([['k', { x }]]),
      counter: new Counter(),
    });
    const fresh = make(0);
    const { list, ring, by, counter } = fresh;
    const entry = by.get('k');
    const live = make(7);
    live.counter.bump();
    carry(live, fresh);
    expect(fresh).toEqual(live);
    expect([fresh.list, fresh.ring, fresh.by, fresh.counter]).toEqual([list, ring, by, counter]);
    expect(fresh.list).toBe(list);
    expect(fresh.ring).toBe(ring);
    expect(fresh.by).toBe(by);
    expect(fresh.by.get('k')).toBe(entry);
    expect(fresh.counter).toBe(counter);
    fresh.counter.bump();
    expect(counter.count).toBe(2);
  });

  test('arrays and maps grow, shrink and keep their order', () => {
    const live = {
      grown: [1, 2, 3],
      shrunk: [1],
      by: new Map([
        ['b', 1],
        ['a', 2],
      ]),
    };
    const fresh = carry(live, {
      grown: [9],
      shrunk: [9, 9, 9],
      by: new Map([
        ['a', 0],
        ['z', 0],
        ['b', 0],
      ]),
    });
    expect(fresh).toEqual(live);
    expect([...fresh.by.keys()]).toEqual(['b', 'a']);
  });

  test('a plain object gets the saved fields in the saved order, whatever the target had', () => {
    const live: Record<string, number> = { z: 1, a: 2, m: 3 };
    const fresh = carry({ qty: live }, { qty: { a: 0, gone: 5 } });
    expect(Object.entries(fresh.qty)).toEqual(Object.entries(live));
  });

  test('methods and getters stay those of the target and are not saved', () => {
    const make = () => ({
      count: 0,
      bump() {
        this.count += 1;
      },
      get double(): number {
        return 2 * this.count;
      },
    });
    const live = make();
    live.bump();
    expect(saveState(live)).toEqual({ count: 1 });
    const fresh = carry(live, make());
    fresh.bump();
    expect([fresh.count, fresh.double]).toEqual([2, 4]);
  });

  test('an object reached by two ways is one object again', () => {
    const order = { qty: 1 };
    const fresh = carry({ newest: order, all: [{ qty: 0 }, order] }, { newest: null, all: [] as { qty: number }[] });
    expect(fresh.all[1]).toBe(fresh.newest);
    expect(fresh).toEqual({ newest: { qty: 1 }, all: [{ qty: 0 }, { qty: 1 }] });
  });

  test('a cycle is a cycle again', () => {
    const live = new Counter();
    live.next = live;
    live.bump();
    const fresh = carry(live, new Counter());
    expect(fresh.next).toBe(fresh);
    expect(fresh.count).toBe(1);
  });

  test('what the fresh target shares but the saved state did not is told apart', () => {
    const none = { qty: 0 };
    const fresh = carry({ long: { qty: 1 }, short: { qty: 2 } }, { long: none, short: none });
    expect(fresh).toEqual({ long: { qty: 1 }, short: { qty: 2 } });
  });
});

describe('refusals', () => {
  test.each([
    [
      'a Date',
      { at: new Date(0) },
      'State at /at is a Date, which cannot be saved: use arrays, maps or plain objects.',
    ],
    ['a Set', { s: new Set() }, 'State at /s is a Set, which cannot be saved: use arrays, maps or plain objects.'],
    [
      'a function in a list',
      { f: [1, () => 1] },
      'State at /f/1 is a function, which cannot be saved: keep only data in state.',
    ],
    ['a symbol', { 'a/b': Symbol('x') }, 'State at /a~1b is a symbol, which cannot be saved: keep only data in state.'],
    [
      'a map keyed by numbers',
      new Map([[1, 1]]),
      'State at the top is a Map with a number as a key: only string keys can be saved.',
    ],
    [
      'a subclass of Map',
      new (class Book extends Map {})(),
      'State at the top is a Book, which cannot be saved: keep a Map in a field instead.',
    ],
    [
      'a field named __proto__',
      JSON.parse('{"__proto__":1}'),
      'State at the top has a field named __proto__, which cannot be saved.',
    ],
  ])('does not save %s', (_what, live: unknown, sentence) => {
    expect(() => saveState(live)).toThrow(SavedStateError);
    expect(() => saveState(live)).toThrow(sentence);
  });

  test.each([
    [
      'an instance the target does not have',
      { by: new Map([['BTC', ema(2)]]) },
      { by: new Map() },
      'State at /by/BTC was saved from an instance of Ema, but the target has nothing to restore into there: ' +
        'make the instance when the state is made, before it is restored.',
    ],
    [
      'an instance of another class',
      { average: ema(2) },
      { average: sma(2) },
      'State at /average was saved from an instance of Ema, but the target has an instance of Sma there: ' +
        'make the instance when the state is made, before it is restored.',
    ],
    [
      'a window of another length',
      { average: sma(2) },
      { average: sma(3) },
      'State at /average/block was saved as a Float64Array of 2, but the target has a Float64Array of 3: ' +
        'make it with the same parameters.',
    ],
    [
      'a typed array of another kind',
      [new Int8Array(1)],
      [new Int16Array(1)],
      'State at /0 was saved as a Int8Array of 1, but the target has a Int16Array of 1: make it with the same parameters.',
    ],
    [
      'a plain object over an instance',
      { counter: { count: 1 } },
      { counter: new Counter() },
      'State at /counter was saved from a plain object, but the target has an instance of Counter there.',
    ],
    [
      'a list over an object',
      [1],
      {},
      'State at the top was saved from another kind of value than it is restored into.',
    ],
    [
      'another value over a read-only one',
      { limits: { max: 2 } },
      { limits: Object.freeze({ max: 1 }) },
      'State at /limits/max is read-only in the target and holds another value there.',
    ],
  ])('does not restore %s', (_what, live: unknown, fresh: object, sentence) => {
    expect(() => carry(live, fresh)).toThrow(SavedStateError);
    expect(() => carry(live, fresh)).toThrow(sentence);
  });

  test('does not restore an instance whose fields have changed', () => {
    const saved = { $class: 'Counter', count: 1, step: 2 };
    expect(() => restoreState(new Counter(), saved)).toThrow(
      new SavedStateError('', 'does not fit Counter, whose fields differ in next, step'),
    );
  });

  test.each<[string, Json]>([
    ['$typed', { $typed: 5, $items: [] }],
    ['$items', { $typed: 'Float64Array', $items: 5 }],
    ['$map', { $map: [[1, 2]] }],
    ['$same', { $same: '/nowhere' }],
    ['a', { $order: ['a'] }],
    ['__proto__', JSON.parse('{"__proto__":{"polluted":1}}')],
  ])('does not restore a damaged form (%s)', (key, damaged) => {
    expect(() => restoreState({ x: 1 }, { x: damaged })).toThrow(
      new SavedStateError('/x', `is not a saved form: its ${key} is missing or wrong`),
    );
  });

  test('an unchanged read-only value is no obstacle', () => {
    expect(carry({ limits: { max: 1 } }, { limits: Object.freeze({ max: 1 }) })).toEqual({ limits: { max: 1 } });
  });
});
