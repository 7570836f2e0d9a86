// Runs side by side as one HTML file: their curves over one another, and a table whose columns sort.

import type { ComparedRun, ComparisonData } from './comparison-data.ts';
import { html, NOTHING, type Html } from './html.ts';
import { pageOf } from './page-shell.ts';
import { tablePageScript } from './page-sources.ts';
import { bestOf, figureCell, meanings, sortableHeads } from './sections/figure-columns.ts';
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
  const best = columns.map((column, index) =>
    bestOf(
      column,
      runs.map(({ values }) => values[index] ?? null),
    ),
  );
  const rows = runs.map(
    (run) =>
      html`<tr>
        <th scope="row" data-key="${run.name}">${run.name}</th>
        ${columns.map((column, index) => figureCell(column, run.values[index] ?? null, best[index]))}
      </tr>`,
  );
  return table(sortableHeads(['Name'], columns), rows, { kind: 'sortable', label: 'Figures of all runs' });
}
