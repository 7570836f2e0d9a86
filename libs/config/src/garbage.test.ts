// Whatever stands in a file, loading it gives a configuration or an InputError of one line: never another exception.

import { expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { LEAST } from '../testing/config-folder.ts';
import { loadConfig } from './load-config.ts';
import { keyPaths } from './schema-keys.ts';
import { RunConfigSchema } from './run-config.ts';

const KEYS = [
  ...new Set(keyPaths(RunConfigSchema).flatMap((path) => path.split('.'))),
  '_base',
  'BTCUSDT',
  'rules',
  '__proto__',
  'constructor',
  'toString',
];
const leaf = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('1h', '2021-01-01', 'c.yaml', '0.1'),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('tree'), { maxKeys: 6 }),
  ),
}));

const folder = mkdtempSync(join(tmpdir(), 'garbage-'));
const file = join(folder, 'c.yaml');

function outcomeOf(text: string): 'accepted' | 'refused' {
  writeFileSync(file, text);
  try {
    loadConfig({ path: file });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toMatch(/[\n\r]/);
    expect(error.message.startsWith(folder)).toBe(true);
    return 'refused';
  }
}

test('nested nonsense under known and unknown keys', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }),
      (value) => void outcomeOf(stringify(value)),
    ),
    { numRuns: 150 },
  );
});

test('a sound configuration with one key set to nonsense', () => {
  const paths = keyPaths(RunConfigSchema).filter((path) => !path.includes('.'));
  fc.assert(
    fc.property(fc.constantFrom(...paths), tree, (key, value) => {
      const without = LEAST.split('\n')
        .filter((line) => !line.startsWith(`${key}:`))
        .join('\n');
      outcomeOf(`${without}\n${stringify({ [key]: value })}`);
    }),
    { numRuns: 150 },
  );
});

test('a sound configuration with bytes changed, cut or put in', () => {
  fc.assert(
    fc.property(
      fc.nat(LEAST.length),
      fc.nat(6),
      fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('\t', '&a ', '*a', '!!', '---\n', '{', '[', '"', '%', '\0'),
      ),
      (at, cut, put) => {
        outcomeOf(LEAST.slice(0, at) + put + LEAST.slice(at + cut));
      },
    ),
    { numRuns: 400 },
  );
  expect(outcomeOf(LEAST)).toBe('accepted');
});

test('text that nests without end, and text of any characters', () => {
  for (const text of ['['.repeat(2_000), '{a: '.repeat(2_000), '- '.repeat(2_000), '? '.repeat(2_000)]) {
    expect(outcomeOf(text)).toBe('refused');
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void outcomeOf(text)),
    { numRuns: 200 },
  );
  rmSync(folder, { recursive: true });
});
