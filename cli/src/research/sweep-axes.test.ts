// What is typed after `--sweep`, and what is made of it.

import { expect, test } from '@jest/globals';
import { combinationAt, countOf } from '@tradingbot/backtester/research';
import { axesOf } from './sweep-axes.ts';

test.each<[string, readonly string[]]>([
  ['fast=5..8', ['5', '6', '7', '8']],
  ['fast=5..20:5', ['5', '10', '15', '20']],
  ['fast=5..9:3', ['5', '8']],
  ['x=0.1..0.3:0.1', ['0.1', '0.2', '0.3']],
  ['x=-0.02..0.01:0.01', ['-0.02', '-0.01', '0', '0.01']],
  ['a=1|2|4', ['1', '2', '4']],
  ['name=true', ['true']],
  ['both=[1, 2]|[3, 4]', ['[1, 2]', '[3, 4]']],
  ['x=3..3', ['3']],
])('%s', (text, values) => {
  expect(axesOf([text]).map((axis) => axis.values)).toEqual([values]);
});

test('several axes stand in one text or in many; the last one changes fastest', () => {
  const axes = axesOf(['fast=1..2, slow=10|20', 'risk.max_order_notional=500']);
  expect(axes.map(({ key }) => key)).toEqual(['fast', 'slow', 'risk.max_order_notional']);
  const all = Array.from({ length: countOf(axes) }, (_, at) => combinationAt(axes, at));
  expect(all.map(({ fast, slow }) => `${fast} ${slow}`)).toEqual(['1 10', '1 20', '2 10', '2 20']);
});

test.each([
  ['fast', 'is no range'],
  ['fast=', 'is no range'],
  ['fast=1..x', 'has x in its range'],
  ['fast=0.1..0.5', 'needs a step (write 0.1..0.5:0.1)'],
  ['fast=1..5:0', 'has a step of 0'],
  ['fast=9..5', 'goes from 9 down to 5 (write 5..9)'],
  ['fast=1|1', 'has 1 twice'],
  ['fast=1..9,fast=2', 'is said twice'],
  ['fast=24,48', 'has commas in its values (a list is written fast=24|48)'],
  ['fast=24, 48, 96', 'a list is written fast=24|48|96'],
  ['fast=1..2000000', 'makes 2,000,000 combinations, more than 100,000 (take larger steps, or fewer values)'],
  ['fast=0.1..999999999999:0.000000001', 'combinations, more than 100,000'],
  ['a=1..2000,b=1..2000', 'makes 4,000,000 combinations'],
  ['a=1..100001', 'makes 100,001 combinations'],
  ['instruments.BTCUSDT.tick=1|2', 'would change the bars'],
  ['execution_profile=A|B', 'tradingbot eval'],
  ['artifacts_dir=a|b', 'changes no decision'],
])('%s is refused', (text, sentence) => {
  expect(() => axesOf([text])).toThrow(sentence);
});
