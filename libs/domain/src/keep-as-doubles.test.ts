// V8 itself tells whether two objects are of one kind.

import { expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { keepAsDoubles } from './keep-as-doubles.ts';

const LARGE = 2 ** 40;

test('an amount that outgrows 32 bits changes the kind of its object, and does not where it was said to', () => {
  setFlagsFromString('--allow-natives-syntax');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const isOneKind = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

  const untold = () => ({ shares: 0, worth: 0 });
  const [changed, unchanged] = [untold(), untold()];
  changed.worth = LARGE;
  expect(isOneKind(changed, unchanged)).toBe(false);

  const told = () => ({ shares: 0, costs: 0 });
  keepAsDoubles(told(), 'costs');
  const [large, small] = [told(), told()];
  large.costs = LARGE;
  expect(isOneKind(large, small)).toBe(true);
  expect([large, small]).toEqual([
    { shares: 0, costs: LARGE },
    { shares: 0, costs: 0 },
  ]);
});
