// The scripts of a page: every file once, after those that it needs, and all of them loadable as they stand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from '@jest/globals';
import { inlined, runPageScript, styleSheet, tablePageScript } from './page-sources.ts';
import { startRunPage } from './page/run-page.js';
import { startTablePage } from './page/table-page.js';

const FOLDER = join(import.meta.dirname, 'page');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));

test('each file of the folder is in a page, and what it imports stands before it', () => {
  const scripts = [runPageScript(), tablePageScript()];
  for (const file of FILES) {
    const homes = scripts.filter((script) => script.includes(`modules['./${file}'] = `));
    expect([file, homes.length > 0]).toEqual([file, true]);
    for (const script of homes) {
      for (const [, needed] of readFileSync(join(FOLDER, file), 'utf8').matchAll(/^} from '(.*)';|^import .* from '(.*)';/gm)) {
        if (needed === undefined) continue;
        expect(script.indexOf(`modules['${needed}'] = `)).toBeGreaterThan(-1);
        expect(script.indexOf(`modules['${needed}'] = `)).toBeLessThan(script.indexOf(`modules['./${file}'] = `));
      }
    }
  } // prettier-ignore
});

test('no import and no export is left, and the whole can be parsed', () => {
  for (const script of [runPageScript(), tablePageScript()]) {
    expect(script).not.toMatch(/^(?:import|export) /m);
    // Compiled, not run.
    expect(() => new Script(script)).not.toThrow();
  }
});

test('a page starts with a function that its last file exports', () => {
  expect([typeof startRunPage, typeof startTablePage]).toEqual(['function', 'function']);
  expect(runPageScript()).toMatch(/modules\['\.\/run-page\.js'\]\.startRunPage\(\);\n\}\)\(\);\n$/);
});

test('an import becomes a read, an export a result', () => {
  const source = "import { a } from './a.js';\nexport const b = a;\nexport function c() {}\n";
  expect(inlined('x.js', source)).toBe(
    "modules['./x.js'] = (() => {\nconst { a } = modules['./a.js'];\nconst b = a;\nfunction c() {}\n\nreturn { b, c };\n})();",
  );
});

test('neither styles nor scripts name a place on the network', () => {
  const namespace = 'http://www.w3.org/2000/svg';
  for (const text of [styleSheet(), runPageScript(), tablePageScript()]) {
    expect(text.replaceAll(namespace, '')).not.toMatch(/https?:|@import|url\((?!#)|fetch\(|XMLHttpRequest/);
  }
});

test('dark is the same whether the system asks for it or the reader chose it', () => {
  const [, asked, chosen] = styleSheet().split(/:root(?::not\(\[data-theme='light'\]\)|\[data-theme='dark'\]) \{/);
  const names = (rule = ''): string[] => (rule.split('}')[0] ?? '').split(';').map((line) => line.trim());
  expect(names(asked).length).toBeGreaterThan(20);
  expect(names(chosen)).toEqual(names(asked));
});
