// Short tables for people: columns as wide as they need to be, numbers to the right, colours that do not count.

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** What stands in a cell, and how it is coloured once it has its width. */
export type Cell = string | { readonly text: string; readonly colour: (text: string) => string };

/** @returns the lines, the titles first, each with two spaces before it and none behind */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  colourTitles: (text: string) => string,
): string[] {
  const widths = columns.map(({ title }, at) => Math.max(title.length, ...rows.map((row) => textOf(row[at]).length)));
  const line = (cells: readonly Cell[]): string =>
    columns
      .map(({ align }, at) => {
        const cell = cells[at] ?? '';
        const width = widths[at] ?? 0;
        const padded = align === 'right' ? textOf(cell).padStart(width) : textOf(cell).padEnd(width);
        // Nothing is padded behind the last column.
        const fitted = at === columns.length - 1 ? padded.trimEnd() : padded;
        return typeof cell === 'string' ? fitted : cell.colour(fitted);
      })
      .join('  ')
      .trimEnd();
  const titles = columns.map(({ title }): Cell => ({ text: title, colour: colourTitles }));
  return [titles, ...rows].map((cells) => `  ${line(cells)}`);
}

const textOf = (cell: Cell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;

/** What something is, line by line: labels dim and of one width. */
export function factTable(
  facts: readonly (readonly [label: string, value: string])[],
  colourLabels: (text: string) => string,
): string[] {
  const width = Math.max(...facts.map(([label]) => label.length));
  return facts.map(([label, value]) => `  ${colourLabels(label.padEnd(width))}  ${value}`);
}
