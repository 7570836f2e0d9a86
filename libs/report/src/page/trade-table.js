// Every round trip as a row; a click on a column sorts, a click on a row's number shows the trade in the chart.

import { made } from './drawing.js';
import { durationText, numberText, percentText, qtyText, signed, timeText } from './number-text.js';
import { sortedRows } from './sort-rows.js';

/**
 * @typedef {object} Trade
 * @property {number} number from 0
 * @property {number} strategy
 * @property {number} symbol
 * @property {number} entryTime
 * @property {number} exitTime
 * @property {number} qty
 * @property {number} entryPrice
 * @property {number} exitPrice
 * @property {number} fees
 * @property {number} pnl
 * @property {number} return
 * @property {string} entryBy
 * @property {string} exitBy
 */

/** @typedef {{ title: string, key: (trade: Trade) => number | string, text: (trade: Trade) => string, isNumber: boolean, tone?: true }} Column */

const FIRST_ROWS = 200;

/** @returns {Column[]} */
export function tradeColumns(
  /** @type {readonly string[]} */ symbols,
  /** @type {readonly string[]} */ strategies,
  /** @type {(price: number, symbol: number) => string} */ priceText,
) {
  const money = (/** @type {number} */ value) => numberText(value, 2);
  /** @type {Column[]} */
  const columns = [
    { title: 'Symbol', key: (t) => symbols[t.symbol] ?? '', text: (t) => symbols[t.symbol] ?? '', isNumber: false },
    { title: 'Strategy', key: (t) => t.strategy, text: (t) => strategies[t.strategy] ?? '', isNumber: false },
    { title: 'Entry', key: (t) => t.entryTime, text: (t) => timeText(t.entryTime), isNumber: true },
    { title: 'Exit', key: (t) => t.exitTime, text: (t) => timeText(t.exitTime), isNumber: true },
    {
      title: 'Held',
      key: (t) => t.exitTime - t.entryTime,
      text: (t) => durationText(t.exitTime - t.entryTime),
      isNumber: true,
    },
    { title: 'Quantity', key: (t) => t.qty, text: (t) => qtyText(t.qty), isNumber: true },
    { title: 'Bought at', key: (t) => t.entryPrice, text: (t) => priceText(t.entryPrice, t.symbol), isNumber: true },
    { title: 'Sold at', key: (t) => t.exitPrice, text: (t) => priceText(t.exitPrice, t.symbol), isNumber: true },
    { title: 'Fees', key: (t) => t.fees, text: (t) => money(t.fees), isNumber: true },
    { title: 'P&L', key: (t) => t.pnl, text: (t) => signed(money(t.pnl)), isNumber: true, tone: true },
    {
      title: 'Return',
      key: (t) => t.return,
      text: (t) => signed(percentText(t.return, 2)),
      isNumber: true,
      tone: true,
    },
    { title: 'Exit by', key: (t) => t.exitBy, text: (t) => t.exitBy, isNumber: false },
  ];
  return columns.filter(({ title }) => title !== 'Strategy' || strategies.length > 1);
}

/**
 * @param {HTMLElement} host
 * @param {readonly Trade[]} trades
 * @param {readonly Column[]} columns
 * @param {(number: number) => void} goTo
 */
export function tradeTable(host, trades, columns, goTo) {
  const body = made('tbody');
  const head = made('tr');
  const more = /** @type {HTMLButtonElement} */ (made('button', 'button', `Show all ${numberText(trades.length, 0)}`));
  let order = trades.map((_, index) => index);
  let sortedBy = -1;
  let isDescending = false;
  let isWhole = trades.length <= FIRST_ROWS;

  head.append(header('#', -1));
  columns.forEach(({ title }, index) => head.append(header(title, index)));
  const table = made('table', 'trades', made('thead', '', head), body);
  const scroller = made('div', 'scroller tall', table);
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Table of trades');
  host.append(scroller, more);
  more.type = 'button';
  more.addEventListener('click', () => {
    isWhole = true;
    fill();
  });
  fill();

  function header(/** @type {string} */ title, /** @type {number} */ index) {
    const button = made('button', 'sort', title);
    const column = columns[index];
    button.addEventListener('click', () => {
      isDescending = sortedBy === index ? !isDescending : (column?.isNumber ?? false);
      sortedBy = index;
      order = sortedRows(order, (row) => keyOf(row, column), isDescending);
      for (const cell of head.children) cell.removeAttribute('aria-sort');
      button.parentElement?.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      fill();
    });
    const cell = made('th', column?.isNumber === false ? '' : 'number', button);
    cell.setAttribute('scope', 'col');
    return cell;
  }

  function keyOf(/** @type {number} */ row, /** @type {Column | undefined} */ column) {
    const trade = trades[row];
    return trade === undefined || column === undefined ? row : column.key(trade);
  }

  function fill() {
    const rows = (isWhole ? order : order.slice(0, FIRST_ROWS)).map((row) => rowOf(row));
    body.replaceChildren(...rows);
    more.hidden = isWhole;
  }

  function rowOf(/** @type {number} */ row) {
    const trade = trades[row];
    const line = made('tr');
    if (trade === undefined) return line;
    const button = made('button', 'go', String(trade.number + 1));
    button.title = 'Show in the price chart';
    button.addEventListener('click', () => goTo(trade.number));
    line.append(made('td', 'number', button));
    for (const { text, isNumber, tone } of columns) {
      const colour = tone === undefined || trade.pnl === 0 ? '' : trade.pnl > 0 ? ' good' : ' bad';
      line.append(made('td', `${isNumber ? 'number' : ''}${colour}`, text(trade)));
    }
    return line;
  }
}
