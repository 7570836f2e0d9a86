// A sweep as one HTML file: a heat map over two parameters and the best combinations. Neighbours that are as good as the
// best are what a reader should look for; a lonely best is luck.

import { html, type Html } from './html.ts';
import { pageOf } from './page-shell.ts';
import { tablePageScript } from './page-sources.ts';
import { numberText, percentText } from './page/number-text.js';
import { colourStrength } from './sections/colour-strength.ts';
import { empty, section } from './sections/section.ts';
import { simpleHead } from './sections/simple-head.ts';
import { head, numberHead, table } from './sections/table.ts';
import type { SweepData } from './sweep-data.ts';

const SHOWN = 20;

export function renderSweep(data: SweepData): string {
  const { title, subtitle, synthetic, warnings, results } = data;
  const isEmpty = results.every((result) => result === null);
  const body = html`${simpleHead('Parameter sweep', title, subtitle, synthetic, warnings)}
    <main>
      ${section('map', data.metric, { about: aboutOf(data) }, isEmpty ? empty('No combination has this figure.') : heatMap(data))}
      ${section('best', 'The best combinations', { about: `The first ${Math.min(SHOWN, results.length)} of ${numberText(results.length, 0)}. The best of many tries is partly luck: believe neighbourhoods, not peaks.` }, bestTable(data))}
    </main>
    <footer>Every combination saw the same market.</footer>`;
  return pageOf({ title: `${title} – parameter sweep`, body, data: { curves: [] }, script: tablePageScript() });
}

function aboutOf({ axes, isHigherBetter }: SweepData): string {
  const [rows, columns, ...others] = axes.map(({ key }) => key);
  const across = columns === undefined ? `By ${rows ?? 'nothing'}.` : `${rows} down, ${columns} across.`;
  const rest = others.length === 0 ? '' : ` Each cell is the best over ${others.join(', ')}.`;
  return `${across}${rest} ${isHigherBetter ? 'Higher' : 'Lower'} is better; ● marks the best.`;
}

/** A cell for each pair of values of the first two axes: the best over all others. */
function cellsOf({ axes, results, isHigherBetter }: SweepData): readonly (readonly (number | null)[])[] {
  const [rows = 1, columns = 1] = axes.map(({ values }) => values.length);
  const others = results.length / (rows * columns);
  const better = (a: number | null, b: number | null): number | null => {
    if (a === null || b === null) return a ?? b;
    return isHigherBetter ? Math.max(a, b) : Math.min(a, b);
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const start = (row * columns + column) * others;
      return results.slice(start, start + others).reduce(better, null);
    }),
  );
}

function heatMap(data: SweepData): Html {
  const [down, across] = data.axes;
  const cells = cellsOf(data);
  const known = cells.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const best = data.isHigherBetter ? high : low;
  const heads = (across?.values ?? ['']).map(head);
  const corner = across === undefined ? (down?.key ?? '') : `${down?.key ?? ''} ↓ ${across.key} →`;
  const rows = cells.map(
    (row, index) =>
      html`<tr>
        <th scope="row">${down?.values[index] ?? ''}</th>
        ${row.map((value) => cell(data, value, { low, high, best }))}
      </tr>`,
  );
  return table([head(corner), ...heads], rows, { kind: 'heat sweep', label: `${data.metric} by parameters` });
}

/** Blue above the middle of the range, orange below; for a figure with both signs the middle is zero. */
function cell(data: SweepData, value: number | null, range: { low: number; high: number; best: number }): Html {
  if (value === null) return html`<td class="none">–</td>`;
  const middle = range.low < 0 && range.high > 0 ? 0 : (range.low + range.high) / 2;
  const reach = Math.max(range.high - middle, middle - range.low) || 1;
  const isGood = data.isHigherBetter ? value >= middle : value <= middle;
  const share = colourStrength(value - middle, reach);
  const mark = value === range.best ? ' ●' : '';
  return html`<td class="cell ${isGood ? 'up' : 'down'}" style="--share:${share}">${textOf(data, value)}${mark}</td>`;
}

function textOf({ unit }: SweepData, value: number | null): string {
  return unit === 'share' ? percentText(value, 1) : numberText(value, 2);
}

function bestTable(data: SweepData): Html {
  const { axes, results, metric, isHigherBetter } = data;
  const ranked = results
    .map((value, index) => ({ value, index }))
    .filter((one): one is { value: number; index: number } => one.value !== null)
    .sort((a, b) => (isHigherBetter ? b.value - a.value : a.value - b.value) || a.index - b.index)
    .slice(0, SHOWN);
  const rows = ranked.map(({ value, index }) => {
    const values = combinationAt(axes, index).map((text) => html`<td>${text}</td>`);
    return html`<tr>
      ${values}
      <td class="number">${textOf(data, value)}</td>
    </tr>`;
  });
  return table([...axes.map(({ key }) => head(key)), numberHead(metric)], rows);
}

/** The last axis is the quickest. */
export function combinationAt(axes: SweepData['axes'], index: number): readonly string[] {
  let rest = index;
  const chosen: string[] = [];
  for (const { values } of [...axes].reverse()) {
    chosen.unshift(values[rest % values.length] ?? '');
    rest = Math.floor(rest / values.length);
  }
  return chosen;
}
