// Returns by month as a table whose cells are coloured: a heat map that can be read aloud.

import { yearsOfMonths, type YearOfReturns } from '../derive/years-of-months.ts';
import { html, type Html } from '../html.ts';
import { monthName, percentText, signed } from '../page/number-text.js';
import type { ReportData } from '../report-data.ts';
import { colourStrength } from './colour-strength.ts';
import { empty, section } from './section.ts';
import { head, table } from './table.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

export function heatMap({ daily }: ReportData): Html {
  const years = yearsOfMonths(daily);
  const about =
    'Return of each month of the calendar, compounded from daily equity. The first and last month may be parts.';
  if (years.length === 0) return section('months', 'Monthly returns', { about }, empty('No day was completed.'));
  const values = years.flatMap(({ months }) => months).filter((month) => month !== undefined);
  const largest = Math.max(1e-9, ...values.map(Math.abs));
  const heads = [head('Year'), ...MONTHS.map((month) => head(monthName(month))), head('Year')];
  const rows = years.map((year) => row(year, largest));
  const months = table(heads, rows, { kind: 'heat', label: 'Returns by month' });
  return section('months', 'Monthly returns', { about }, months);
}

const row = ({ year, months, total }: YearOfReturns, largest: number): Html =>
  html`<tr>
    <th scope="row">${year}</th>
    ${months.map((month) => cell(month, largest))}
    <td class="total ${total < 0 ? 'bad' : 'good'}">${signed(percentText(total, 1))}</td>
  </tr>`;

export function cell(value: number | undefined, largest: number): Html {
  if (value === undefined) return html`<td class="none"><span class="away">no data</span></td>`;
  return html`<td class="cell ${value < 0 ? 'down' : 'up'}" style="--share:${colourStrength(value, largest)}">
    ${signed(percentText(value, 1))}
  </td>`;
}
