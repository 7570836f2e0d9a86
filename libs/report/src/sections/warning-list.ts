// What a reader should know before the figures.

import { html, NOTHING, type Html } from '../html.ts';
import { sentence } from './sentence.ts';

export const warningList = (warnings: readonly string[]): Html =>
  warnings.length === 0
    ? NOTHING
    : html`<aside class="warnings" aria-label="Warnings">
        <h2>Before you believe this</h2>
        <ul>
          ${warnings.map((warning) => html`<li>${sentence(warning)}</li>`)}
        </ul>
      </aside>`;
