// Strategies in the user's own files: where they may lie, what they may do, and how they are told what they may not.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, scratchFolder, tradingbot } from './tradingbot.ts';

jest.setTimeout(60_000);

const scratch = scratchFolder('strategies');
afterAll(scratch.remove);

/** Writes files into the scratch folder, which lies outside every checkout and has no package.json. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch.path, name)), { recursive: true });
    writeFileSync(join(scratch.path, name), text);
  }
}

const FROM = "import { defineStrategy, sma, z } from '@tradingbot/strategy';\n";
const withOnBar = (body: string): string =>
  `${FROM}export default defineStrategy({\n  name: 'mine',\n  params: z.strictObject({}),\n  init: () => ({ n: 0 }),\n  onBar(ctx, bar) {\n    ${body}\n  },\n});\n`;

/** What loading each of the files came to; nothing may be said beside it. */
function loadEach(files: readonly string[]) {
  const script = join(ROOT, 'tests', 'e2e', 'load-each.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...files], { cwd: scratch.path, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('loading', () => {
  const SOUND = {
    'sound.ts': `${FROM}import { half } from './lib/half.ts';
export default defineStrategy({
  name: 'sound',
  params: z.strictObject({ length: z.int().min(2).default(20) }),
  warmup: (p) => p.length,
  init: (p) => ({ mean: sma(p.length) }),
  onBar(ctx, bar) {
    ctx.state.mean.update(half(bar.close));
  },
});
`,
    'lib/half.ts': 'export const half = (x: number): number => x / 2;\n',
    'plain.js': `${FROM}export default defineStrategy({ name: 'plain', params: z.strictObject({}), onBar() {} });\n`,
    'uses-util.ts': `import { inspect } from 'node:util';\n${FROM}export default { name: inspect(1) === '1' ? 'uses-util' : 'x', params: z.strictObject({}), onBar() {} };\n`,
    'mentions.ts': `// import('node:fs') and Date.now() are only talked about here\n${FROM}export default { name: 'mentions', params: z.strictObject({}), onBar() {} };\n`,
  };

  const REACHES =
    'but a strategy may not reach outside itself (bars come to onBar, time is ctx.time, luck is ctx.random(), lines for the record go to ctx.log, settings are params)';
  const REFUSED: Readonly<Record<string, readonly [text: string, sentence: string]>> = {
    'fs.ts': [
      `${FROM}import { readFileSync } from 'node:fs';\nexport default readFileSync;\n`,
      `fs.ts:2: imports node:fs, ${REACHES}`,
    ],
    'crypto.ts': [
      "import { randomUUID } from 'crypto';\nexport default randomUUID;\n",
      `crypto.ts:1: imports crypto, ${REACHES}`,
    ],
    'deep.ts': [`${FROM}import './lib/net.ts';\n`, `lib/net.ts:2: imports net, ${REACHES}`],
    'packaged.ts': [
      "import clever from 'clever-indicators';\nexport default clever;\n",
      `node_modules/clever-indicators/index.js:2: imports node:child_process, ${REACHES}`,
    ],
    'later.ts': [
      `${FROM}\nexport default import('node:fs');\n`,
      'later.ts:3: imports while it runs (import at the top of the file)',
    ],
    'shell.ts': [
      "import { loadStrategies } from '@tradingbot/strategy/load';\nexport default loadStrategies;\n",
      'shell.ts:1: imports @tradingbot/strategy/load, which is no package for strategies (did you mean @tradingbot/strategy?)',
    ],
    'bars.ts': [
      "import { x } from '@tradingbot/bars';\nexport default x;\n",
      'bars.ts:1: imports @tradingbot/bars, which is no package for strategies (all that a strategy needs comes from @tradingbot/strategy)',
    ],
    'no-extension.ts': [
      "import { half } from './lib/half';\nexport default half;\n",
      'no-extension.ts:1: imports ./lib/half, which cannot be found (did you mean "./lib/half.ts"?)',
    ],
    'no-package.ts': [
      "import x from 'not-installed';\nexport default x;\n",
      'no-package.ts:1: imports not-installed, which cannot be found (install the package beside the strategy, or import a file: "./name.ts")',
    ],
    'data.ts': [
      "import x from 'data:text/javascript,export default 1';\nexport default x;\n",
      'data.ts:1: imports data:text/javascript,export default 1 (only files and packages can be imported)',
    ],
    'wrong-name.ts': [
      "import { defineStrategy, smaa } from '@tradingbot/strategy';\nexport default smaa;\n",
      'wrong-name.ts:1: imports smaa, which @tradingbot/strategy does not export (did you mean sma?)',
    ],
    'named.ts': [
      `${FROM}export const mine = defineStrategy({ name: 'x', params: z.strictObject({}), onBar() {} });\n`,
      'named.ts: has no default export (write export default in place of export const mine =)',
    ],
    'empty.ts': ['', 'empty.ts: has no default export (end the file with export default defineStrategy({ … }))'],
    'three.ts': [
      'export default 3;\n',
      'three.ts: exports 3 by default, expected a strategy (export default defineStrategy({ … }))',
    ],
    'bad-name.ts': [
      `${FROM}export default { name: 'Bad Name', params: z.strictObject({}), onBar() {} };\n`,
      'bad-name.ts: the strategy\'s name is "Bad Name", expected lower-case words joined by "-"',
    ],
    'onbar.ts': [
      `${FROM}export default { name: 'x', params: z.strictObject({}), onbar() {} };\n`,
      'onbar.ts: the strategy has a key onbar that means nothing (did you mean onBar?)',
    ],
    'no-on-bar.ts': [
      `${FROM}export default { name: 'x', params: z.strictObject({}) };\n`,
      "no-on-bar.ts: the strategy's onBar is missing, expected a function (add onBar(ctx, bar) { … })",
    ],
    'no-params.ts': [
      "export default { name: 'x', onBar() {} };\n",
      "no-params.ts: the strategy's params is missing, expected a zod schema (without parameters it is params: z.strictObject({}))",
    ],
    'async.ts': [
      `${FROM}export default { name: 'x', params: z.strictObject({}), async onBar() {} };\n`,
      "async.ts: the strategy's onBar is async, but a strategy decides at once (remove async and await)",
    ],
    'warmup.ts': [
      `${FROM}export default { name: 'x', params: z.strictObject({}), warmup: () => -1, onBar() {} };\n`,
      "warmup.ts: the strategy's warmup gave -1, expected a whole number of bars",
    ],
    'syntax.ts': [
      'const a: number = 1;\nexport default { a:: 2 };\n',
      'syntax.ts:2: does not compile: Expression expected',
    ],
    'enum.ts': [
      '\nenum X { A }\nexport default X;\n',
      'enum.ts:2: TypeScript enum is not supported in strip-only mode (only types that can be erased are allowed: no enum, no namespace, no parameter properties)',
    ],
    'twice.ts': [
      'export const q: number = 1;\n\nlet q = 2;\n',
      "twice.ts:3: does not compile: Identifier 'q' has already been declared",
    ],
    'await.ts': [
      'await Promise.resolve();\nexport default 1;\n',
      'await.ts: waits with await outside any function (a strategy decides at once: remove it)',
    ],
    'throws.ts': [
      'const x: { y?: { z: number } } = {};\nexport default x.y!.z;\n',
      "throws.ts:2: threw TypeError when it was loaded: Cannot read properties of undefined (reading 'z')",
    ],
    'luck.ts': [
      '\nconst seed = Math.random();\nexport default seed;\n',
      'luck.ts:2: Math.random() may not be used in a decision: use ctx.random()',
    ],
    'environment.ts': [
      'export default process.env.HOME;\n',
      'environment.ts:1: process may not be used in a decision: use ctx.params',
    ],
    'builtin.ts': [
      "export default process.getBuiltinModule('fs');\n",
      'builtin.ts:1: process may not be used in a decision: use ctx.params',
    ],
  };

  let outcomes: Readonly<Record<string, unknown>> = {};

  beforeAll(() => {
    write(SOUND);
    write({
      'commonjs/package.json': '{ "type": "commonjs" }',
      'commonjs/sound.ts': SOUND['sound.ts'],
      'commonjs/lib/half.ts': SOUND['lib/half.ts'],
    });
    write({ 'lib/net.ts': "// the impure one\nimport net from 'net';\nexport default net;\n" });
    write({
      'node_modules/clever-indicators/package.json': '{ "name": "clever-indicators", "main": "index.js" }',
      'node_modules/clever-indicators/index.js':
        "'use strict';\nconst { execSync } = require('node:child_process');\nmodule.exports = execSync;\n",
    });
    write(Object.fromEntries(Object.entries(REFUSED).map(([name, [text]]) => [name, text])));
    const files = ['sound.ts', 'commonjs/sound.ts', 'plain.js', 'uses-util.ts', 'mentions.ts', ...Object.keys(REFUSED)];
    outcomes = loadEach(files);
  });

  test('a sound file loads from anywhere, with the defaults of its parameters', () => {
    expect(outcomes['sound.ts']).toMatchObject({
      name: 'sound',
      params: { length: 20 },
      codeHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(outcomes['commonjs/sound.ts']).toEqual(outcomes['sound.ts']);
    expect(outcomes['plain.js']).toMatchObject({ name: 'plain' });
    expect(outcomes['uses-util.ts']).toMatchObject({ name: 'uses-util' });
    expect(outcomes['mentions.ts']).toMatchObject({ name: 'mentions' });
  });

  test.each(Object.entries(REFUSED))('%s is refused', (name, [, sentence]) => {
    expect(outcomes[name]).toBe(`InputError ${sentence}`);
  });

  test('the hash of the code changes with any file that is imported, and with nothing else', () => {
    const hashIn = (folder: string): unknown => {
      const file = join(folder, 'sound.ts');
      return loadEach([file])[file].codeHash;
    };
    for (const copy of ['copy', 'changed']) {
      for (const file of ['sound.ts', 'lib/half.ts']) cpSync(join(scratch.path, file), join(scratch.path, copy, file));
    }
    write({
      'copy/other.ts': 'export {};\n',
      'changed/lib/half.ts': 'export const half = (x: number): number => x / 3;\n',
    });
    const { codeHash } = outcomes['sound.ts'] as { codeHash: string };
    expect(hashIn('copy')).toBe(codeHash);
    expect(hashIn('changed')).not.toBe(codeHash);
  });
});

describe('running', () => {
  const MEND = '(mend it there: the run stopped and nothing was written)';

  test.concurrent.each<[string, string, string]>([
    [
      'calls Math.random()',
      'if (++ctx.state.n > 5) Math.random();',
      ':7: strategy mine: onBar on BTCUSDT threw PurityError: Math.random() may not be used in a decision: use ctx.random()',
    ],
    [
      'asks the clock',
      'Date.now();',
      ':7: strategy mine: onBar on BTCUSDT threw PurityError: Date.now() may not be used in a decision: use ctx.time (microseconds; new Date(ctx.time / 1000) is that instant)',
    ],
    [
      'prints',
      "console.log('hi');",
      ':7: strategy mine: onBar on BTCUSDT threw PurityError: console may not be used in a decision: use ctx.log(message)',
    ],
    [
      'throws',
      'const none: { a?: { b: number } } = {};\n    none.a!.b;',
      `:8: strategy mine: onBar on BTCUSDT threw TypeError: Cannot read properties of undefined (reading 'b') ${MEND}`,
    ],
    ['throws what is no error', "throw 'text';", `: strategy mine: onBar on BTCUSDT threw text ${MEND}`],
    [
      'asks for a short',
      'ctx.targetWeight(-0.5);',
      ':7: strategy mine: onBar on BTCUSDT threw StrategyUsageError: targetWeight takes 0 to 1, not -0.5 (long-only spot and cash equities: shorting, margin and futures are refused)',
    ],
    [
      'never returns from a call to itself',
      'const f = (): number => f() + 1;\n    f();',
      `:7: strategy mine: onBar on BTCUSDT threw RangeError: Maximum call stack size exceeded ${MEND}`,
    ],
    [
      'returns a promise',
      "return Promise.reject(new Error('late')) as never;",
      `: strategy mine: onBar on BTCUSDT threw Error: returned a promise: strategies decide at once, without async and await ${MEND}`,
    ],
    [
      'leaves a promise behind',
      "void Promise.resolve().then(() => { throw new Error('later'); });",
      ':7: a promise failed later: Error: later (a strategy decides at once: remove it)',
    ],
  ])('a strategy that %s', async (title, body, sentence) => {
    const file = join(scratch.path, `${title.replace(/\W+/g, '-')}.ts`);
    const artifacts = join(scratch.path, title);
    writeFileSync(file, withOnBar(body));
    const { code, stdout, stderr } = await tradingbot([
      'backtest',
      '--config',
      'configs/config_sim.yaml',
      '--strategy',
      file,
      '--set',
      `artifacts_dir=${artifacts}`,
    ]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${file}${sentence}\n` });
    expect(existsSync(artifacts) ? readdirSync(artifacts) : []).toEqual([]);
  });

  test.each([
    ["throw new Error('not today')", `threw Error: not today ${MEND}`],
    [
      'return { seed: Math.random() }',
      'threw PurityError: Math.random() may not be used in a decision: use ctx.random()',
    ],
  ])('a strategy whose init does this: %s', async (body, sentence) => {
    const file = join(scratch.path, 'init.ts');
    const artifacts = `artifacts_dir=${join(scratch.path, 'none')}`;
    writeFileSync(file, withOnBar('').replace('({ n: 0 })', `{ ${body}; }`));
    const { code, stderr } = await tradingbot([
      'backtest',
      '--config',
      'configs/config_sim.yaml',
      '--strategy',
      file,
      '--set',
      artifacts,
    ]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${file}:5: strategy mine: init on BTCUSDT ${sentence}\n` });
  });

  test('two strategies of one name', async () => {
    const config = join(scratch.path, 'two.yaml');
    writeFileSync(
      config,
      `_base: ${join(ROOT, 'configs', 'config_sim.yaml')}\nstrategies:\n  - name: momentum\n  - name: momentum\n`.replace(
        '_base: /',
        '_base: ../../',
      ),
    );
    const { code, stderr } = await tradingbot(['config', 'check', config]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${config}:4: strategies.1 is a second strategy with the name momentum (give it a name of its own with the key as)\n`,
    });
  });
});
