// The part of an axis that is looked at: zoomed and panned within the whole, never out of it.

/**
 * @typedef {object} View
 * @property {number} min the whole
 * @property {number} max
 * @property {number} narrowest the least that can be looked at
 * @property {number} from what is looked at
 * @property {number} to
 * @property {(() => void)[]} listeners called when it has changed
 */

/** @returns {View} */
export function createView(/** @type {number} */ min, /** @type {number} */ max, /** @type {number} */ narrowest) {
  return { min, max, narrowest: Math.min(narrowest, max - min), from: min, to: max, listeners: [] };
}

/** Looks at `from … to`, brought into the whole without changing its length where that can be. */
export function lookAt(/** @type {View} */ view, /** @type {number} */ from, /** @type {number} */ to) {
  const middle = (from + to) / 2;
  const span = Math.max(view.narrowest, Math.min(view.max - view.min, to - from));
  const start = Math.max(view.min, Math.min(view.max - span, middle - span / 2));
  if (start === view.from && start + span === view.to) return;
  view.from = start;
  view.to = start + span;
  for (const listener of view.listeners) listener();
}

/** @param {number} factor below 1 comes nearer @param {number} at the value that stays where it is */
export function zoom(/** @type {View} */ view, /** @type {number} */ factor, /** @type {number} */ at) {
  const span = Math.max(view.narrowest, Math.min(view.max - view.min, (view.to - view.from) * factor));
  const share = (at - view.from) / (view.to - view.from || 1);
  lookAt(view, at - share * span, at + (1 - share) * span);
}

export function pan(/** @type {View} */ view, /** @type {number} */ by) {
  lookAt(view, view.from + by, view.to + by);
}

export const showAll = (/** @type {View} */ view) => lookAt(view, view.min, view.max);
