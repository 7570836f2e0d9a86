// The frame of one section: its heading, one sentence about it, and its tools.

import { html, NOTHING, type Html } from '../html.ts';

export function section(
  id: string,
  title: string,
  { about = '', tools = NOTHING, extra = NOTHING }: { about?: string; tools?: Html; extra?: Html },
  body: Html,
): Html {
  const sentence = about === '' ? NOTHING : html`<p>${about}</p>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <header>
      <h2 id="${id}-title">${title}</h2>
      ${extra}${tools}${sentence}
    </header>
    ${body}
  </section>`;
}

/** Colours and what they stand for. */
export const legend = (...entries: readonly (readonly [swatch: string, name: string])[]): Html =>
  html`<div class="legend" aria-hidden="true">
    ${entries.map(([swatch, name]) => html`<span><i class="swatch ${swatch}"></i>${name}</span>`)}
  </div>`;

/** A place that a script draws into. */
export const chartPlace = (id: string): Html => html`<div id="${id}" class="chart-place"></div>`;

export const empty = (why: string): Html => html`<p class="empty">${why}</p>`;
