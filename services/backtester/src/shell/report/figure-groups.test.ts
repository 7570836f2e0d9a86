// Figures of the document as a reader sees them.

import { expect, test } from '@jest/globals';
import type { Metrics } from '../metrics-document.ts';
import { figureGroups, keyFigures } from './figure-groups.ts';
import { FIGURES } from './figure-texts.ts';

const METRICS = {
  currency: 'USDT',
  total_return: 0.1234,
  max_drawdown: -0.2,
  sharpe: null,
  sortino: 1.5,
  trades: 1234,
  expectancy: '-3.456',
  final_equity: '11234.5678',
  turnover_per_year: 12.3456,
  best_month: { period: '2021-03', return: 0.05 },
  confidence: { sharpe: [-0.5, 2], cagr: null, max_drawdown: [-0.4, -0.1] },
  drawdown: { start: '2021-03-04T05:00:00Z', recovered: null, longest_days: 12.34 },
  average_holding_hours: 7.77,
  costs: { total: '12.3' },
  undefined_metrics: { sharpe: 'daily returns do not vary', 'drawdown.recovered': 'it was not made good' },
} as unknown as Metrics;

const thin = (text: string): string => text.replaceAll('_', '\u202f');
const figure = (label: string) => figureGroups(METRICS).flatMap(({ figures }) => figures).find((one) => one.label === label); // prettier-ignore

test('numbers have their units, their sign and their tone', () => {
  const shown = (label: string) => [figure(label)?.value, figure(label)?.tone];
  expect(shown('Total return')).toEqual([thin('+12.3_%'), 'good']);
  expect(shown('Maximum drawdown')).toEqual([thin('−20.0_%'), 'plain']);
  expect(shown('Sortino ratio')).toEqual(['1.50', 'plain']);
  expect(shown('Round trips')).toEqual([thin('1_234'), 'plain']);
  expect(shown('Expectancy')).toEqual([thin('−3.46_USDT'), 'bad']);
  expect(shown('Final equity')).toEqual([thin('11_234.57_USDT'), 'plain']);
  expect(shown('Turnover a year')).toEqual([thin('12.35_×'), 'plain']);
  expect(shown('Best month')).toEqual([thin('+5.0_% (2021-03)'), 'good']);
  expect(shown('Sharpe, 95 % interval')).toEqual(['−0.50 … 2.00', 'plain']);
  expect(shown('Drawdown, 95 % interval')).toEqual([thin('−40.0_% … −10.0_%'), 'plain']);
  expect(shown('Deepest fall from')).toEqual(['2021-03-04', 'plain']);
  expect(shown('Longest under water')).toEqual([thin('12.3_d'), 'plain']);
  expect(shown('Average holding')).toEqual([thin('7.8_h'), 'plain']);
  expect(shown('All costs')).toEqual([thin('12.30_USDT'), 'plain']);
});

test('what is not defined says why', () => {
  expect(figure('Sharpe ratio')).toMatchObject({ value: '–', undefinedBecause: 'daily returns do not vary' });
  expect(figure('Recovered')?.undefinedBecause).toBe('it was not made good');
});

test('each figure has one name and one sentence, and key figures are some of them', () => {
  const texts = FIGURES.flatMap(([, group]) => group);
  expect(new Set(texts.map(({ path }) => path)).size).toBe(texts.length);
  expect(new Set(texts.map(({ label }) => label)).size).toBe(texts.length);
  for (const { explanation } of texts) expect(explanation).toMatch(/^[A-Z].*[.]$/);
  expect(keyFigures(METRICS)).toHaveLength(10);
});
