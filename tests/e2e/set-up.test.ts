// The first command in a fresh clone sets it up, later ones start at once, and what goes wrong is said in one sentence.
// A stand-in for npm leaves in the clone what an install would leave, and writes down that it was called.

import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const LOCK = {
  packages: {
    '': {},
    'node_modules/one': { version: '1.0.0' },
    'node_modules/two': { version: '2.0.0', optional: true },
  },
};

const NPM = `
const fs = require('node:fs');
fs.appendFileSync('calls', process.argv[2] + '\\n');
if (fs.existsSync('npm-fails')) { console.error(fs.readFileSync('npm-fails', 'utf8')); process.exit(1); }
// Long enough for the others to arrive.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
fs.mkdirSync('node_modules/node/bin', { recursive: true });
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
if (!fs.existsSync('scripts-forbidden')) fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');
`;

let clone: string;
/** Of the environment. */
let settings: NodeJS.ProcessEnv;

beforeEach(() => {
  settings = { TRADINGBOT_NATS_SERVER: process.execPath };
  clone = mkdtempSync(join(tmpdir(), 'set-up-'));
  for (const folder of ['scripts', 'cli/bin', 'libs/dev-stack/src/nats'])
    cpSync(join(ROOT, folder), join(clone, folder), { recursive: true });
  write('package.json', JSON.stringify({ type: 'module', dependencies: { node: '22.0.0' } }));
  write('package-lock.json', JSON.stringify(LOCK));
  write('fake/npm-cli.js', NPM);
  write('fake/package.json', '{ "type": "commonjs" }');
  write('work/echo.js', "console.log(process.argv.slice(2).join(' ')); process.exitCode = 7;");
});

afterEach(() => rmSync(clone, { recursive: true }));

describe('The first start', () => {
  test('installs, says so in one line, and runs the command with its arguments and exit code', async () => {
    const { code, stdout, stderr } = await start('work/echo.js', 'a', '--b=c d');
    expect({ code, stdout }).toEqual({ code: 7, stdout: 'a --b=c d\n' });
    expect(stderr).toMatch(/^Installing the dependencies \(npm ci\) … done in \d+\.\d s\n$/);
    expect(calls()).toEqual(['ci']);
  });

  test('installs once, however many start together', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => start('work/echo.js')));
    expect(outcomes.map(({ code }) => code)).toEqual([7, 7, 7, 7]);
    expect(calls()).toEqual(['ci']);
    expect(existsSync(join(clone, '.tradingbot/set-up.lock'))).toBe(false);
  });

  test('breaks the lock of a process that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => gone.once('exit', resolve));
    write('.tradingbot/set-up.lock/pid', String(gone.pid));
    const outcomes = await Promise.all([start('work/echo.js'), start('work/echo.js')]);
    expect(outcomes.map(({ code }) => code)).toEqual([7, 7]);
    expect(calls()).toEqual(['ci']);
  });

  test('leaves alone what was installed by hand', async () => {
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/one': { version: '1.0.0' } } }),
    );
    installNode();
    expect((await start('work/echo.js')).stderr).toBe('');
    expect(calls()).toEqual([]);
  });

  test('replaces what was installed by hand from another lock file', async () => {
    write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/one': { version: '0.9.0' } } }),
    );
    await start('work/echo.js');
    expect(calls()).toEqual(['ci']);
  });
});

describe('A later start', () => {
  test('installs nothing', async () => {
    await start('work/echo.js');
    expect((await start('work/echo.js')).stderr).toBe('');
    expect(calls()).toEqual(['ci']);
  });

  test('installs again when the lock file has changed', async () => {
    await start('work/echo.js');
    write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/three': { version: '1.0.0' } } }));
    rmSync(join(clone, 'node_modules/node'), { recursive: true });
    await start('work/echo.js');
    expect(calls()).toEqual(['ci', 'ci']);
  });

  test('passes a signal on and ends by it', async () => {
    await start('work/echo.js');
    write('work/wait.js', "setInterval(() => undefined, 1000); console.log('ready');");
    expect(await start('work/wait.js', 'SIGTERM')).toMatchObject({ code: null, signal: 'SIGTERM', stdout: 'ready\n' });
  });
});

