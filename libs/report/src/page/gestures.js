// Wheel, drag, pinch and keys for a chart whose view can be changed.
// The wheel zooms with Ctrl or after the chart was clicked; otherwise it scrolls the page, as readers expect.

import { pan, showAll, zoom } from './view.js';

const KEY_PAN = 0.15;
const KEY_ZOOM = 0.7;

/**
 * @param {Element} element that receives them
 * @param {import('./view.js').View} view
 * @param {() => { left: number, width: number }} plot where the axis is, in pixels from the element's left edge
 * @param {(x: number, y: number) => void} hover where the pointer is, in pixels of the element
 * @param {() => void} leave the pointer is gone
 */
export function attachGestures(element, view, plot, hover, leave) {
  /** @type {Map<number, { x: number, y: number }>} */
  const pointers = new Map();
  const valueAt = (/** @type {number} */ x) => {
    const { left, width } = plot();
    return view.from + ((x - left) / width) * (view.to - view.from);
  };
  const placeOf = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const perPixel = () => (view.to - view.from) / plot().width;

  element.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey && element.ownerDocument.activeElement !== element) return;
      event.preventDefault();
      const { x } = placeOf(event);
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(view, event.deltaX * perPixel());
      else zoom(view, Math.exp(event.deltaY * 0.0016), valueAt(x));
    },
    { passive: false },
  );
  element.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, placeOf(event));
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    const place = placeOf(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) return hover(place.x, place.y);
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    pointers.set(event.pointerId, place);
    const other = others[0]?.[1];
    if (other === undefined) {
      pan(view, (before.x - place.x) * perPixel());
      return event.pointerType === 'mouse' ? leave() : hover(place.x, place.y);
    }
    const apart = Math.max(8, Math.abs(place.x - other.x));
    zoom(view, Math.max(8, Math.abs(before.x - other.x)) / apart, valueAt((place.x + other.x) / 2));
  });
  const release = (/** @type {PointerEvent} */ event) => void pointers.delete(event.pointerId);
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', release);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('dblclick', () => showAll(view));
  element.addEventListener('keydown', (event) => {
    const span = view.to - view.from;
    const middle = (view.from + view.to) / 2;
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowLeft: () => pan(view, -KEY_PAN * span),
      ArrowRight: () => pan(view, KEY_PAN * span),
      ArrowUp: () => zoom(view, KEY_ZOOM, middle),
      ArrowDown: () => zoom(view, 1 / KEY_ZOOM, middle),
      '+': () => zoom(view, KEY_ZOOM, middle),
      '=': () => zoom(view, KEY_ZOOM, middle),
      '-': () => zoom(view, 1 / KEY_ZOOM, middle),
      Home: () => pan(view, view.min - view.from),
      End: () => pan(view, view.max - view.to),
      0: () => showAll(view),
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
