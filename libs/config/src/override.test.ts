// `--set a.b=c`: over the files, read as YAML, and named in the sentence when it is wrong.

import { expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { configFolder, LEAST, refusalOf } from '../testing/config-folder.ts';
import { parseAssignment } from './override.ts';

const load = (...set: string[]) => {
  const folder = configFolder({ 'c.yaml': LEAST });
  try {
    return folder.load('c.yaml', ...set);
  } finally {
    folder.remove();
  }
};

test('values are YAML: numbers, lists, maps, text with "="', () => {
  expect(load('seed=7').seed).toBe(7);
  expect(load('data.paths=[a.csv, b.csv]').data.paths).toEqual(['a.csv', 'b.csv']);
  expect(load('risk={max_orders_per_min: 3}').risk).toMatchObject({ max_orders_per_min: 3, enabled: true });
  expect(load('artifacts_dir=a=b').artifacts_dir).toBe('a=b');
});

test('maps are made on the way, entries of lists are replaced, and the last one wins', () => {
  expect(load('execution.clip_to_bar.enabled=false').execution.clip_to_bar.enabled).toBe(false);
  expect(load('data.paths.0=x.csv').data.paths).toEqual(['x.csv']);
  expect(load('seed=1', 'seed=2').seed).toBe(2);
});

test('an empty value takes a key back to its default', () => {
  expect(load('seed=7', 'seed=').seed).toBe(0);
});

test('a wrong one is named as it was typed', () => {
  expect(refusalOf(LEAST, 'seed=x')).toBe('--set seed: seed is "x", expected a whole number from 0 to 2147483647');
  expect(refusalOf(LEAST, 'risk.enabld=true')).toBe(
    '--set risk.enabld: risk.enabld is not a known key (did you mean risk.enabled?)',
  );
  // One letter of one is no slip of another, and forty keys are no advice.
  for (const nonsense of ['a.b=c', 'fxe=1', 'risk.q=1']) {
    expect(refusalOf(LEAST, nonsense)).not.toContain('did you mean');
  }
  expect(refusalOf(LEAST, 'a.b=c')).toBe('--set a.b: a is not a known key (docs/config.md lists them)');
  expect(refusalOf(LEAST, 'data.paths=[a')).toMatch(/^--set data\.paths: is not valid YAML: /);
  expect(refusalOf(LEAST, 'data.paths=')).toBe(
    '--set data.paths: data.paths is missing, expected at least one file with bars, or data.generator',
  );
});

test.each(['seed', '=1', 'a..b=1', ''])('%p is not an assignment', (text) => {
  expect(() => parseAssignment(text, '--set')).toThrow(InputError);
});
