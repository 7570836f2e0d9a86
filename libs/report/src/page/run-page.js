// Puts the charts of a run's report into their places. What is text alone stands in the page already.

/* global document */

import { bandChart } from './band-chart.js';
import { barChart } from './bar-chart.js';
import { lineChart } from './line-chart.js';
import { decimalsFor, numberText, percentText, priceText, signed } from './number-text.js';
import { pricePanel } from './price-panel.js';
import { themeSwitch } from './theme.js';
import { tradeColumns, tradeTable } from './trade-table.js';
import { createView, showAll } from './view.js';

const DAY = 86_400_000;

export function startRunPage() {
  const data = JSON.parse(element('data').textContent ?? '');
  const money = (/** @type {number} */ value) => `${numberText(value, 2)}\u202f${data.currency}`;
  const short = (/** @type {number} */ value) => numberText(value, Math.abs(value) < 100 ? 2 : 0);
  themeSwitch(element('theme'));
  timeCharts(data, money, short);
  distribution(data);
  if (data.tradeOrder !== null) {
    const label = 'Equity after each number of trades: as it happened, and the band of shuffled orders';
    bandChart(element('chart-order'), data.tradeOrder, { height: 280, label, format: money, tick: short });
    depths(data.tradeOrder);
  }
  const trades = tradesOf(data.trades);
  const goTo = pricePanel(data, trades);
  const host = document.getElementById('trade-table');
  if (host === null) return;
  const priceOf = (/** @type {number} */ price, /** @type {number} */ symbol) =>
    priceText(price, data.prices[symbol]?.decimals ?? 2);
  tradeTable(host, trades, tradeColumns(data.symbols, data.strategies, priceOf), goTo);
}

function element(/** @type {string} */ id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has a place for ${id}`);
  return found;
}

/** Equity, drawdown and rolling Sharpe move together. */
function timeCharts(
  /** @type {any} */ data,
  /** @type {(value: number) => string} */ money,
  /** @type {(value: number) => string} */ short,
) {
  const { times, rolling } = data;
  if (times.length < 2) return;
  const view = createView(times[0], times.at(-1), Math.min(2 * DAY, (times.at(-1) - times[0]) / 2));
  const percent = (/** @type {number} */ share) => percentText(share, 2);
  let isLog = false;
  const equity = lineChart(element('chart-equity'), {
    times,
    lines: [
      { name: 'buy and hold', className: 'benchmark', values: data.benchmark },
      { name: 'strategy', className: 'strategy', values: data.equity, isFilled: true },
    ],
    view,
    label: 'Equity over time, with buying and holding',
    height: 320,
    format: money,
    tick: short,
    isLog: () => isLog,
    base: data.initialEquity,
  });
  const log = element('log-scale');
  log.addEventListener('click', () => {
    isLog = !isLog;
    log.setAttribute('aria-pressed', String(isLog));
    equity.redraw();
  });
  element('show-all').addEventListener('click', () => showAll(view));
  lineChart(element('chart-drawdown'), {
    times,
    lines: [{ name: 'drawdown', className: 'loss', values: data.drawdown, isFilled: true }],
    view,
    label: 'Drawdown over time',
    height: 170,
    format: percent,
    tick: (share, step) => percentText(share, decimalsFor(100 * step)),
    startsAtZero: true,
  });
  if (rolling === null) return;
  lineChart(element('chart-rolling'), {
    times: rolling.times,
    lines: [{ name: 'Sharpe ratio', className: 'strategy', values: rolling.values }],
    view,
    label: `Sharpe ratio of the last ${rolling.window} days`,
    height: 200,
    format: (value) => numberText(value, 2),
    tick: (value) => numberText(value, 1),
  });
}

function distribution(/** @type {any} */ { histogram }) {
  if (histogram === null) return;
  const decimals = decimalsFor(histogram.width * 100);
  const percent = (/** @type {number} */ share) => signed(percentText(share, Math.max(1, decimals)));
  barChart(element('chart-returns'), {
    ...histogram,
    unit: 'days',
    label: 'How many days had which return',
    height: 240,
    format: percent,
    tick: (share) => signed(percentText(share, decimalsFor(histogram.width * 400))),
    marks: [
      {
        value: histogram.worstOfTwenty,
        text: `1 day in 20 below ${percentText(histogram.worstOfTwenty, 2)}`,
        className: 'loss',
      },
      { value: histogram.mean, text: `mean ${signed(percentText(histogram.mean, 3))}`, className: 'plain' },
    ],
  });
}

function depths(/** @type {any} */ { depths: histogram, actualDrawdown, median }) {
  if (histogram === null) return;
  const percent = (/** @type {number} */ share) => percentText(share, 1);
  barChart(element('chart-depths'), {
    ...histogram,
    unit: 'shuffles',
    label: 'How many shuffles had which deepest drawdown',
    height: 170,
    format: percent,
    tick: (share) => percentText(share, decimalsFor(histogram.width * 400)),
    marks: [
      { value: actualDrawdown, text: `happened ${percent(actualDrawdown)}`, className: 'plain' },
      { value: median, text: `median ${percent(median)}`, className: 'plain' },
    ],
  });
}

/** Columns to rows. @returns {import('./trade-table.js').Trade[]} */
function tradesOf(/** @type {any} */ columns) {
  return columns.entryTime.map((/** @type {number} */ _, /** @type {number} */ number) =>
    Object.fromEntries([['number', number], ...Object.keys(columns).map((key) => [key, columns[key][number]])]),
  );
}
