// The candles of a price chart, and the times below them.

import { placeOnAxis } from './candles.js';
import { drawn } from './drawing.js';
import { firstFrom, timeTicks } from './scale.js';

/** Four paths for all of them: bodies and wicks, of those that closed higher and of the others. */
export function drawCandles(
  /** @type {SVGElement} */ target,
  /** @type {ReturnType<typeof import('./candles.js').candlesToDraw>} */ candles,
  /** @type {(value: number) => number} */ x,
  /** @type {(value: number) => number} */ y,
) {
  const paths = { up: '', down: '', 'wicks-up': '', 'wicks-down': '' };
  for (const { at, width, open, high, low, close } of candles) {
    const left = x(at);
    const full = x(at + width) - left;
    const body = Math.max(1, Math.min(full * 0.7, full - 1));
    const start = (left + (full - body) / 2).toFixed(1);
    const middle = (left + full / 2).toFixed(1);
    const kind = close >= open ? 'up' : 'down';
    const top = y(Math.max(open, close));
    const tall = Math.max(1, y(Math.min(open, close)) - top);
    paths[kind] += `M${start} ${top.toFixed(1)}h${body.toFixed(1)}v${tall.toFixed(1)}h-${body.toFixed(1)}Z`;
    paths[`wicks-${kind}`] += `M${middle} ${y(high).toFixed(1)}V${y(low).toFixed(1)}`;
  }
  for (const [name, d] of Object.entries(paths)) target.append(drawn('path', { class: `candles ${name}`, d }));
}

/**
 * Where times stand on an axis that counts candles. A day on which the market was closed has no place.
 * @param {import('./candles.js').Candles} candles
 * @param {{ from: number, to: number }} view
 * @param {number} most
 * @returns {{ place: number, text: string }[]}
 */
export function timesOnAxis(candles, { from, to }, most) {
  const { time } = candles;
  const timeAt = (/** @type {number} */ place) => time[Math.max(0, Math.min(time.length - 1, Math.floor(place)))] ?? 0;
  const ticks = timeTicks(timeAt(from), timeAt(to - 1), most);
  return ticks.flatMap(({ time: instant, text }, index) => {
    // A tick that falls into a candle stands within it; else at the next candle, if that comes before the next tick.
    const inside = placeOnAxis(candles, instant);
    const next = firstFrom(time, instant);
    const isInside = inside < next && instant < timeAt(inside) + candles.step;
    if (isInside && instant >= timeAt(0)) return [{ place: inside, text }];
    return (time[next] ?? Infinity) < (ticks[index + 1]?.time ?? Infinity) ? [{ place: next, text }] : [];
  });
}
