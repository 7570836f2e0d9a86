// The top of a page of tables: what it is about, and the warnings.

import { html, NOTHING, type Html } from '../html.ts';
import { sentence } from './sentence.ts';
import { warningList } from './warning-list.ts';

export function simpleHead(
  kind: string,
  title: string,
  subtitle: string,
  isSynthetic: boolean,
  warnings: readonly string[],
): Html {
  const badge = isSynthetic ? html`<span class="badge">Synthetic data</span>` : NOTHING;
  return html`<header class="top">
    <div class="kicker">
      <span>${kind}</span>${badge}<button id="theme" class="button" type="button" hidden></button>
    </div>
    <h1>${title}</h1>
    <p class="period">${sentence(subtitle)}</p>
    ${warningList(warnings)}
  </header>`;
}
