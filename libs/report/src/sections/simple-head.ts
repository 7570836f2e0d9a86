// The top of a page of tables: what it is about, and the warnings.

import { html, NOTHING, type Html } from '../html.ts';

export function simpleHead(
  kind: string,
  title: string,
  subtitle: string,
  isSynthetic: boolean,
  warnings: readonly string[],
): Html {
  const badge = isSynthetic ? html`<span class="badge">Synthetic data</span>` : NOTHING;
  const list = html`<aside class="warnings" aria-label="Warnings">
    <h2>Before you believe this</h2>
    <ul>
      ${warnings.map((warning) => html`<li>${warning}</li>`)}
    </ul>
  </aside>`;
  return html`<header class="top">
    <div class="kicker">
      <span>${kind}</span>${badge}<button id="theme" class="button" type="button" hidden></button>
    </div>
    <h1>${title}</h1>
    <p class="period">${subtitle}</p>
    ${warnings.length === 0 ? NOTHING : list}
  </header>`;
}
