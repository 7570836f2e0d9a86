// The price charts of all symbols behind one choice, and the buttons that go from trade to trade.

/* global document */

import { unpackCandles } from './candles.js';
import { durationText, numberText, percentText, priceText, qtyText, signed, timeText } from './number-text.js';
import { priceChart } from './price-chart.js';
import { showAll, zoom } from './view.js';

const ZOOM = 0.6;

/**
 * @param {any} data of the page
 * @param {readonly import('./trade-table.js').Trade[]} trades
 * @returns {(number: number) => void} brings a trade into view
 */
export function pricePanel(data, trades) {
  /** @type {Map<number, ReturnType<typeof priceChart>>} */
  const charts = new Map();
  const places = [...document.querySelectorAll('.price-place')];
  const choice = /** @type {HTMLSelectElement | null} */ (document.getElementById('symbol'));
  const legend = document.getElementById('candle');
  let shown = -1;
  let trade = -1;
  if (places.length === 0) return () => {};
  const money = (/** @type {number} */ value) => `${numberText(value, 2)}\u202f${data.currency}`;

  function tradeTip(/** @type {number} */ number) {
    const one = trades[number];
    if (one === undefined) return [];
    const { decimals } = data.prices[one.symbol];
    const price = (/** @type {number} */ value) => priceText(value, decimals);
    const result = one.pnl > 0 ? 'gain' : 'loss';
    return /** @type {[string, string, string][]} */ ([
      ['entry', 'bought', `${price(one.entryPrice)}, ${one.entryBy}`],
      ['', '', timeText(one.entryTime)],
      [result, 'sold', `${price(one.exitPrice)}, ${one.exitBy}`],
      ['', '', `${timeText(one.exitTime)}, after ${durationText(one.exitTime - one.entryTime)}`],
      ['', 'quantity', qtyText(one.qty)],
      ['', 'result', `${signed(money(one.pnl))}, ${signed(percentText(one.return, 2))}`],
    ]);
  }

  function show(/** @type {number} */ symbol) {
    places.forEach((place, index) => place.toggleAttribute('hidden', index !== symbol));
    shown = symbol;
    if (choice !== null) choice.value = String(symbol);
    const place = places[symbol];
    if (place === undefined || charts.has(symbol)) return charts.get(symbol);
    const series = data.prices[symbol];
    const [main, small] = [...place.children];
    const chart = priceChart(
      /** @type {HTMLElement} */ (main),
      /** @type {HTMLElement} */ (small),
      {
        symbol: series.symbol,
        decimals: series.decimals,
        levels: [unpackCandles(series.whole)],
        fine: unpackCandles(series.fine),
        trades: trades.filter((one) => one.symbol === symbol),
        open: series.open,
        fills: series.fills,
      },
      { tradeTip, legend: (text) => void (legend !== null && (legend.textContent = text)) },
    );
    charts.set(symbol, chart);
    return chart;
  }

  function goTo(/** @type {number} */ number) {
    const one = trades[number];
    if (one === undefined) return;
    trade = number;
    show(one.symbol)?.goTo(number);
    document.getElementById('prices')?.scrollIntoView({ block: 'start' });
  }

  function step(/** @type {1 | -1} */ by) {
    const here = trades.filter((one) => one.symbol === shown);
    const at = here.findIndex((one) => one.number === trade);
    const next = here[at === -1 ? (by === 1 ? 0 : here.length - 1) : at + by];
    if (next === undefined) return;
    trade = next.number;
    charts.get(shown)?.goTo(next.number);
  }

  /** @type {Record<string, (chart: ReturnType<typeof priceChart>) => void>} */
  const actions = {
    'zoom-in': ({ view }) => zoom(view, ZOOM, (view.from + view.to) / 2),
    'zoom-out': ({ view }) => zoom(view, 1 / ZOOM, (view.from + view.to) / 2),
    'zoom-all': ({ view }) => showAll(view),
    'trade-before': () => step(-1),
    'trade-after': () => step(1),
  };
  for (const [id, action] of Object.entries(actions)) {
    document.getElementById(id)?.addEventListener('click', () => {
      const chart = charts.get(shown);
      if (chart !== undefined) action(chart);
    });
  }
  choice?.addEventListener('change', () => void show(Number(choice.value)));
  show(0);
  return goTo;
}
