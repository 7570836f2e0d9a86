// The evaluation of a trained policy as one HTML file: against its rivals, on each range, what luck may have done, how it
// was learnt, and what it came from.

import { html, NOTHING, type Html } from './html.ts';
import type { LuckData, ModelEvaluationData } from './model-evaluation-data.ts';
import { pageOf } from './page-shell.ts';
import { tablePageScript } from './page-sources.ts';
import { numberText, percentText } from './page/number-text.js';
import { bestOf, figureCell, meanings, sortableHeads } from './sections/figure-columns.ts';
import { cell } from './sections/heat-map.ts';
import { learningSection } from './sections/learning-curves.ts';
import { chartPlace, empty, section } from './sections/section.ts';
import { simpleHead } from './sections/simple-head.ts';
import { head, table } from './sections/table.ts';

export function renderModelEvaluation(data: ModelEvaluationData): string {
  const { title, subtitle, synthetic, currency, warnings, curves, bar, learning } = data;
  const drawn = curves.filter(({ time }) => time.length > 1);
  const body = html`${simpleHead('Evaluation of a model', title, subtitle, synthetic, [...bar, ...warnings])}
    <main>
      ${verdict(data)} ${drawn.length === 0 ? NOTHING : curvesSection(data)} ${figuresSection(data)}
      ${foldsSection(data)} ${luckSection(data.luck)} ${learningSection(learning)} ${lineageSection(data)}
      ${section('facts', 'The model', {}, factTable(data.facts))}
      ${section('figures', 'What the figures mean', {}, meanings(data.columns))}
    </main>
    <footer>All strategies saw the same bars, with the same warm-up, and paid the same costs.</footer>`;
  const page = { currency, curves: drawn.map(({ name, time, equity }) => ({ name, times: time, equity })) };
  return pageOf({ title: `${title} – evaluation of a model`, body, data: page, script: tablePageScript() });
}

function verdict({ bar, luck, contestants }: ModelEvaluationData): Html {
  const profiles = new Set(contestants.map(({ profile }) => profile)).size;
  const chance = luck.overfitting === null ? '–' : percentText(luck.overfitting, 0);
  const deflated = luck.deflated[0]?.value ?? null;
  const tile = (label: string, value: string, note: string): Html =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
      <dd class="aside">${note}</dd>
    </div>`;
  return html`<dl class="tiles">
    ${tile('Bar', bar.length === 0 ? 'reached' : 'not reached', bar.length === 0 ? 'or none was set' : 'see above')}
    ${tile('Profiles', numberText(profiles, 0), 'could be run')}
    ${tile('Deflated Sharpe', deflated === null ? '–' : numberText(deflated, 3), 'probability that it is above luck')}
    ${tile('Overfitting', chance, 'probability, by cross-validation')}
    ${tile('Trials', luck.trials === null ? '–' : numberText(luck.trials, 0), 'on these bars so far')}
  </dl>`;
}

function curvesSection({ curves, contestants, currency }: ModelEvaluationData): Html {
  const names = curves.map(({ name }, kind) => html`<span><i class="swatch kind-${kind}"></i>${name}</span>`);
  const about = `Under ${contestants[0]?.profile ?? ''}, with the first seed: all ranges one after the other. What a range ends with the next one begins with.`;
  return section(
    'curves',
    `Equity, ${currency}`,
    { about },
    html`<div class="legend">${names}</div>
      ${chartPlace('chart-curves')}`,
  );
}

function figuresSection({ contestants, columns }: ModelEvaluationData): Html {
  if (contestants.length === 0) return section('contest', 'Figures', {}, empty('No profile could be run.'));
  const best = columns.map((column, index) =>
    bestOf(
      column,
      contestants.map(({ values }) => values[index] ?? null),
    ),
  );
  const rows = contestants.map(
    ({ profile, name, values }) =>
      html`<tr>
        <th scope="row" data-key="${profile}">${profile}</th>
        <td data-key="${name}">${name}</td>
        ${columns.map((column, index) => figureCell(column, values[index] ?? null, best[index]))}
      </tr>`,
  );
  const about =
    'All ranges together, the middle over seeds. Choose a column to sort by it; ● marks the best of a column.';
  const heads = sortableHeads(['Profile', 'Strategy'], columns);
  return section(
    'contest',
    'Against strategies that were not trained',
    { about },
    table(heads, rows, { kind: 'sortable', label: 'Figures of all strategies' }),
  );
}

function foldsSection({ folds, names, contestants }: ModelEvaluationData): Html {
  if (folds.length === 0) return NOTHING;
  const values = folds.flatMap(({ returns }) => returns).filter((value) => value !== null);
  const largest = Math.max(1e-9, ...values.map(Math.abs));
  const rows = folds.map(
    ({ name, returns }) =>
      html`<tr>
        <th scope="row">${name}</th>
        ${returns.map((value) => cell(value ?? undefined, largest))}
      </tr>`,
  );
  const about = `Return of each range under ${contestants[0]?.profile ?? ''}, the middle over seeds. What is good in one range alone is not to be believed.`;
  return section(
    'ranges',
    'Range by range',
    { about },
    table([head('Range'), ...names.map(head)], rows, { kind: 'heat sweep', label: 'Returns by range' }),
  );
}

function luckSection(luck: LuckData): Html {
  const { overfitting, overfittingReason, loss, candidates, splits, trials, deflated } = luck;
  const said = (value: number | null, reason: string): string =>
    value === null ? `none: ${reason}` : numberText(value, 3);
  const rows: (readonly [string, string])[] = [
    ['Trials on these bars', trials === null ? 'none' : numberText(trials, 0)],
    ...deflated.map(({ profile, value, reason }): readonly [string, string] => [
      `Deflated Sharpe, ${profile}`,
      said(value, reason),
    ]),
    ['Probability of backtest overfitting', said(overfitting, overfittingReason)],
    ['Probability of a loss afterwards', said(loss, overfittingReason)],
    ['Candidates', `${numberText(candidates, 0)} checkpoints of its training run, this one included`],
    ['Splits', numberText(splits, 0)],
  ];
  const about =
    'Who tries often finds something. The deflated Sharpe ratio is the probability that the true one is above what the best of so many tries would show by luck; overfitting is how often the best candidate of one half of the time is below the middle in the other half.';
  return section('luck', 'How much of it may be luck', { about }, factTable(rows, 'words'));
}

function lineageSection({ lineage }: ModelEvaluationData): Html {
  const entries = lineage.filter(
    (entry): entry is Readonly<Record<string, unknown>> => typeof entry === 'object' && entry !== null,
  );
  const keys = [...new Set(entries.flatMap((entry) => Object.keys(entry)))];
  const about = 'Where the parameters came from, the oldest first.';
  if (entries.length === 0) return section('lineage', 'Lineage', {}, empty('The model has no ancestors.'));
  const rows = entries.map(
    (entry) =>
      html`<tr>
        ${keys.map((key) => html`<td>${plain(entry[key])}</td>`)}
      </tr>`,
  );
  return section('lineage', 'Lineage', { about }, table(keys.map(head), rows, { label: 'Ancestors of the model' }));
}

const plain = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

const factTable = (facts: readonly (readonly [label: string, value: string])[], kind = ''): Html =>
  html`<table class="identity facts ${kind}">
    <tbody>
      ${facts.map(
        ([label, value]) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
