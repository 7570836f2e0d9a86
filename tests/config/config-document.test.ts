// docs/config.md is what scripts/config-document.ts makes of the schemas today, and every key says what it is.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { keyFacts, RunConfigSchema, TrainConfigSchema } from '@tradingbot/config';
import { CONFIG_DOCUMENT, configDocument } from '../../scripts/config-document.ts';

test('docs/config.md lists every key as it is defined (mend: node scripts/run.cjs scripts/config-document.ts)', () => {
  expect(readFileSync(CONFIG_DOCUMENT, 'utf8')).toBe(configDocument());
});

describe.each([
  ['run', RunConfigSchema, ['seed', 'risk.enabled', 'strategies[].as', 'instruments.<NAME>.rules[].tick']],
  ['training', TrainConfigSchema, ['seed', 'model.params.gamma', 'pbt.hyperparams[].name', 'fees.taker_bps']],
])('Every key of the configuration of a %s', (_, schema, known) => {
  const facts = keyFacts(schema);
  const paths = (missing: typeof facts): string[] => missing.map(({ path }) => path);

  test('is found: blocks, lists and maps are walked', () => {
    expect(paths(facts)).toEqual(expect.arrayContaining(known));
    expect(facts.length).toBeGreaterThan(130);
  });

  test('says what it does', () => {
    expect(paths(facts.filter(({ description }) => description === undefined))).toEqual([]);
  });

  test('says its unit when it is a number', () => {
    expect(paths(facts.filter(({ isNumeric, unit }) => isNumeric && unit === undefined))).toEqual([]);
  });

  test('says who reads it, by itself or by the block that it stands in', () => {
    expect(paths(facts.filter(({ reader }) => reader === undefined))).toEqual([]);
  });

  test('says what may stand there', () => {
    expect(
      paths(facts.filter(({ isBlock, values }) => !isBlock && (values === '' || /invalid/i.test(values)))),
    ).toEqual([]);
  });
});
