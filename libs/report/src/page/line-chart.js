// Lines over time: equity, drawdown, rolling Sharpe. Charts with one view are zoomed and panned together.

/* global requestAnimationFrame */

import { drawn, hideTip, pathThrough, showTip } from './drawing.js';
import { createFrame, drawColumns, drawRows } from './frame.js';
import { attachGestures } from './gestures.js';
import { timeText } from './number-text.js';
import { firstFrom, linearScale, logScale, nearestIndex, roundTicks, timeTicks } from './scale.js';

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} className of the stroke
 * @property {readonly (number | null)[]} values
 * @property {boolean} [isFilled] between it and the base
 */

/**
 * @param {HTMLElement} host
 * @param {{
 *   times: readonly number[], lines: readonly Line[], view: import('./view.js').View, label: string, height: number,
 *   format: (value: number) => string, tick?: (value: number, step: number) => string, startsAtZero?: boolean, isLog?: () => boolean,
 *   base?: number,
 * }} chart
 * @returns {{ redraw: () => void }}
 */
export function lineChart(host, chart) {
  const { times, lines, view, format, tick = format } = chart;
  let hovered = -1;

  const { svg, frame, redraw } = createFrame(host, draw, chart);
  svg.setAttribute('tabindex', '0');
  svg.classList.add('movable');
  view.listeners.push(redraw);
  attachGestures(
    svg,
    view,
    () => ({ left: frame().left, width: frame().right - frame().left }),
    (x, y) => {
      const { left, right } = frame();
      const at = view.from + ((x - left) / (right - left)) * (view.to - view.from);
      hovered = x > right ? -1 : nearestIndex(times, at);
      redraw();
      if (hovered === -1) return hideTip();
      const box = svg.getBoundingClientRect();
      requestAnimationFrame(() => tipAt(box.left + x, box.top + y));
    },
    () => {
      hovered = -1;
      hideTip();
      redraw();
    },
  );

  function tipAt(/** @type {number} */ clientX, /** @type {number} */ clientY) {
    if (hovered === -1) return;
    showTip(
      clientX,
      clientY,
      timeText(times[hovered] ?? 0),
      lines.map(({ className, name, values }) => {
        const value = values[hovered] ?? null;
        return [className, name, value === null ? '–' : format(value)];
      }),
    );
  }

  function draw(/** @type {SVGElement} */ target, /** @type {import('./frame.js').Frame} */ area) {
    const first = Math.max(0, firstFrom(times, view.from) - 1);
    const end = Math.min(times.length, firstFrom(times, view.to) + 1);
    const x = linearScale(view.from, view.to, area.left, area.right);
    const { low, high } = rangeOf(first, end);
    const isLog = chart.isLog?.() === true && low > 0;
    const y = (isLog ? logScale : linearScale)(low, high, area.bottom, area.top);
    drawRows(target, area, roundTicks(low, high, Math.max(3, area.height / 50)), y, tick);
    const ticks = timeTicks(view.from, view.to, area.width / 72);
    drawColumns(
      target,
      area,
      ticks.map(({ time, text }) => ({ at: x(time), text })),
    );
    const base = Math.max(low, Math.min(high, chart.base ?? 0));
    if (base > low && base < high) {
      target.append(drawn('line', { class: 'axis', x1: area.left, x2: area.right, y1: y(base), y2: y(base) }));
    }
    const clipId = `clip-${host.id}`;
    target.append(
      drawn(
        'clipPath',
        { id: clipId },
        drawn('rect', { x: area.left, y: 0, width: area.right - area.left, height: area.height }),
      ),
    );
    const inside = drawn('g', { 'clip-path': `url(#${clipId})` });
    target.append(inside);
    for (const line of lines) drawLine(inside, line, first, end, x, y, y(base));
    if (hovered >= 0) drawHover(target, area, x, y);
  }

  function rangeOf(/** @type {number} */ first, /** @type {number} */ end) {
    let low = Infinity;
    let high = -Infinity;
    for (const { values } of lines) {
      for (let index = first; index < end; index++) {
        const value = values[index] ?? null;
        if (value === null) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (chart.startsAtZero === true) high = Math.max(0, high);
    if (!(high > low))
      return { low: (low === Infinity ? 0 : low) - 1e-3, high: (high === -Infinity ? 0 : high) + 1e-3 };
    const air = (high - low) * 0.04;
    return { low: low > 0 ? Math.max(low - air, low / 2) : low - air, high: chart.startsAtZero ? high : high + air };
  }

  function drawLine(
    /** @type {SVGElement} */ target,
    /** @type {Line} */ { values, className, isFilled },
    /** @type {number} */ first,
    /** @type {number} */ end,
    /** @type {(value: number) => number} */ x,
    /** @type {(value: number) => number} */ y,
    /** @type {number} */ base,
  ) {
    /** @type {([number, number] | null)[]} */
    const points = [];
    for (let index = first; index < end; index++) {
      const value = values[index] ?? null;
      points.push(value === null ? null : [x(times[index] ?? 0), y(value)]);
    }
    const path = pathThrough(points);
    if (isFilled === true && end > first) {
      const area = `${path}L${x(times[end - 1] ?? 0)} ${base}L${x(times[first] ?? 0)} ${base}Z`;
      target.append(drawn('path', { class: `area ${className}`, d: area }));
    }
    target.append(drawn('path', { class: `line ${className}`, d: path }));
  }

  function drawHover(
    /** @type {SVGElement} */ target,
    /** @type {import('./frame.js').Frame} */ area,
    /** @type {(value: number) => number} */ x,
    /** @type {(value: number) => number} */ y,
  ) {
    const at = x(times[hovered] ?? 0);
    if (at < area.left || at > area.right) return;
    target.append(drawn('line', { class: 'cross', x1: at, x2: at, y1: area.top, y2: area.bottom }));
    for (const { values, className } of lines) {
      const value = values[hovered] ?? null;
      if (value !== null) target.append(drawn('circle', { class: `dot ${className}`, cx: at, cy: y(value), r: 4 }));
    }
  }

  return { redraw };
}
