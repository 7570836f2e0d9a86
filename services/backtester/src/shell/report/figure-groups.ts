// The figures of `metrics.json` as a reader sees them: a name, a number with its unit, a sentence.

import type { Figure, FigureGroup } from '@tradingbot/report';
import { numberText, percentText, signed } from '@tradingbot/report';
import type { Metrics } from '../metrics-document.ts';
import { FIGURES, type FigureText } from './figure-texts.ts';

/** At the top of the report. */
const KEY_PATHS = [
  'cagr',
  'sharpe',
  'sortino',
  'max_drawdown',
  'annual_volatility',
  'trades',
  'win_rate',
  'profit_factor',
  'exposure',
  'costs.total',
];

export const figureGroups = (metrics: Metrics): readonly FigureGroup[] =>
  FIGURES.map(([title, texts]) => ({ title, figures: texts.map((text) => figureOf(metrics, text)) }));

export function keyFigures(metrics: Metrics): readonly Figure[] {
  const texts = FIGURES.flatMap(([, group]) => group);
  return KEY_PATHS.flatMap((path) => texts.filter((text) => text.path === path)).map((text) => figureOf(metrics, text));
}

function figureOf(metrics: Metrics, { path, label, unit, explanation }: FigureText): Figure {
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], metrics);
  const isMissing = value === null || value === undefined;
  const why = metrics.undefined_metrics[path];
  return {
    label,
    value: isMissing ? '–' : valueText(value, unit, metrics.currency),
    explanation,
    undefinedBecause: isMissing ? (why ?? 'it does not apply to this run') : '',
    tone: isMissing ? 'plain' : toneOf(value, unit),
  };
}

function valueText(value: unknown, unit: FigureText['unit'], currency: string): string {
  switch (unit) {
    case 'text':
      return value as string;
    case 'day':
      return (value as string).slice(0, 10);
    case 'return of period': {
      const { period, return: share } = value as { readonly period: string; readonly return: number };
      return `${signed(percentText(share, 1))} (${period})`;
    }
    case 'interval of numbers':
    case 'interval of shares': {
      const [from, to] = value as readonly [number, number];
      const text = (one: number): string => (unit === 'interval of numbers' ? numberText(one, 2) : percentText(one, 1));
      return `${text(from)} … ${text(to)}`;
    }
    case 'share':
      return percentText(value as number, 1);
    case 'gain':
      return signed(percentText(value as number, 1));
    case 'money':
      return `${numberText(Number(value), 2)}\u202f${currency}`;
    case 'result':
      return `${signed(numberText(Number(value), 2))}\u202f${currency}`;
    case 'count':
      return numberText(value as number, 0);
    case 'days':
      return `${numberText(value as number, 1)}\u202fd`;
    case 'hours':
      return `${numberText(value as number, 1)}\u202fh`;
    case 'times':
      return `${numberText(value as number, 2)}\u202f×`;
    case 'ratio':
      return numberText(value as number, 2);
  }
}

function toneOf(value: unknown, unit: FigureText['unit']): Figure['tone'] {
  if (unit === 'return of period') return toneOf((value as { readonly return: number }).return, 'gain');
  if (unit !== 'gain' && unit !== 'result') return 'plain';
  const number = Number(value);
  return number === 0 ? 'plain' : number > 0 ? 'good' : 'bad';
}
