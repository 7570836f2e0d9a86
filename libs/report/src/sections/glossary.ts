// All figures, each with the sentence that says what it means.

import { html, NOTHING, type Html } from '../html.ts';
import type { Figure, FigureGroup } from '../report-data.ts';
import { section } from './section.ts';

export function glossary(groups: readonly FigureGroup[]): Html {
  const about = 'Every figure of the run and what it means. What is not defined says why instead of showing a number.';
  const body = groups.map(
    ({ title, figures }) =>
      html`<h3>${title}</h3>
        <dl class="glossary">${figures.map(entry)}</dl>`,
  );
  return section('figures', 'What the figures mean', { about }, html`${body}`);
}

function entry({ label, value, explanation, undefinedBecause, tone }: Figure): Html {
  const reason = undefinedBecause === '' ? NOTHING : html` Undefined here: ${undefinedBecause}.`;
  return html`<div>
    <dt><span>${label}</span><span class="${tone}">${value}</span></dt>
    <dd>${explanation}${reason}</dd>
  </div>`;
}
