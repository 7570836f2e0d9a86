// Where a model came from: the folder that holds the same bytes and a learning curve.

import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeOfModel } from './home-of-model.ts';
import { learningCurvesIn } from './learning-curves.ts';
import { candidatesIn } from './overfitting.ts';

const root = mkdtempSync(join(tmpdir(), 'tradingbot-home-of-model-'));
let count = 0;
let artifacts = '';
beforeEach(() => {
  artifacts = join(root, String(count++));
  for (const folder of ['2026a', '2026b', 'models']) mkdirSync(join(artifacts, folder), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const file = (content: string, ...names: readonly string[]): string => {
  const path = join(artifacts, ...names);
  writeFileSync(path, content);
  return path;
};

test('a copy at the top, and one that was kept, lead to the run that they came from', () => {
  file('other', '2026b', 'best_model.zip');
  file('', '2026b', 'learning_curve.csv');
  file('bytes', '2026a', 'best_model.zip');
  file('', '2026a', 'learning_curve.csv');
  const home = join(artifacts, '2026a');
  expect(homeOfModel(file('bytes', 'best_model.zip'))).toBe(home);
  expect(homeOfModel(file('bytes', 'models', 'abc.zip'))).toBe(home);
  expect(homeOfModel(join(home, 'best_model.zip'))).toBe(home);
});

test('one that came from nowhere is at home where it lies', () => {
  file('other', '2026a', 'best_model.zip');
  file('', '2026a', 'learning_curve.csv');
  expect(homeOfModel(file('bytes', 'mine.zip'))).toBe(artifacts);
});

test('candidates are the model and the other archives of its home, each once', () => {
  const path = file('a', 'best_model.zip');
  for (const [name, content] of [
    ['c1', 'b'],
    ['c2', 'a'],
    ['c3', 'c'],
    ['.draft', 'd'],
  ] as const)
    file(content, '2026a', `${name}.zip`);
  const names = candidatesIn(join(artifacts, '2026a'), path).map((one) => one.path.slice(artifacts.length + 1));
  expect(names).toEqual(['best_model.zip', join('2026a', 'c1.zip'), join('2026a', 'c3.zip')]);
  for (let i = 0; i < 90; i++) file(`many ${i}`, '2026b', `checkpoint_${String(i).padStart(3, '0')}.zip`);
  const some = candidatesIn(join(artifacts, '2026b'), path);
  expect(some).toHaveLength(40);
  expect(some.at(-1)?.path).toMatch(/checkpoint_08\d/);
});

test('learning curves are read by their titles, and what is no number is passed over', () => {
  file('step,member,value,metric\n0,a,1,x\n5,a,,x\n10,a,2,x\n10,b,nan,x\n10,b,3,y\n', 'learning_curve.csv');
  expect(learningCurvesIn(artifacts)).toEqual([
    { member: 'a', metric: 'x', steps: [0, 10], values: [1, 2] },
    { member: 'b', metric: 'y', steps: [10], values: [3] },
  ]);
  expect(learningCurvesIn(join(artifacts, '2026a'))).toEqual([]);
});
