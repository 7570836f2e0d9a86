// Bars side by side, with marks where a value stands: the distribution of daily returns.

import { drawn, hideTip, showTip } from './drawing.js';
import { createFrame, drawColumns, drawRows } from './frame.js';
import { numberText } from './number-text.js';
import { linearScale, roundTicks } from './scale.js';

/**
 * @param {HTMLElement} host
 * @param {{
 *   start: number, width: number, counts: readonly number[], label: string, height: number,
 *   format: (value: number) => string, tick: (value: number) => string, unit: string,
 *   marks: readonly { value: number, text: string, className: string }[],
 * }} chart
 */
export function barChart(host, { start, width, counts, format, tick, marks, unit, ...options }) {
  const end = start + width * counts.length;
  const most = Math.max(1, ...counts);
  createFrame(
    host,
    (svg, area) => {
      const x = linearScale(start, end, area.left + 4, area.right - 4);
      const y = linearScale(0, most, area.bottom, area.top + 16 * marks.length);
      drawRows(svg, area, roundTicks(0, most, 4), y, (value) => numberText(value, 0));
      drawColumns(
        svg,
        area,
        roundTicks(start, end, area.width / 70).map((value) => ({ at: x(value), text: tick(value) })),
      );
      counts.forEach((count, index) => {
        const left = start + index * width;
        const middle = left + width / 2;
        const bar = drawn('rect', {
          class: `bar ${middle < 0 ? 'loss' : 'gain'}`,
          x: x(left) + 0.5,
          width: Math.max(1, x(left + width) - x(left) - 1),
          y: y(count),
          height: area.bottom - y(count),
          rx: 1.5,
        });
        bar.addEventListener('pointermove', (event) =>
          showTip(event.clientX, event.clientY, `${format(left)} … ${format(left + width)}`, [
            [middle < 0 ? 'loss' : 'gain', unit, numberText(count, 0)],
          ]),
        );
        bar.addEventListener('pointerleave', hideTip);
        svg.append(bar);
      });
      marks.forEach(({ value, text, className }, row) => {
        const at = x(value);
        const isRight = at > area.left + (area.right - area.left) * 0.6;
        const level = area.top + 10 + 16 * row;
        svg.append(
          drawn('line', { class: `mark ${className}`, x1: at, x2: at, y1: level - 9, y2: area.bottom }),
          drawn('text', { class: `note ${isRight ? 'end' : ''}`, x: at + (isRight ? -6 : 6), y: level }, text),
        );
      });
    },
    options,
  );
}
