// Candles of one symbol, from the page's compact columns, at every length that a zoom may need.
// The axis counts candles, not time, so that nights and weekends of a closed market leave no holes.

import { firstFrom } from './scale.js';

/**
 * @typedef {object} Candles
 * @property {number} step in milliseconds
 * @property {number[]} time
 * @property {number[]} open
 * @property {number[]} high
 * @property {number[]} low
 * @property {number[]} close
 */

/**
 * Undoes what the page's JSON holds: time as steps since the one before, prices as differences in units.
 * @param {{ step: number, start: number, scale: number, steps: readonly number[], open: readonly number[],
 *   close: readonly number[], above: readonly number[], below: readonly number[] }} packed
 * @returns {Candles}
 */
export function unpackCandles(packed) {
  const { step, start, scale } = packed;
  /** @type {Candles} */
  const candles = { step, time: [], open: [], high: [], low: [], close: [] };
  let time = start;
  let last = 0;
  packed.steps.forEach((steps, index) => {
    time += steps * step;
    const open = last + (packed.open[index] ?? 0);
    const close = open + (packed.close[index] ?? 0);
    candles.time.push(time);
    candles.open.push(open / scale);
    candles.close.push(close / scale);
    candles.high.push((Math.max(open, close) + (packed.above[index] ?? 0)) / scale);
    candles.low.push((Math.min(open, close) - (packed.below[index] ?? 0)) / scale);
    last = close;
  });
  return candles;
}

/** Two neighbours become one. @returns {Candles} */
export function halved(/** @type {Candles} */ { step, time, open, high, low, close }) {
  /** @type {Candles} */
  const half = { step: step * 2, time: [], open: [], high: [], low: [], close: [] };
  for (let index = 0; index < time.length; index += 2) {
    const next = Math.min(index + 1, time.length - 1);
    half.time.push(time[index] ?? 0);
    half.open.push(open[index] ?? 0);
    half.high.push(Math.max(high[index] ?? 0, high[next] ?? 0));
    half.low.push(Math.min(low[index] ?? 0, low[next] ?? 0));
    half.close.push(close[next] ?? 0);
  }
  return half;
}

/** Where an instant lies on the axis of candles; between two of them when the market was closed. @returns {number} */
export function placeOnAxis(/** @type {Candles} */ { time, step }, /** @type {number} */ instant) {
  const index = Math.max(0, firstFrom(time, instant + 1) - 1);
  return index + Math.max(0, Math.min(0.999, (instant - (time[index] ?? instant)) / step));
}

/**
 * What to draw between two places of the axis, in candles at least so many pixels wide.
 * `levels[k]` joins 2^k candles of the whole and is made when it is first needed.
 * @param {Candles[]} levels
 * @param {Candles} fine
 * @param {number} from place on the axis
 * @param {number} to
 * @param {number} most candles to draw
 * @returns {{ at: number, width: number, open: number, high: number, low: number, close: number, time: number }[]}
 */
export function candlesToDraw(levels, fine, from, to, most) {
  let level = 0;
  while ((to - from) / 2 ** level > most) {
    level += 1;
    const below = levels[level - 1];
    if (levels[level] === undefined && below !== undefined) levels[level] = halved(below);
  }
  const candles = levels[level];
  if (candles === undefined) return [];
  const width = 2 ** level;
  const shown = [];
  const last = Math.min(candles.time.length, Math.ceil(to / width));
  const isFine = level === 0 && fine.time.length > 0 && ((to - from) * candles.step) / fine.step <= most;
  for (let index = Math.max(0, Math.floor(from / width)); index < last; index++) {
    const parts = isFine ? partsOf(candles, fine, index) : [];
    if (parts.length > 0) shown.push(...parts);
    else shown.push({ ...candleAt(candles, index), at: index * width, width });
  }
  return shown;
}

function candleAt(/** @type {Candles} */ candles, /** @type {number} */ index) {
  return {
    time: candles.time[index] ?? 0,
    open: candles.open[index] ?? 0,
    high: candles.high[index] ?? 0,
    low: candles.low[index] ?? 0,
    close: candles.close[index] ?? 0,
  };
}

/** The finer candles of one candle, where they are known. */
function partsOf(/** @type {Candles} */ candles, /** @type {Candles} */ fine, /** @type {number} */ index) {
  const start = candles.time[index] ?? 0;
  const parts = [];
  for (let at = firstFrom(fine.time, start); (fine.time[at] ?? Infinity) < start + candles.step; at++) {
    const place = index + ((fine.time[at] ?? 0) - start) / candles.step;
    parts.push({ ...candleAt(fine, at), at: place, width: fine.step / candles.step });
  }
  return parts;
}
