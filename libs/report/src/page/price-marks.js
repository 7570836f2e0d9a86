// Entries, exits and single fills on a price chart, and what the pointer is near to.

import { placeOnAxis } from './candles.js';
import { drawn, pathThrough } from './drawing.js';
import { numberText, priceText, qtyText, timeText } from './number-text.js';
import { firstFrom } from './scale.js';

/** @typedef {readonly (readonly [swatch: string, name: string, value: string])[]} Tip */
/** @typedef {{ x: number, y: number, title: string, tip: () => Tip }} Mark what the pointer can be near to */
/** @typedef {(value: number) => number} Scale */

/**
 * @typedef {object} TradedSeries
 * @property {number} decimals
 * @property {readonly { number: number, entryTime: number, exitTime: number, entryPrice: number, exitPrice: number,
 *   pnl: number }[]} trades
 * @property {readonly { time: number, price: number, qty: number, by: string }[]} open
 * @property {{ time: number[], price: number[], qty: number[], side: string[], by: string[] }} fills
 */

/** With more trades than these in view their marks become dots, which leave the prices to be seen. */
const MOST_TRIANGLES = 80;
const MOST_FILLS = 40;
const REACH = 16;

/**
 * @param {TradedSeries} series
 * @param {import('./candles.js').Candles} whole
 * @param {(number: number) => Tip} tradeTip
 */
export function createMarks({ decimals, trades, open, fills }, whole, tradeTip) {
  const placed = trades.map((trade) => ({
    ...trade,
    entry: placeOnAxis(whole, trade.entryTime),
    exit: placeOnAxis(whole, trade.exitTime),
  }));
  const held = open.map((one) => ({ ...one, at: placeOnAxis(whole, one.time) }));
  const fillPlaces = fills.time.map((time) => placeOnAxis(whole, time));
  /** @type {Mark[]} */
  let marks = [];

  function drawTrade(
    /** @type {SVGElement} */ target,
    /** @type {(typeof placed)[number]} */ trade,
    /** @type {{ x: Scale, y: Scale }} */ { x, y },
    /** @type {{ isCrowded: boolean, isChosen: boolean }} */ { isCrowded, isChosen },
  ) {
    const from = { x: x(trade.entry), y: y(trade.entryPrice) };
    const to = { x: x(trade.exit), y: y(trade.exitPrice) };
    const result = `${trade.pnl > 0 ? 'gain' : 'loss'}${isChosen ? ' chosen' : ''}`;
    const line = pathThrough([
      [from.x, from.y],
      [to.x, to.y],
    ]);
    target.append(
      drawn('path', { class: `trade ${result}`, d: line }),
      isCrowded ? dot(from, 'small entry') : triangle(from, 1, 'entry'),
      isCrowded ? dot(to, `small ${result}`) : triangle(to, -1, `exit ${result}`),
    );
    const tip = () => tradeTip(trade.number);
    marks.push({ ...from, title: `Trade ${numberText(trade.number + 1, 0)}, entry`, tip });
    marks.push({ ...to, title: `Trade ${numberText(trade.number + 1, 0)}, exit`, tip });
  }

  /** Single executions, where they can be told apart: a trade may have many. */
  function drawFills(
    /** @type {SVGElement} */ target,
    /** @type {{ from: number, to: number }} */ view,
    /** @type {{ x: Scale, y: Scale }} */ { x, y },
  ) {
    const first = firstFrom(fillPlaces, view.from);
    const end = firstFrom(fillPlaces, view.to);
    if (end - first > MOST_FILLS) return;
    for (let index = first; index < end; index++) {
      const price = fills.price[index] ?? 0;
      const place = { x: x(fillPlaces[index] ?? 0), y: y(price) };
      target.append(dot(place, 'fill'));
      // What says more about the same place is there already.
      if (marks.some((mark) => Math.abs(mark.x - place.x) < 3 && Math.abs(mark.y - place.y) < 3)) continue;
      const did = fills.side[index] === 'buy' ? 'bought' : 'sold';
      const one = { price, qty: fills.qty[index] ?? 0, by: fills.by[index] ?? '', time: fills.time[index] ?? 0 };
      marks.push({ ...place, title: 'Fill', tip: () => fillTip(did, one) });
    }
  }

  /** @returns {Tip} */
  function fillTip(
    /** @type {'bought' | 'sold'} */ did,
    /** @type {{ price: number, qty: number, by: string, time: number }} */ { price, qty, by, time },
  ) {
    return [
      [did === 'bought' ? 'entry' : 'muted', did, `${qtyText(qty)} at ${priceText(price, decimals)}`],
      ['', 'by', by],
      ['', '', timeText(time)],
    ];
  }

  return {
    placed,
    draw(
      /** @type {SVGElement} */ target,
      /** @type {{ from: number, to: number }} */ view,
      /** @type {{ x: Scale, y: Scale }} */ scales,
      /** @type {number} */ chosen,
    ) {
      marks = [];
      const visible = placed.filter((trade) => trade.exit >= view.from && trade.entry <= view.to);
      const isCrowded = visible.length > MOST_TRIANGLES;
      for (const trade of visible) {
        drawTrade(target, trade, scales, { isCrowded, isChosen: trade.number === chosen });
      }
      for (const one of held) {
        const place = { x: scales.x(one.at), y: scales.y(one.price) };
        target.append(triangle(place, 1, 'entry'));
        marks.push({ ...place, title: 'Still held at the end', tip: () => fillTip('bought', one) });
      }
      drawFills(target, view, scales);
    },
    /** @returns {Mark | undefined} */
    nearest(/** @type {number} */ x, /** @type {number} */ y) {
      let best;
      let nearest = REACH ** 2;
      for (const mark of marks) {
        const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
        if (distance >= nearest) continue;
        nearest = distance;
        best = mark;
      }
      return best;
    },
  };
}

function triangle(
  /** @type {{ x: number, y: number }} */ { x, y },
  /** @type {number} */ up,
  /** @type {string} */ kind,
) {
  const d = `M${x.toFixed(1)} ${(y + up * 3).toFixed(1)}l-5.5 ${up * 10}h11Z`;
  return drawn('path', { class: `marker ${kind}`, d });
}

function dot(/** @type {{ x: number, y: number }} */ { x, y }, /** @type {string} */ kind) {
  return drawn('circle', { class: `marker ${kind}`, cx: x.toFixed(1), cy: y.toFixed(1), r: 2.2 });
}
