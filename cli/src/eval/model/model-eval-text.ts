// The evaluation of a model for people, and as tables of comma-separated values.

import { bigNumber, countText, moneyText, percentText } from '../../number-text.ts';
import { csvText } from '../../research/csv-text.ts';
import { flatDocument } from '../../research/flat-document.ts';
import { syntheticLine } from '../../synthetic-line.ts';
import type { Terminal } from '../../terminal.ts';
import { textTable, type Cell } from '../../text-table.ts';
import { figureIn, MONEY, PERCENTAGES, titleOf } from '../figures.ts';
import type { ModelEvaluation } from './model-evaluation.ts';

/** A row for each profile, contestant and seed, and one with the middle over seeds, whose seed is empty. */
export function modelEvalCsv({ profiles }: ModelEvaluation, names: readonly string[]): string {
  const figuresOf = (figures: object): (string | number | null)[] => {
    const flat = flatDocument(figures);
    return names.map((name) => plain(figureIn(flat, name)));
  };
  return csvText(
    ['profile', 'strategy', 'seed', ...names, 'why'],
    profiles.flatMap(({ name, contestants, why }) =>
      why === null
        ? contestants.flatMap((one) => [
            [name, one.name, '', ...figuresOf(one.figures), ''],
            ...one.by_seed.map(({ seed, figures }) => [name, one.name, seed, ...figuresOf(figures), '']),
          ])
        : [[name, '', '', ...names.map(() => null), why]],
    ),
  );
}

export const foldsCsv = ({ profiles }: ModelEvaluation): string =>
  csvText(
    ['profile', 'strategy', 'fold', 'from', 'to', 'seed', 'total_return', 'sharpe', 'sortino', 'max_drawdown'],
    profiles.flatMap(({ name, contestants, folds }) =>
      contestants.flatMap((one) =>
        one.by_fold.map(({ fold, seed, total_return, sharpe, sortino, max_drawdown }) => [
          ...[name, one.name, fold, folds[fold - 1]?.from ?? null, folds[fold - 1]?.to ?? null, seed],
          ...[total_return, sharpe, sortino, max_drawdown],
        ]),
      ),
    ),
  );

const plain = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

export function modelEvalText(
  evaluation: ModelEvaluation,
  names: readonly string[],
  path: string,
  colours: Terminal['colours'],
): string {
  const { model, profiles, seeds, overfitting, bar, warnings, synthetic } = evaluation;
  const folds = profiles.find(({ why }) => why === null)?.folds ?? [];
  const what = `${countText(folds.length, 'range')}, ${folds[0]?.from.slice(0, 10) ?? ''} to ${folds.at(-1)?.to.slice(0, 10) ?? ''}, ${countText(seeds.length, 'seed')}: the middle over seeds`;
  const lines = [
    '',
    `${colours.bold(`Model ${model.sha256.slice(0, 12)}`)} after ${bigNumber(model.step)} steps, ${SAMPLES[evaluation.sample]}`,
    ...syntheticLine(synthetic, colours),
    colours.dim(`  ${what}`),
    ...table(evaluation, names, colours),
    '',
    ...luckLines(evaluation),
    ...(overfitting.reason === '' ? [] : [colours.dim(`  ${overfitting.reason}`)]),
    ...warnings.map((warning) => `${colours.yellow('warning')} ${warning}`),
    ...profiles.flatMap(({ name, why }) => (why === null ? [] : [`${colours.yellow('warning')} ${name}: ${why}`])),
    ...bar.failures.map(
      ({ profile, figure, value, bar: least }) =>
        `${colours.red('below the bar')} ${figure} is ${value === null ? 'not defined' : value.toFixed(3)} under ${profile}, eval.bar says ${least}`,
    ),
    '',
    `Results in ${colours.cyan(path)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

export const SAMPLES: Readonly<Record<ModelEvaluation['sample'], string>> = {
  out: 'on bars that training has not seen',
  in: 'on bars that training has seen',
  unknown: 'on bars of which it does not say whether training has seen them',
};

function table({ profiles }: ModelEvaluation, names: readonly string[], colours: Terminal['colours']): string[] {
  const rows = profiles.flatMap(({ name, contestants, why }): Cell[][] =>
    why === null
      ? contestants.map((one, at): Cell[] => {
          const flat = flatDocument(one.figures);
          const cells = names.map((figure) => cellOf(figure, figureIn(flat, figure)));
          return [at === 0 ? name : '', one.name, ...cells];
        })
      : [[name, { text: 'not run, see below', colour: colours.yellow }]],
  );
  const heads = names.map((title) => ({ title: titleOf(title), align: 'right' as const }));
  return textTable([{ title: 'profile' }, { title: 'strategy' }, ...heads], rows, colours.dim);
}

function luckLines({ profiles, overfitting }: ModelEvaluation): string[] {
  const trials = profiles.find(({ trials: found }) => found !== null)?.trials;
  const deflated = profiles.flatMap(({ name, trials: own }) =>
    own === null || own.deflated_sharpe === null ? [] : [`${name} ${own.deflated_sharpe.toFixed(3)}`],
  );
  const { probability, candidates, splits } = overfitting;
  return [
    `  trials on these bars so far            ${trials === undefined || trials === null ? '–' : bigNumber(trials.count)}`,
    `  deflated Sharpe (above luck)           ${deflated.length === 0 ? '–' : deflated.join(', ')}`,
    `  probability of backtest overfitting    ${probability === null ? '–' : probability.toFixed(3)}   ${countText(candidates, 'candidate')}, ${countText(splits, 'split')}`,
  ];
}

function cellOf(name: string, value: unknown): string {
  if (typeof value === 'string') return MONEY.includes(name) ? moneyText(value) : value;
  if (typeof value !== 'number') return '–';
  if (PERCENTAGES.includes(name)) return percentText(value, 'signed');
  return Number.isInteger(value) ? bigNumber(value) : value.toFixed(2);
}
