// Every rule of .dependency-cruiser.cjs bites: a tree that breaks each of them once is cruised, and so is a sound one.
// The trees are written to a temporary folder, with workspace links as npm makes them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

const PACKAGES = [
  'libs/domain',
  'libs/contracts',
  'libs/features',
  'libs/testing',
  'services/risk',
  'services/execution',
  'services/backtester',
];

/** A tree in which everybody keeps to the rules. */
const SOUND: Record<string, string> = {
  'libs/domain/src/index.ts': "export * from './price.ts';",
  'libs/domain/src/price.ts': 'export const price = 1;',
  'libs/domain/src/price.test.ts':
    "import { given } from '@tradingbot/testing'; import { price } from './price.ts'; given(price);",
  'libs/contracts/src/index.ts': "export { price as field } from '@tradingbot/domain';",
  'libs/features/src/index.ts': "export { field as feature } from '@tradingbot/contracts';",
  'libs/testing/src/index.ts': 'export const given = (value: number): number => value;',
  'services/risk/src/core/index.ts': "export { feature as risk } from '@tradingbot/features';",
  'services/risk/src/main.ts': "import './core/index.ts'; import './shell/clock.ts';",
  'services/risk/src/shell/clock.ts': 'export const clock = 1;',
  'services/execution/src/core/index.ts': "export { price as execution } from '@tradingbot/domain';",
  'services/backtester/src/core/index.ts': "export { risk } from '@tradingbot/risk';",
  'cli/src/main.ts': "import '@tradingbot/backtester';",
  'tests/e2e/run.test.ts': "import '@tradingbot/risk';",
};

/** What each rule forbids, as one more file in the sound tree: the rule, the file, what it says, where that leads. */
const OFFENCES: [rule: string, file: string, code: string, leadsTo: string][] = [
  [
    'no-upward-import-from-domain-layer',
    'libs/domain/src/up.ts',
    "import '@tradingbot/contracts';",
    'libs/contracts/src/index.ts',
  ],
  [
    'no-upward-import-from-contracts-layer',
    'libs/contracts/src/up.ts',
    "import '@tradingbot/features';",
    'libs/features/src/index.ts',
  ],
  [
    'no-upward-import-from-core-layer',
    'libs/features/src/up.ts',
    "import '@tradingbot/risk';",
    'services/risk/src/core/index.ts',
  ],
  [
    'no-upward-import-from-config-layer',
    'libs/config/src/up.ts',
    "import '@tradingbot/risk';",
    'services/risk/src/core/index.ts',
  ],
  [
    'no-upward-import-from-services-layer',
    'services/risk/src/up.ts',
    "import '../../../cli/src/main.ts';",
    'cli/src/main.ts',
  ],
  ['every-package-has-a-layer', 'libs/stray/src/stray.ts', "import '@tradingbot/domain';", 'libs/domain/src/index.ts'],
  [
    'services-are-strangers',
    'services/risk/src/neighbour.ts',
    "import '@tradingbot/execution';",
    'services/execution/src/core/index.ts',
  ],
  [
    'backtester-takes-only-cores',
    'services/backtester/src/shelled.ts',
    "import '../../risk/src/shell/clock.ts';",
    'services/risk/src/shell/clock.ts',
  ],
  [
    'core-knows-no-shell',
    'services/risk/src/core/impure.ts',
    "import '../shell/clock.ts';",
    'services/risk/src/shell/clock.ts',
  ],
  ['through-the-door', 'libs/contracts/src/deep.ts', "import '../../domain/src/price.ts';", 'libs/domain/src/price.ts'],
  [
    'through-the-door-from-outside',
    'bench/deep.ts',
    "import '../libs/domain/src/price.ts';",
    'libs/domain/src/price.ts',
  ],
  [
    'packages-by-name',
    'libs/contracts/src/relative.ts',
    "import '../../domain/src/index.ts';",
    'libs/domain/src/index.ts',
  ],
  ['testing-is-for-specs', 'libs/domain/src/built.ts', "import '@tradingbot/testing';", 'libs/testing/src/index.ts'],
  ['product-knows-no-tools', 'libs/domain/src/tooled.ts', "import '../../../scripts/tool.ts';", 'scripts/tool.ts'],
  [
    'product-needs-no-development-dependency',
    'libs/domain/src/developed.ts',
    "import 'for-development';",
    'node_modules/for-development/index.js',
  ],
  [
    'dependencies-are-declared',
    'libs/domain/src/undeclared.ts',
    "import 'undeclared';",
    'node_modules/undeclared/index.js',
  ],
  ['imports-exist', 'libs/domain/src/dangling.ts', "import './nowhere.ts';", './nowhere.ts'],
  ['no-circles', 'libs/domain/src/circle.ts', "import './circle.ts';", 'libs/domain/src/circle.ts'],
  ['no-orphans', 'libs/domain/src/orphan.ts', "import './price.ts';", 'libs/domain/src/orphan.ts'],
];

const trees: string[] = [];

afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true })));

describe('The boundaries', () => {
  test('let a sound tree pass', () => {
    expect(cruise(SOUND)).toEqual([]);
  });

  test('are all tried here', () => {
    const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
    expect(OFFENCES.map(([rule]) => rule)).toEqual(forbidden.map(({ name }) => name));
  });

  describe('name the offence', () => {
    let violations: string[];

    beforeAll(() => {
      violations = cruise({ ...SOUND, ...Object.fromEntries(OFFENCES.map(([, file, code]) => [file, code])) });
    });

    test.each(OFFENCES)('%s', (rule, file, _code, leadsTo) => {
      expect(violations).toContain(`${rule}: ${file} -> ${leadsTo}`);
    });
  });
});

/** The violations in a tree of these files, as `rule: from -> to`. */
function cruise(files: Record<string, string>): string[] {
  const tree = plant(files);
  const program = join(ROOT, 'node_modules', '.bin', 'depcruise');
  const options = ['--config', CONFIG, '--output-type', 'json', '.'];
  let printed: string;
  try {
    printed = execFileSync(process.execPath, [program, ...options], { cwd: tree, encoding: 'utf8' });
  } catch (error) {
    printed = (error as { stdout: string }).stdout; // Its exit code is the number of violations.
  }
  const { summary } = JSON.parse(printed) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'boundaries-'));
  trees.push(tree);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  write(
    'package.json',
    JSON.stringify({ workspaces: ['libs/*', 'services/*'], devDependencies: { 'for-development': '1.0.0' } }),
  );
  for (const name of ['for-development', 'undeclared']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }));
    write(`node_modules/${name}/index.js`, 'export {};');
  }
  mkdirSync(join(tree, 'node_modules', '@tradingbot'));
  for (const folder of PACKAGES) {
    const name = folder.replace(/.*\//, '');
    const door = folder.startsWith('libs/') ? './src/index.ts' : './src/core/index.ts';
    write(
      `${folder}/package.json`,
      JSON.stringify({ name: `@tradingbot/${name}`, type: 'module', exports: { '.': door } }),
    );
    symlinkSync(join('..', '..', folder), join(tree, 'node_modules', '@tradingbot', name));
  }
  write('scripts/tool.ts', 'export const tool = 1;');
  for (const [file, code] of Object.entries(files)) write(file, code);
  return tree;
}
