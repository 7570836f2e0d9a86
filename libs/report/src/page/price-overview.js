// The whole run in little below a price chart, with the part that is looked at; dragging moves it.

import { candlesToDraw } from './candles.js';
import { drawn, pathThrough } from './drawing.js';
import { createFrame } from './frame.js';
import { linearScale } from './scale.js';
import { lookAt } from './view.js';

/**
 * @param {HTMLElement} host
 * @param {string} symbol
 * @param {import('./candles.js').Candles[]} levels
 * @param {import('./view.js').View} view
 */
export function priceOverview(host, symbol, levels, view) {
  const nothingFiner = { step: 1, time: [], open: [], high: [], low: [], close: [] };
  const { svg, redraw } = createFrame(
    host,
    (target, area) => {
      const x = linearScale(view.min, view.max, area.left, area.width - 2);
      const line = candlesToDraw(levels, nothingFiner, view.min, view.max, area.width / 2);
      if (line.length === 0) return;
      const low = Math.min(...line.map((candle) => candle.low));
      const high = Math.max(...line.map((candle) => candle.high));
      const y = linearScale(low, high, area.height - 4, 4);
      const points = line.map((candle) => /** @type {[number, number]} */ ([x(candle.at), y(candle.close)]));
      const width = Math.max(6, x(view.to) - x(view.from));
      target.append(
        drawn('path', { class: 'line muted', d: pathThrough(points) }),
        drawn('rect', { class: 'window', x: x(view.from), y: 1, width, height: area.height - 2, rx: 4 }),
      );
    },
    { height: 48, label: `All of ${symbol}; drag to move what is shown above`, right: 2 },
  );
  view.listeners.push(redraw);
  const move = (/** @type {PointerEvent} */ event) => {
    if (event.buttons === 0) return;
    const box = svg.getBoundingClientRect();
    const middle = ((event.clientX - box.left) / box.width) * view.max;
    const half = (view.to - view.from) / 2;
    lookAt(view, middle - half, middle + half);
  };
  svg.classList.add('overview');
  svg.addEventListener('pointerdown', (event) => {
    svg.setPointerCapture(event.pointerId);
    move(event);
  });
  svg.addEventListener('pointermove', move);
}
