// Keys of the original platform that are not taken over: each is refused by its name, with what stands in its place.

import { describe, expect, test } from '@jest/globals';
import { LEAST, refusalOf } from '../testing/config-folder.ts';
import { keyPaths, keysAt } from './schema-keys.ts';
import { REFUSED_KEYS } from './refused-keys.ts';
import { RunConfigSchema } from './run-config.ts';

describe('A key of the original platform', () => {
  test.each(REFUSED_KEYS)('$key is refused by name', ({ key, why, mend }) => {
    expect(refusalOf(LEAST, `${key}=1`)).toBe(`--set ${key}: ${key} ${why} (${mend})`);
  });

  test('is not refused and accepted at once, and stands where a key could stand', () => {
    const known = keyPaths(RunConfigSchema);
    for (const { key } of REFUSED_KEYS) {
      expect(known).not.toContain(key);
      expect(keysAt(RunConfigSchema, key.split('.').slice(0, -1))).toBeDefined();
    }
  });

  test('names keys that there are as what replaces it', () => {
    const known = new Set(keyPaths(RunConfigSchema));
    const named = REFUSED_KEYS.flatMap(({ mend }) => mend.match(/\b[a-z_]+(?:\.[a-zA-Z_]+)+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('Another name of a key', () => {
  test('means the same, and is said to stand where it stands', () => {
    expect(refusalOf(`${LEAST}symbols: [SPY, SPY]\n`)).toBe(
      'c.yaml:10: data.symbols is a list, expected each symbol once',
    );
    expect(refusalOf(LEAST, 'symbols=[1]')).toBe(
      '--set symbols: data.symbols.0 is 1, expected a symbol such as BTCUSDT or SPY',
    );
  });

  test('does not stand beside the key itself', () => {
    expect(refusalOf(LEAST.replace('data:', 'symbols: [SPY]\ndata:\n  symbols: [SPY]'))).toBe(
      'c.yaml:1: symbols is given, and data.symbols too, which is the same (keep one of them)',
    );
  });
});
