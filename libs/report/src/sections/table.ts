// The frame of one table: a row of heads over rows of cells, in a box that scrolls sideways where the page is narrow.

import { html, NOTHING, type Html } from '../html.ts';

interface Frame {
  /** More classes of the box. */
  readonly box?: string;
  /** Classes of the table. */
  readonly kind?: string;
  /** What a table is called that is wider than most pages: it is then scrolled by keys too. */
  readonly label?: string;
}

export function table(heads: readonly Html[], rows: readonly Html[], { box, kind, label }: Frame = {}): Html {
  const boxClass = box === undefined ? 'scroller' : `scroller ${box}`;
  const region = label === undefined ? NOTHING : html` tabindex="0" role="region" aria-label="${label}"`;
  const tableClass = kind === undefined ? NOTHING : html` class="${kind}"`;
  return html`<div class="${boxClass}"${region}>
    <table${tableClass}>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export const head = (title: string): Html => html`<th scope="col">${title}</th>`;

export const numberHead = (title: string): Html => html`<th scope="col" class="number">${title}</th>`;
