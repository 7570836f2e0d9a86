// What training writes and what is explained are the same, both ways; so that no figure is added without a word.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EVALUATION_METRICS } from '@tradingbot/config';
import { METRIC_GROUPS, METRICS } from './metric-catalog.ts';

const SOURCES = join(import.meta.dirname, '../..');
const TAG = /'((?:rollout|train|eval|time|pbt|sa_ppo)\/[a-z_0-9]+)'/g;

/** The names that stand in what writes, of which `eval/` has two for each metric that may be chosen. */
function writtenTags(): Set<string> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const writers = files.filter((file) => file.endsWith('.ts') && !/\.test\.ts$|tensorboard/.test(file));
  const tags = writers.flatMap((file) =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(TAG)].map(([, tag = '']) => tag),
  );
  const judged = EVALUATION_METRICS.flatMap((metric) => [`eval/${metric}`, `eval/stressed_${metric}`]);
  return new Set([...tags, ...judged]);
}

test('every figure that is written is explained, and every one that is explained is written', () => {
  expect(METRICS.map(({ tag }) => tag).toSorted()).toEqual([...writtenTags()].toSorted());
});

test('a figure stands in its group, once, and says all there is to say', () => {
  for (const { name, metrics } of METRIC_GROUPS) {
    for (const metric of metrics) {
      expect(metric.tag.startsWith(`${name}/`)).toBe(true);
      expect(Object.values(metric).every((text: string) => text.length > 3)).toBe(true);
    }
  }
  expect(new Set(METRICS.map(({ tag }) => tag)).size).toBe(METRICS.length);
});
