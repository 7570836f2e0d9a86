// The top of a report: what was run, what became of the money, the key figures and the warnings.

import { html, NOTHING, type Html } from '../html.ts';
import { dayText, numberText, percentText, signed } from '../page/number-text.js';
import type { Figure, ReportData } from '../report-data.ts';
import { warningList } from './warning-list.ts';

export function head(data: ReportData): Html {
  const { title, from, to, timeframe, bars, seed, synthetic, keyFigures, warnings } = data;
  const badge = synthetic ? html`<span class="badge">Synthetic data</span>` : NOTHING;
  return html`<header class="top">
    <div class="kicker">
      <span>Backtest report</span>${badge}<button id="theme" class="button" type="button" hidden></button>
    </div>
    <h1>${title}</h1>
    <p class="period">
      ${dayText(from)} – ${dayText(to)} · ${numberText(bars, 0)} bars of ${timeframe} · seed ${seed} · times are UTC
    </p>
    ${verdict(data)}
    <dl class="tiles">${keyFigures.map(tile)}</dl>
    ${warningList(warnings)}
  </header>`;
}

function verdict({ initialEquity, finalEquity, equity, currency, symbols }: ReportData): Html {
  const total = finalEquity / initialEquity - 1;
  const held = equity.benchmark.at(-1);
  const money = (value: number): Html => html`<strong>${numberText(value, 2)} ${currency}</strong>`;
  const comparison =
    held === undefined
      ? NOTHING
      : html` Buying ${symbols.length === 1 ? 'it' : 'all symbols in equal parts'} at the first price and holding,
          without costs, would have made <strong>${signed(percentText(held / initialEquity - 1, 1))}</strong>.`;
  return html`<div class="verdict">
    <div class="total ${total < 0 ? 'bad' : 'good'}">${signed(percentText(total, 1))}</div>
    <p>${money(initialEquity)} became ${money(finalEquity)}.${comparison}</p>
  </div>`;
}

const tile = ({ label, value, explanation, tone }: Figure): Html =>
  html`<div title="${explanation}">
    <dt>${label}</dt>
    <dd class="${tone}">${value}</dd>
  </div>`;
