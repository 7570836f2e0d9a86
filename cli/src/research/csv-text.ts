// Tables as CSV (RFC 4180): a value is quoted when it holds a comma, a quote or a line break.

export type CsvValue = string | number | boolean | null;

/** @returns a line for the titles and one for each row; `null` is an empty field */
export const csvText = (titles: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  [titles, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');

function field(value: CsvValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
