// Prices as candles with every entry and exit, over a picture of the whole that shows where one is.

import { candlesToDraw } from './candles.js';
import { drawn, hideTip, showTip } from './drawing.js';
import { createFrame, drawColumns, drawRows } from './frame.js';
import { attachGestures } from './gestures.js';
import { decimalsFor, numberText, priceText, timeText } from './number-text.js';
import { drawCandles, timesOnAxis } from './price-candles.js';
import { createMarks } from './price-marks.js';
import { priceOverview } from './price-overview.js';
import { linearScale, roundTicks } from './scale.js';
import { createView, lookAt } from './view.js';

const NARROWEST = 20;
const PIXELS_OF_CANDLE = 5;

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} overviewHost
 * @param {import('./price-marks.js').TradedSeries & { symbol: string, levels: import('./candles.js').Candles[],
 *   fine: import('./candles.js').Candles }} series
 * @param {{ tradeTip: (number: number) => import('./price-marks.js').Tip, legend: (text: string) => void }} page
 */
export function priceChart(host, overviewHost, series, { tradeTip, legend }) {
  const { symbol, decimals, levels, fine } = series;
  const whole = levels[0];
  if (whole === undefined) throw new Error('a price chart has candles');
  const view = createView(0, Math.max(2, whole.time.length), NARROWEST);
  const marks = createMarks(series, whole, tradeTip);
  /** @type {ReturnType<typeof candlesToDraw>} */
  let shown = [];
  let cursor = -1;
  let chosen = -1;

  const { svg, frame, redraw } = createFrame(host, draw, {
    height: host.clientWidth < 500 ? 320 : 420,
    label: `Prices of ${symbol} with entries and exits. Arrow keys move and zoom, 0 shows all.`,
    right: 74,
  });
  svg.setAttribute('tabindex', '0');
  svg.classList.add('movable');
  priceOverview(overviewHost, symbol, levels, view);
  view.listeners.push(redraw);
  attachGestures(
    svg,
    view,
    () => ({ left: frame().left, width: frame().right - frame().left }),
    (x, y) => {
      cursor = x;
      redraw();
      const near = marks.nearest(x, y);
      if (near === undefined) return hideTip();
      const box = svg.getBoundingClientRect();
      showTip(box.left + near.x, box.top + near.y, near.title, near.tip());
    },
    () => {
      cursor = -1;
      hideTip();
      redraw();
    },
  );

  function draw(/** @type {SVGElement} */ target, /** @type {import('./frame.js').Frame} */ area) {
    const width = area.right - area.left;
    shown = candlesToDraw(levels, fine, view.from, view.to, Math.max(24, width / PIXELS_OF_CANDLE));
    if (shown.length === 0) return;
    const x = linearScale(view.from, view.to, area.left, area.right);
    const y = drawPrices(target, area);
    const times = timesOnAxis(/** @type {import('./candles.js').Candles} */ (whole), view, area.width / 84);
    drawColumns(
      target,
      area,
      times.map(({ place, text }) => ({ at: x(place), text })),
    );
    const clip = drawn('clipPath', { id: `clip-${host.id}` });
    clip.append(drawn('rect', { x: area.left, y: 0, width, height: area.height }));
    const inside = drawn('g', { 'clip-path': `url(#clip-${host.id})` });
    target.append(clip, inside);
    drawCandles(inside, shown, x, y);
    marks.draw(inside, view, { x, y }, chosen);
    drawCursor(target, area, x);
  }

  /** The grid of prices; gives their scale. */
  function drawPrices(/** @type {SVGElement} */ target, /** @type {import('./frame.js').Frame} */ area) {
    const low = shown.reduce((least, candle) => Math.min(least, candle.low), Infinity);
    const high = shown.reduce((most, candle) => Math.max(most, candle.high), -Infinity);
    const air = (high - low) * 0.08 || high * 0.01;
    const y = linearScale(low - air, high + air, area.bottom, area.top);
    const ticks = roundTicks(low - air, high + air, area.height / 56);
    const tickDecimals = Math.min(decimals, decimalsFor((ticks[1] ?? 1) - (ticks[0] ?? 0)));
    drawRows(target, area, ticks, y, (value) => numberText(value, tickDecimals));
    return y;
  }

  function drawCursor(
    /** @type {SVGElement} */ target,
    /** @type {import('./frame.js').Frame} */ area,
    /** @type {(value: number) => number} */ x,
  ) {
    const under = shown.find((one) => cursor >= x(one.at) && cursor < x(one.at + one.width));
    const candle = under ?? shown.at(-1);
    if (candle === undefined) return;
    if (under !== undefined) {
      const middle = x(under.at + under.width / 2);
      target.append(drawn('line', { class: 'cross', x1: middle, x2: middle, y1: area.top, y2: area.bottom }));
    }
    const text = (/** @type {number} */ value) => priceText(value, decimals);
    const { open, high, low, close } = candle;
    legend(`${timeText(candle.time)}  O ${text(open)}  H ${text(high)}  L ${text(low)}  C ${text(close)}`);
  }

  return {
    view,
    /** Brings one trade into the middle, with room on both sides. */
    goTo(/** @type {number} */ number) {
      const trade = marks.placed.find((one) => one.number === number);
      if (trade === undefined) return;
      chosen = number;
      const room = Math.max(NARROWEST, (trade.exit - trade.entry) * 0.6);
      lookAt(view, trade.entry - room, trade.exit + room);
      redraw();
    },
  };
}
