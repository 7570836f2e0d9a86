// What trading cost, in parts, and what it left of the profit.

import { html, NOTHING, type Html } from '../html.ts';
import { numberText, percentText } from '../page/number-text.js';
import type { ReportData } from '../report-data.ts';
import { empty, section } from './section.ts';
import { head, numberHead, table } from './table.ts';

const PARTS = [
  ['fees', 'Fees', 'what the venue and the regulator charged'],
  ['spread', 'Half spread', 'the distance from the middle of the market to its edge'],
  ['slippage', 'Slippage', 'what size and volatility moved the price, beyond the spread'],
  ['delay', 'Delay', 'what the market moved while orders were on their way; negative is in our favour'],
] as const;

export function costSection(data: ReportData): Html {
  const { costs, currency, initialEquity, finalEquity, fillCount } = data;
  const about =
    'What lay between the prices of the market and what the account got. All of it is already in the results.';
  if (fillCount === 0) return section('costs', 'Costs', { about }, empty('Nothing was traded.'));
  const total = PARTS.reduce((sum, [key]) => sum + costs[key], 0);
  const gross = finalEquity - initialEquity + total;
  const heads = [head('Part'), numberHead(currency), numberHead('Of profit before costs')];
  const rows = [
    ...PARTS.map(([key, name, what], index) => row(`part-${index}`, name, what, costs[key], gross)),
    row('nothing', 'All costs', verdict(total, gross), total, gross),
  ];
  const body = html`${bar(data, gross)} ${table(heads, rows, { box: 'sums' })}`;
  return section('costs', 'Costs', { about }, body);
}

function bar({ costs, currency }: ReportData, gross: number): Html {
  const parts = PARTS.map(([key, name], index) => ({ name, index, value: Math.max(0, costs[key]) }));
  const spent = parts.reduce((sum, { value }) => sum + value, 0);
  const left = Math.max(0, gross - spent);
  const whole = spent + left;
  if (whole === 0) return NOTHING;
  const label = parts.map(({ name, value }) => `${name} ${numberText(value, 2)} ${currency}`).join(', ');
  const slice = (name: string, className: string, value: number): Html =>
    value === 0
      ? NOTHING
      : html`<i
          class="${className}"
          style="width:${((100 * value) / whole).toFixed(2)}%"
          title="${name}: ${numberText(value, 2)} ${currency}"
        ></i>`;
  return html`<div class="stack" role="img" aria-label="${label}">
    ${parts.map(({ name, index, value }) => slice(name, `part-${index}`, value))}${slice('Left as profit', 'part-net', left)}
  </div>`;
}

const row = (swatch: string, name: string, what: string, value: number, gross: number): Html =>
  html`<tr>
    <th scope="row"><i class="swatch ${swatch}"></i>${name}<span class="what">${what}</span></th>
    <td class="number">${numberText(value, 2)}</td>
    <td class="number">${gross > 0 ? percentText(value / gross, 1) : '–'}</td>
  </tr>`;

function verdict(total: number, gross: number): string {
  if (gross <= 0) return 'there was no profit before costs to take a share of';
  return total > gross ? 'more than there was to earn' : 'the grey rest of the bar is what was left';
}
