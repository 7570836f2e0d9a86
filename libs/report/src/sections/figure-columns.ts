// Columns of figures: their heads by which rows are sorted, their cells, and what they mean.

import type { ComparisonColumn } from '../comparison-data.ts';
import { html, NOTHING, type Html } from '../html.ts';
import { numberText, percentText, signed } from '../page/number-text.js';

/** @param names of the columns that stand before the figures */
export function sortableHeads(names: readonly string[], columns: readonly ComparisonColumn[]): Html[] {
  const all = [...names.map((title) => ({ title, unit: 'text' })), ...columns];
  return all.map(
    ({ title, unit }, index) =>
      html`<th scope="col" class="${unit === 'text' ? '' : 'number'}">
        <button class="sort" type="button" data-column="${index}">${title}</button>
      </th>`,
  );
}

/** The value that is marked; `undefined` where there is nothing to choose from. */
export function bestOf({ best }: ComparisonColumn, all: readonly (number | string | null)[]): number | undefined {
  const values = all.filter((value) => typeof value === 'number');
  if (best === 'none' || values.length < 2) return undefined;
  return best === 'highest' ? Math.max(...values) : Math.min(...values);
}

export function figureCell(column: ComparisonColumn, value: number | string | null, best: number | undefined): Html {
  const mark = value !== null && value === best ? html`<span class="good" title="best">● </span>` : NOTHING;
  const key = value === null ? '' : String(value);
  return html`<td class="${column.unit === 'text' ? '' : 'number'}" data-key="${key}">
    ${mark}${textOf(column, value)}
  </td>`;
}

function textOf({ unit }: ComparisonColumn, value: number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'share':
      return percentText(value, 2);
    case 'gain':
      return signed(percentText(value, 2));
    case 'money':
      return numberText(value, 2);
    case 'count':
      return numberText(value, 0);
    default:
      return numberText(value, 2);
  }
}

/** Each column with the sentence that says what it means. */
export const meanings = (columns: readonly ComparisonColumn[]): Html =>
  html`<dl class="glossary">
    ${columns.map(
      ({ title, explanation }) =>
        html`<div>
          <dt>${title}</dt>
          <dd>${explanation}</dd>
        </div>`,
    )}
  </dl>`;
