// Monte Carlo of the order of trades: the band that shuffles fall into, and the order that happened.

import { drawn, hideTip, pathThrough, showTip } from './drawing.js';
import { createFrame, drawColumns, drawRows } from './frame.js';
import { numberText } from './number-text.js';
import { linearScale, nearestIndex, roundTicks } from './scale.js';

/**
 * @param {HTMLElement} host
 * @param {{ after: readonly number[], low: readonly number[], middle: readonly number[], high: readonly number[],
 *   actual: readonly number[] }} band
 * @param {{ height: number, label: string, format: (value: number) => string, tick: (value: number) => string }} chart
 */
export function bandChart(host, { after, low, middle, high, actual }, { format, tick, ...options }) {
  const least = Math.min(...low, ...actual);
  const most = Math.max(...high, ...actual);
  const { svg, frame } = createFrame(
    host,
    (target, area) => {
      const x = linearScale(0, after.at(-1) ?? 1, area.left, area.right);
      const air = (most - least) * 0.05 || 1;
      const y = linearScale(least - air, most + air, area.bottom, area.top);
      drawRows(target, area, roundTicks(least, most, area.height / 46), y, tick);
      const ticks = roundTicks(0, after.at(-1) ?? 1, area.width / 80);
      drawColumns(
        target,
        area,
        ticks.map((value) => ({ at: x(value), text: numberText(value, 0) })),
      );
      const through = (/** @type {readonly number[]} */ values) =>
        values.map((value, index) => /** @type {[number, number]} */ ([x(after[index] ?? 0), y(value)]));
      const ring = `${pathThrough([...through(high), ...through(low).reverse()])}Z`;
      target.append(
        drawn('path', { class: 'band', d: ring }),
        drawn('path', { class: 'line muted dashed', d: pathThrough(through(middle)) }),
        drawn('path', { class: 'line strategy', d: pathThrough(through(actual)) }),
      );
    },
    options,
  );
  svg.addEventListener('pointermove', (event) => {
    const { left, right } = frame();
    const x = event.clientX - svg.getBoundingClientRect().left;
    const at = nearestIndex(after, ((x - left) / (right - left)) * (after.at(-1) ?? 1));
    const text = (/** @type {readonly number[]} */ values) => format(values[at] ?? 0);
    showTip(event.clientX, event.clientY, `after ${numberText(after[at] ?? 0, 0)} trades`, [
      ['strategy', 'as it happened', text(actual)],
      ['band', '95 % are below', text(high)],
      ['muted', 'half are below', text(middle)],
      ['band', '5 % are below', text(low)],
    ]);
  });
  svg.addEventListener('pointerleave', hideTip);
}
