// What every chart has: a picture as wide as its place, margins, a grid with its numbers, and a redraw when the width changes.

/* global ResizeObserver, requestAnimationFrame */

import { drawn } from './drawing.js';

/**
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {number} left the plot's edges in pixels
 * @property {number} right
 * @property {number} top
 * @property {number} bottom
 */

/** Room for numbers on the right and for times below. */
const MARGIN = { left: 2, right: 62, top: 10, bottom: 24 };

/**
 * @param {HTMLElement} host
 * @param {(svg: SVGElement, frame: Frame) => void} draw
 * @param {{ height: number, label: string, right?: number }} options
 * @returns {{ svg: SVGElement, frame: () => Frame, redraw: () => void }}
 */
export function createFrame(host, draw, { height, label, right = MARGIN.right }) {
  const svg = drawn('svg', { role: 'img', 'aria-label': label, class: 'chart', height });
  host.append(svg);
  let width = 0;
  let isAsked = false;
  const frame = () => ({
    width,
    height,
    left: MARGIN.left,
    right: width - right,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  });
  const now = () => {
    isAsked = false;
    if (width < 80) return;
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.replaceChildren();
    draw(svg, frame());
  };
  const redraw = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(now);
  };
  const measure = () => {
    if (host.clientWidth === width) return;
    width = host.clientWidth;
    redraw();
  };
  width = host.clientWidth;
  now();
  new ResizeObserver(measure).observe(host);
  return { svg, frame, redraw };
}

/** Horizontal lines with their numbers on the right. */
export function drawRows(
  /** @type {SVGElement} */ svg,
  /** @type {Frame} */ frame,
  /** @type {readonly number[]} */ ticks,
  /** @type {(value: number) => number} */ y,
  /** @type {(value: number, step: number) => string} */ text,
) {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  for (const tick of ticks) {
    const at = Math.round(y(tick)) + 0.5;
    svg.append(
      drawn('line', { class: 'grid', x1: frame.left, x2: frame.right, y1: at, y2: at }),
      drawn('text', { class: 'tick', x: frame.right + 8, y: at + 4 }, text(tick, step)),
    );
  }
}

/** Pixels between two of them: where a market was closed, many instants lie at one place. */
const APART = 46;

/** Marks below, each where it fits. */
export function drawColumns(
  /** @type {SVGElement} */ svg,
  /** @type {Frame} */ frame,
  /** @type {readonly { at: number, text: string }[]} */ ticks,
) {
  let last = -Infinity;
  for (const { at, text } of ticks) {
    if (at < frame.left + 12 || at > frame.right - 6 || at - last < APART) continue;
    last = at;
    svg.append(
      drawn('line', { class: 'grid faint', x1: at, x2: at, y1: frame.top, y2: frame.bottom }),
      drawn('text', { class: 'tick middle', x: at, y: frame.height - 6 }, text),
    );
  }
}
