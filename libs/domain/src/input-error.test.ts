// What a user reads: where, what, and the mend where there is one.

import { expect, test } from '@jest/globals';
import { InputError } from './input-error.ts';
import { invariant, InvariantError } from './invariant.ts';

test('a mistake of the user is told as place, finding and mend', () => {
  expect(new InputError('a.yaml:3', 'unknown key "pirce"', 'did you mean "price"?').message).toBe(
    'a.yaml:3: unknown key "pirce" (did you mean "price"?)',
  );
  expect(new InputError('bars.csv', 'is empty').message).toBe('bars.csv: is empty');
  expect(new InputError('bars.csv', 'is empty')).toMatchObject({ where: 'bars.csv', what: 'is empty', mend: '' });
});

test('a broken rule of our own throws with the rule in words, a kept one does nothing', () => {
  expect(() => invariant(1 > 2, 'one is more than two')).toThrow(
    new InvariantError('broken invariant: one is more than two'),
  );
  expect(() => invariant(2 > 1, 'two is more than one')).not.toThrow();
});
