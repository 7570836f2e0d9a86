// Who earned what: by symbol, by strategy, by month.

import { html, NOTHING, type Html } from '../html.ts';
import { numberText, percentText, signed } from '../page/number-text.js';
import type { Breakdown, BreakdownRow, ReportData } from '../report-data.ts';
import { empty, section } from './section.ts';
import { head, numberHead, table } from './table.ts';

export function breakdowns({ breakdowns: all, currency }: ReportData): Html {
  const tables = all.filter(({ rows }) => rows.length > 0).map((one) => breakdown(one, currency));
  const body = tables.length === 0 ? empty('Nothing was traded.') : html`${tables}`;
  return section('breakdowns', 'Who earned it', {}, body);
}

function breakdown({ by, about, rows }: Breakdown, currency: string): Html {
  const largest = Math.max(1e-9, ...rows.map(({ pnl }) => Math.abs(pnl)));
  const hasRates = rows.some(({ winRate }) => winRate !== null);
  const heads = [
    head(`${by[0]?.toUpperCase() ?? ''}${by.slice(1)}`),
    numberHead('Trades'),
    ...(hasRates ? [numberHead('Won')] : []),
    numberHead(`P&L, ${currency}`),
  ];
  const lines = rows.map((row) => line(row, largest, hasRates));
  return html`<h3>By ${by}</h3>
    <p class="hint">${about}</p>
    ${table(heads, lines, { box: 'rows' })}`;
}

function line({ name, trades, winRate, pnl }: BreakdownRow, largest: number, hasRates: boolean): Html {
  const rate = hasRates ? html`<td class="number">${percentText(winRate, 0)}</td>` : NOTHING;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${numberText(trades, 0)}</td>
    ${rate}
    <td
      class="number meter ${pnl < 0 ? 'bad' : 'good'}"
      style="--share:${((100 * Math.abs(pnl)) / largest).toFixed(0)}"
    >
      ${signed(numberText(pnl, 2))}
    </td>
  </tr>`;
}
