// The flag that says whether a core is deciding: up inside decisions, down outside, whatever happens in between.

import { afterEach, describe, expect, test } from '@jest/globals';
import { deciding, enterDecision, isDeciding, leaveDecision } from './tripwire.ts';

afterEach(() => expect(isDeciding()).toBe(false));

describe('A decision', () => {
  test('goes on while it is being made, and gives its result', () => {
    expect(isDeciding()).toBe(false);
    expect(deciding(() => [isDeciding(), 'result'])).toEqual([true, 'result']);
  });

  test('inside another one ends alone', () => {
    const seen = deciding(() => {
      const inner = deciding(isDeciding);
      return [inner, isDeciding()];
    });
    expect(seen).toEqual([true, true]);
  });

  test('that throws is over, and the one around it goes on', () => {
    const seen = deciding(() => {
      expect(() =>
        deciding(() => {
          throw new Error('inner');
        }),
      ).toThrow('inner');
      return isDeciding();
    });
    expect(seen).toBe(true);
  });

  test('can be entered and left by hand, and mixed with the other form', () => {
    enterDecision();
    expect(deciding(isDeciding)).toBe(true);
    enterDecision();
    leaveDecision();
    expect(isDeciding()).toBe(true);
    leaveDecision();
    expect(isDeciding()).toBe(false);
  });

  test('is not left before it was entered, which would keep the next one from counting', () => {
    expect(leaveDecision).toThrow('a decision that ends has begun');
    expect(deciding(isDeciding)).toBe(true);
  });
});