describe('Where there is no nats-server', () => {
  beforeEach(() => {
    // This machine may have one in the usual places: the clone does not look there.
    const finder = 'libs/dev-stack/src/nats/nats-server.mjs';
    write(finder, readFileSync(join(clone, finder), 'utf8').replace(/const USUAL_FOLDERS = \[[^\]]*\]/, '$&.slice(9)'));
    tool('dpkg-deb', 'cp -r "$2" files');
    settings = { PATH: join(clone, 'tools'), TRADINGBOT_NATS_SERVER: '', TRADINGBOT_NATS_URL: '', TRADINGBOT_HOME: '' };
  });

  test('it is fetched, once, with a line of its own', async () => {
    tool('apt-get', 'echo apt-get >> ../../calls; mkdir -p it.deb/usr/sbin; cp "$0" it.deb/usr/sbin/nats-server');
    const { code, stderr } = await start('work/echo.js');
    expect(code).toBe(7);
    expect(stderr).toMatch(/^Installing .* done in .*\nFetching nats-server … done in \d+\.\d s\n$/);
    expect(existsSync(join(clone, '.tradingbot/bin/nats-server'))).toBe(true);
    expect((await start('work/echo.js')).stderr).toBe('');
    expect(calls()).toEqual(['ci', 'apt-get']);
  });

  test('and none can be fetched, the ways are named, and the command runs', async () => {
    tool('apt-get', 'echo no network; exit 100');
    const { code, stderr } = await start('work/echo.js');
    expect(code).toBe(7);
    expect(stderr).toMatch(
      /\nFetching nats-server … failed in .*\nThere is no nats-server, .* \(no network\): install it .*\n$/,
    );
  });

  test('and none is needed, none is fetched', async () => {
    settings = { ...settings, TRADINGBOT_NATS_URL: 'nats://elsewhere' };
    const { code, stderr } = await start('work/echo.js');
    expect(code).toBe(7);
    expect(stderr).not.toContain('nats-server');
  });
});

describe('What goes wrong is said plainly', () => {
  test.each([
    ['npm error code ENOTFOUND', 'The package registry could not be reached'],
    ['npm error code EACCES', 'npm may not write here'],
    ['npm error code ENOSPC', 'The disk is full'],
    ['npm error code EUSAGE', 'package.json and package-lock.json disagree'],
    ['npm error Something new', 'mend what npm names above'],
  ])('%s', async (printed, sentence) => {
    write('npm-fails', printed);
    const { code, stdout, stderr } = await start('--tests', 'work/echo.js');
    expect(code).toBe(3);
    expect(stderr).toContain(printed);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain(sentence);
    expect(stdout).toBe('0 passed, 1 failed, 0 skipped\n');
  });

  test('an install script that was not allowed to run is made up for', async () => {
    write('scripts-forbidden', '');
    write(
      'node_modules/node/installArchSpecificPackage.js',
      "const fs = require('node:fs'); fs.mkdirSync('bin', { recursive: true }); fs.symlinkSync(process.execPath, 'bin/node');",
    );
    write('node_modules/node/package.json', '{ "type": "commonjs" }');
    expect((await start('work/echo.js')).code).toBe(7);
  });

  test('a pinned Node that cannot be had', async () => {
    write('scripts-forbidden', '');
    const { code, stderr } = await start('work/echo.js');
    expect(code).toBe(3);
    expect(stderr).toContain('Node 22.0.0 could not be installed');
  });

  test('a file or a tool that does not exist', async () => {
    await start('work/echo.js');
    expect(await start('work/nothing.js')).toMatchObject({ code: 2 });
    expect((await start('no-such-tool')).stderr).toContain('There is no tool "no-such-tool" in this repository.');
  });
});

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a command of the clone; where an argument is a signal, it is sent at the first word of the command. */
function start(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, npm_execpath: join(clone, 'fake/npm-cli.js'), ...settings };
  const child = spawn(process.execPath, [join(clone, 'scripts/run.cjs'), ...args], { cwd: clone, env });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (args.at(-1) === 'SIGTERM') child.kill('SIGTERM');
  });
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
}

function calls(): string[] {
  const file = join(clone, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function installNode(): void {
  mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'));
}

/** A stand-in, which itself finds what every system has. */
function tool(name: string, script: string): void {
  write(`tools/${name}`, `#!/bin/sh\nPATH=/bin:/usr/bin\n${script}\n`);
  chmodSync(join(clone, 'tools', name), 0o755);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  writeFileSync(join(clone, file), text);
}
