// Returns by month as a table whose cells are coloured: a heat map that can be read aloud.

import { yearsOfMonths, type YearOfReturns } from '../derive/years-of-months.ts';
import { html, type Html } from '../html.ts';
import { monthName, percentText, signed } from '../page/number-text.js';
import type { ReportData } from '../report-data.ts';
import { empty, section } from './section.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);
/** Of the colour's full strength; more would hide the number on it. */
const STRONGEST = 62;

export function heatMap({ daily }: ReportData): Html {
  const years = yearsOfMonths(daily);
  const about =
    'Return of each month of the calendar, compounded from daily equity. The first and last month may be parts.';
  if (years.length === 0) return section('months', 'Monthly returns', { about }, empty('No day was completed.'));
  const values = years.flatMap(({ months }) => months).filter((month) => month !== undefined);
  const largest = Math.max(1e-9, ...values.map(Math.abs));
  const table = html`<div class="scroller" tabindex="0" role="region" aria-label="Returns by month">
    <table class="heat">
      <thead>
        <tr>
          <th scope="col">Year</th>
          ${MONTHS.map((month) => html`<th scope="col">${monthName(month)}</th>`)}
          <th scope="col">Year</th>
        </tr>
      </thead>
      <tbody>
        ${years.map((year) => row(year, largest))}
      </tbody>
    </table>
  </div>`;
  return section('months', 'Monthly returns', { about }, table);
}

const row = ({ year, months, total }: YearOfReturns, largest: number): Html =>
  html`<tr>
    <th scope="row">${year}</th>
    ${months.map((month) => cell(month, largest))}
    <td class="total ${total < 0 ? 'bad' : 'good'}">${signed(percentText(total, 1))}</td>
  </tr>`;

export function cell(value: number | undefined, largest: number): Html {
  if (value === undefined) return html`<td class="none"><span class="away">no data</span></td>`;
  const share = Math.round((STRONGEST * Math.abs(value)) / largest);
  return html`<td class="cell ${value < 0 ? 'down' : 'up'}" style="--share:${share}">
    ${signed(percentText(value, 1))}
  </td>`;
}
