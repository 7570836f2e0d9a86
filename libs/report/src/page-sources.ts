// The style sheet and the scripts of a page, as text to be put into it: the files of `page/`, each in a scope of its own.
// A page is one file that is opened from disk, where browsers load no modules.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'page');

/** A chart of lines, and all that it stands on. What a file needs stands before it, here and below. */
const LINE_CHART = ['number-text.js', 'scale.js', 'view.js', 'drawing.js', 'frame.js', 'gestures.js', 'line-chart.js'];

const RUN_PAGE = [
  ...LINE_CHART,
  'bar-chart.js',
  'band-chart.js',
  'candles.js',
  'price-candles.js',
  'price-overview.js',
  'price-marks.js',
  'price-chart.js',
  'sort-rows.js',
  'trade-table.js',
  'theme.js',
  'price-panel.js',
  'run-page.js',
];

const TABLE_PAGE = [...LINE_CHART, 'sort-rows.js', 'theme.js', 'table-page.js'];

export const styleSheet = (): string => readFileSync(join(FOLDER, 'page.css'), 'utf8');

/** The script of a run's report. */
export const runPageScript = (): string => scriptOf(RUN_PAGE, 'startRunPage');

/** The script of a page of tables. */
export const tablePageScript = (): string => scriptOf(TABLE_PAGE, 'startTablePage');

function scriptOf(files: readonly string[], start: string): string {
  const sources = files.map((file) => inlined(file, readFileSync(join(FOLDER, file), 'utf8')));
  const last = files.at(-1) ?? '';
  return `'use strict';\n(() => {\nconst modules = {};\n${sources.join('\n')}\nmodules['./${last}'].${start}();\n})();\n`;
}

/** Imports become reads of what stands before, exports what the scope returns. */
export function inlined(file: string, source: string): string {
  const exported = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name);
  const body = source
    .replace(/^import (\{[^}]*\}) from ('[^']*');$/gm, 'const $1 = modules[$2];')
    .replace(/^export (?=function|const)/gm, '');
  return `modules['./${file}'] = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();`;
}
