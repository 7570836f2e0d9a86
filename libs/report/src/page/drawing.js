// Small pieces of SVG and HTML. Text goes in as text nodes, so nothing of the data is ever read as markup.

/* global document */

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** @returns {SVGElement} */
export function drawn(
  /** @type {string} */ name,
  /** @type {Record<string, string | number>} */ attributes = {},
  /** @type {(Node | string)[]} */ ...children
) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @returns {HTMLElement} */
export function made(
  /** @type {string} */ name,
  /** @type {string} */ className = '',
  /** @type {(Node | string)[]} */ ...children
) {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

const tenth = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** A path through points; `null` interrupts it. @returns {string} */
export function pathThrough(/** @type {readonly ([number, number] | null)[]} */ points) {
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (point === null) pen = 'M';
    else {
      path += `${pen}${tenth(point[0])} ${tenth(point[1])}`;
      pen = 'L';
    }
  }
  return path;
}

/** Colours of a legend and of a tooltip: [class of the swatch, name, value]. */
export function showTip(
  /** @type {number} */ clientX,
  /** @type {number} */ clientY,
  /** @type {string} */ title,
  /** @type {readonly (readonly [string, string, string])[]} */ rows,
) {
  const tip = tipElement();
  const list = made('dl');
  for (const [swatch, name, value] of rows) {
    list.append(made('dt', '', made('i', `swatch ${swatch === '' ? 'nothing' : swatch}`), name), made('dd', '', value));
  }
  tip.replaceChildren(made('strong', '', title), list);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const right = clientX + 16 + width > clientWidth ? clientX - width - 16 : clientX + 16;
  const left = Math.max(8, Math.min(clientWidth - width - 8, right));
  const top = Math.max(8, Math.min(clientHeight - height - 8, clientY - height - 12));
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function hideTip() {
  tipElement().hidden = true;
}

function tipElement() {
  const found = document.getElementById('tip');
  if (found !== null) return found;
  const tip = made('div', 'tip');
  tip.id = 'tip';
  tip.setAttribute('role', 'status');
  tip.hidden = true;
  document.body.append(tip);
  return tip;
}
