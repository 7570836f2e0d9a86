// When simulated time ticks: at whole seconds, as they come when the clock is real, and never two in one second.

import { MICROS_PER_SECOND, micros, type Micros } from '@tradingbot/domain';

/**
 * The time of the tick that wakes a core.
 * @param wake when the core has asked to be woken
 * @param lastTime of the last fact
 * @param lastTick of the last tick, `-Infinity` before the first
 */
export function dueTick(wake: number, lastTime: number, lastTick: number): Micros {
  const second = Math.ceil(Math.max(wake, lastTime) / MICROS_PER_SECOND) * MICROS_PER_SECOND;
  // `+ 0` turns the −0 of a time just before 1970 into 0.
  return micros(Math.max(second, lastTick + MICROS_PER_SECOND) + 0);
}
