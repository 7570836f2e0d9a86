// Every key of a configuration does something: a run in which only that key is another one has other events, leaves
// other files, or is refused. A key of the schema without a row in the tables fails.

import { describe, expect, jest, test } from '@jest/globals';
import { keyFacts, RunConfigSchema } from '@tradingbot/config';
import { DATA_KEYS } from './key-changes/data-keys.ts';
import { merged, PLAIN, put, type KeyChange, type KeyChanges } from './key-changes/key-change.ts';
import { RULE_KEYS } from './key-changes/rule-keys.ts';
import { RUN_KEYS } from './key-changes/run-keys.ts';
import { configOfKeys, runOfKeys, type SeenRun } from './key-changes/run-of-keys.ts';
import { evaluation } from './key-changes/seen-elsewhere.ts';
import { TABLE_KEYS } from './key-changes/table-keys.ts';
import { VENUE_KEYS } from './key-changes/venue-keys.ts';

jest.setTimeout(60_000);

const CHANGES: KeyChanges = { ...RUN_KEYS, ...DATA_KEYS, ...VENUE_KEYS, ...RULE_KEYS, ...TABLE_KEYS };
const KEYS = keyFacts(RunConfigSchema).flatMap(({ path, isBlock }) => (isBlock ? [] : [path]));

/** Many rows change the same run. */
const runs = new Map<string, Promise<SeenRun>>();
function seen(keys: unknown): Promise<SeenRun> {
  const name = JSON.stringify(keys);
  const run = runs.get(name) ?? runOfKeys(keys);
  runs.set(name, run);
  return run;
}

test('every key of the schema has a row, and every row is of a key', () => {
  expect(Object.keys(CHANGES).toSorted()).toEqual(KEYS.toSorted());
});

test('a run of the same keys is the same run, wherever it is seen', async () => {
  const config = configOfKeys(merged(PLAIN, { execution_profile: 'LIMIT_MID_BPS' }));
  expect(await runOfKeys(PLAIN)).toEqual(await runOfKeys(PLAIN));
  expect(await evaluation(config)).toEqual(await evaluation(config));
});

describe('A run is another one when only this key is:', () => {
  test.each(Object.entries(CHANGES))('%s', async (path, change) => {
    const at = placeIn(path, change);
    const plain = merged(PLAIN, change.with ?? {});
    const before = change.from === undefined ? plain : put(plain, at, change.from);
    const after = put(plain, at, change.to);
    const { sees = 'events' } = change;
    if (typeof sees === 'function') {
      expect(await sees(configOfKeys(after))).not.toEqual(await sees(configOfKeys(before)));
      return;
    }
    const [one, other] = [await seen(before), await seen(after)];
    const refused = [one.refusal, other.refusal].filter((refusal) => refusal !== '');
    // A key that is seen by a refusal alone: with it or without it the run takes place.
    expect({ refused, count: refused.length }).toEqual({ refused, count: sees === 'refusal' ? 1 : 0 });
    if (sees === 'events') expect(one.events.split('\n').length).toBeGreaterThan(100);
    expect(other[sees] === one[sees]).toBe(false);
  });
});

/** The path of a row in a real configuration: `[]` is the first entry, `<NAME>` a name. */
function placeIn(path: string, { name = 'BTCUSDT' }: KeyChange): string[] {
  const names = typeof name === 'string' ? [name] : [...name];
  const parts = path.replaceAll('[]', '.0').split('.');
  return parts.map((part) => (part === '<NAME>' ? (names.shift() ?? '') : part));
}
