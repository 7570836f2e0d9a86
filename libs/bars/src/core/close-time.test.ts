// The length of a bar by its close time, whatever the venue means by close.

import { expect, test } from '@jest/globals';
import { closeTimeLength } from './close-time.ts';

const MINUTE = 60_000_000;

test.each([0, 1, 1_000, 1_000_000])('%i µs before the next bar opens', (short) => {
  expect(closeTimeLength(MINUTE, 2 * MINUTE - short)).toBe(MINUTE);
});

test('a close before the open, or at no second, says nothing', () => {
  expect(closeTimeLength(MINUTE, MINUTE - 1)).toBe(undefined);
  expect(closeTimeLength(MINUTE, 2 * MINUTE - 5)).toBe(undefined);
});
