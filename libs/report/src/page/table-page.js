// A page of tables: columns that sort, and curves over one another where there are any.

/* global document */

import { lineChart } from './line-chart.js';
import { numberText } from './number-text.js';
import { nearestIndex } from './scale.js';
import { sortedRows } from './sort-rows.js';
import { themeSwitch } from './theme.js';
import { createView } from './view.js';

const DAY = 86_400_000;

export function startTablePage() {
  const theme = document.getElementById('theme');
  if (theme !== null) themeSwitch(theme);
  for (const table of document.querySelectorAll('table.sortable')) makeSortable(table);
  const host = document.getElementById('chart-curves');
  const { curves, currency } = JSON.parse(document.getElementById('data')?.textContent ?? '');
  if (host !== null) drawCurves(host, curves, currency);
}

function makeSortable(/** @type {Element} */ table) {
  const body = table.querySelector('tbody');
  const buttons = [...table.querySelectorAll('button.sort')];
  if (body === null) return;
  const rows = [...body.children];
  let order = rows.map((_, index) => index);
  const keyOf = (/** @type {number} */ row, /** @type {number} */ column) => {
    const key = rows[row]?.children[column]?.getAttribute('data-key') ?? '';
    if (key === '') return -Infinity;
    return Number.isNaN(Number(key)) ? key : Number(key);
  };
  buttons.forEach((button, column) => {
    button.addEventListener('click', () => {
      const cell = button.parentElement;
      const isDescending =
        cell?.getAttribute('aria-sort') !== 'descending' && cell?.classList.contains('number') === true;
      for (const other of buttons) other.parentElement?.removeAttribute('aria-sort');
      cell?.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      order = sortedRows(order, (row) => keyOf(row, column), isDescending);
      body.append(...order.flatMap((row) => rows[row] ?? []));
    });
  });
}

/**
 * One axis of time for all: each curve says at each of its instants what it last was.
 * @param {HTMLElement} host
 * @param {readonly { name: string, times: number[], equity: number[] }[]} curves
 * @param {string} currency
 */
function drawCurves(host, curves, currency) {
  const times = [...new Set(curves.flatMap((curve) => curve.times))].sort((a, b) => a - b);
  const [from = 0, to = 1] = [times[0], times.at(-1)];
  lineChart(host, {
    times,
    lines: curves.map(({ name, times: own, equity }, index) => ({
      name,
      className: `kind-${index}`,
      values: times.map((time) => equity[nearestIndex(own, time)] ?? null),
    })),
    view: createView(from, to, Math.min(2 * DAY, (to - from) / 2)),
    label: 'Equity of all runs over time',
    height: 340,
    base: curves[0]?.equity[0] ?? 0,
    format: (value) => `${numberText(value, 2)}\u202f${currency}`,
    tick: (value) => numberText(value, Math.abs(value) < 100 ? 2 : 0),
  });
}
