// Runs side by side as one HTML file: their curves over one another, and a table whose columns sort.

import type { ComparedRun, ComparisonColumn, ComparisonData } from './comparison-data.ts';
import { html, NOTHING, type Html } from './html.ts';
import { pageOf } from './page-shell.ts';
import { tablePageScript } from './page-sources.ts';
import { numberText, percentText, signed } from './page/number-text.js';
import { chartPlace, empty, section } from './sections/section.ts';
import { simpleHead } from './sections/simple-head.ts';
import { table } from './sections/table.ts';

/** The table of profiles of an evaluation. */
export const renderEvaluation = (data: ComparisonData): string => render('Evaluation of execution profiles', data);

/** Recorded runs. */
export const renderComparison = (data: ComparisonData): string => render('Comparison of runs', data);

/** As many as there are kinds of line that can be told apart. */
const MOST_CURVES = 8;

function render(kind: string, data: ComparisonData): string {
  const { title, subtitle, synthetic, currency, warnings, columns, runs } = data;
  const drawn = runs.filter(({ curve }) => curve.time.length > 1).slice(0, MOST_CURVES);
  const body = html`${simpleHead(kind, title, subtitle, synthetic, warnings)}
    <main>
      ${drawn.length === 0 ? NOTHING : curves(drawn, runs.length, currency)}
      ${section('runs', 'Figures', { about: 'Choose a column to sort by it; ● marks the best of a column.' }, runs.length === 0 ? empty('There is no run.') : figures(data))}
      ${section('figures', 'What the figures mean', {}, meanings(columns))}
    </main>
    <footer>All runs saw the same market; what differs is named in the first column.</footer>`;
  const page = {
    currency,
    curves: drawn.map(({ name, curve }) => ({ name, times: curve.time, equity: curve.equity })),
  };
  return pageOf({ title: `${title} – ${kind.toLowerCase()}`, body, data: page, script: tablePageScript() });
}

function curves(drawn: readonly ComparedRun[], runs: number, currency: string): Html {
  const names = drawn.map(({ name }, index) => html`<span><i class="swatch kind-${index}"></i>${name}</span>`);
  const rest =
    runs > drawn.length
      ? html`<p class="hint">The first ${drawn.length} of ${runs} runs that have a curve.</p>`
      : NOTHING;
  return section(
    'curves',
    `Equity, ${currency}`,
    {},
    html`<div class="legend">${names}</div>
      ${chartPlace('chart-curves')}${rest}`,
  );
}

function figures({ columns, runs }: ComparisonData): Html {
  const best = columns.map((column, index) => bestOf(column, runs, index));
  const name = html`<th scope="col"><button class="sort" type="button" data-column="0">Name</button></th>`;
  const heads = columns.map(
    ({ title, unit }, index) =>
      html`<th scope="col" class="${unit === 'text' ? '' : 'number'}">
        <button class="sort" type="button" data-column="${index + 1}">${title}</button>
      </th>`,
  );
  const rows = runs.map(
    (run) =>
      html`<tr>
        <th scope="row" data-key="${run.name}">${run.name}</th>
        ${columns.map((column, index) => cell(column, run.values[index] ?? null, best[index]))}
      </tr>`,
  );
  return table([name, ...heads], rows, { kind: 'sortable', label: 'Figures of all runs' });
}

function bestOf({ best }: ComparisonColumn, runs: readonly ComparedRun[], index: number): number | undefined {
  const values = runs.map(({ values: all }) => all[index]).filter((value) => typeof value === 'number');
  if (best === 'none' || values.length < 2) return undefined;
  return best === 'highest' ? Math.max(...values) : Math.min(...values);
}

function cell(column: ComparisonColumn, value: number | string | null, best: number | undefined): Html {
  const mark = value !== null && value === best ? html`<span class="good" title="best">● </span>` : NOTHING;
  const key = value === null ? '' : String(value);
  return html`<td class="${column.unit === 'text' ? '' : 'number'}" data-key="${key}">
    ${mark}${textOf(column, value)}
  </td>`;
}

function textOf({ unit }: ComparisonColumn, value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'share':
      return percentText(value, 2);
    case 'gain':
      return signed(percentText(value, 2));
    case 'money':
      return numberText(value, 2);
    case 'count':
      return numberText(value, 0);
    default:
      return numberText(value, 2);
  }
}

const meanings = (columns: readonly ComparisonColumn[]): Html =>
  html`<dl class="glossary">
    ${columns.map(
      ({ title, explanation }) =>
        html`<div>
          <dt>${title}</dt>
          <dd>${explanation}</dd>
        </div>`,
    )}
  </dl>`;
