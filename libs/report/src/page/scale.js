// From values to pixels and back, and where ticks stand.

import { monthName } from './number-text.js';

/** @returns {(value: number) => number} */
export function linearScale(
  /** @type {number} */ from,
  /** @type {number} */ to,
  /** @type {number} */ start,
  /** @type {number} */ end,
) {
  const factor = (end - start) / (to - from || 1);
  return (value) => start + (value - from) * factor;
}

/** Of values above zero: equal ratios are equally far apart. @returns {(value: number) => number} */
export function logScale(
  /** @type {number} */ from,
  /** @type {number} */ to,
  /** @type {number} */ start,
  /** @type {number} */ end,
) {
  const linear = linearScale(Math.log(from), Math.log(to), start, end);
  return (value) => linear(Math.log(value));
}

/** Round values within a range: 1, 2 or 5 times a power of ten apart. @returns {number[]} */
export function roundTicks(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ about) {
  if (!(to > from)) return [from];
  const raw = (to - from) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10);
  const ticks = [];
  // Adding 0 makes a zero without a sign.
  for (let n = Math.ceil(from / step - 1e-9) + 0; n * step <= to + step * 1e-9; n++) ticks.push(n * step);
  return ticks;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHORT = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY];
const MONTHS_APART = [1, 2, 3, 6, 12, 24, 60, 120];

/**
 * Instants at which people expect a tick, with what stands there.
 * @returns {{ time: number, text: string }[]}
 */
export function timeTicks(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ most) {
  const short = SHORT.find((step) => (to - from) / step <= most);
  if (short === undefined) return monthTicks(from, to, most);
  const ticks = [];
  for (let time = Math.ceil(from / short) * short; time <= to; time += short) {
    ticks.push({ time, text: shortText(time, short) });
  }
  return ticks;
}

function monthTicks(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ most) {
  const months = (to - from) / (30.4 * DAY);
  const step = MONTHS_APART.find((one) => months / one <= most) ?? 240;
  const first = new Date(from);
  const ticks = [];
  const start = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (let month = start; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return ticks;
    if (time < from) continue;
    const year = String(Math.floor(month / 12));
    ticks.push({ time, text: step >= 12 || month % 12 === 0 ? year : monthName(month % 12) });
  }
}

function shortText(/** @type {number} */ time, /** @type {number} */ step) {
  const date = new Date(time);
  const day = `${date.getUTCDate()} ${monthName(date.getUTCMonth())}`;
  if (step >= DAY || time % DAY === 0) return day;
  return `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
}

/** The index of the first value that is not below `wanted`; the length when there is none. Values ascend. */
export function firstFrom(/** @type {ArrayLike<number>} */ values, /** @type {number} */ wanted) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the value next to `wanted`. */
export function nearestIndex(/** @type {ArrayLike<number>} */ values, /** @type {number} */ wanted) {
  const after = Math.min(firstFrom(values, wanted), values.length - 1);
  const before = Math.max(0, after - 1);
  return wanted - (values[before] ?? 0) < (values[after] ?? 0) - wanted ? before : after;
}
