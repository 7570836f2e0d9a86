// Makes node_modules what package-lock.json says, and fetches nats-server where there is none, once: later starts find
// the stamp and cost nothing.
// Plain JavaScript for any Node ≥ 18, on nothing but Node itself.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNatsServer, installNatsServer, NoNatsServerError } from '../libs/dev-stack/src/nats/nats-server.mjs';
import { withLock } from './folder-lock.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const PINNED_NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node');

const MODULES = join(ROOT, 'node_modules');
const LOCK_FILE = join(ROOT, 'package-lock.json');
const STAMP = join(MODULES, '.set-up');

/** Setting up failed for a reason that the user can mend; the message says how. */
export class SetupError extends Error {
  /** @param {string} message @param {number} exitCode 2: wrong use; 3: something outside is unavailable */
  constructor(message, exitCode = 3) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @throws {SetupError} */
export async function setUp() {
  if (isSetUp()) return;
  try {
    mkdirSync(join(ROOT, '.tradingbot'), { recursive: true });
    await withLock(join(ROOT, '.tradingbot', 'set-up.lock'), onWait, async () => {
      if (isSetUp()) return;
      if (!isInstalled()) await install();
      if (!(await pinnedNodeRuns())) await repairPinnedNode();
      await provideNatsServer();
      writeFileSync(STAMP, stamp());
    });
  } catch (error) {
    if (error.syscall === undefined) throw error;
    throw new SetupError(`${error.message}\n${mendFor(error.code)}`);
  }
}

function isSetUp() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp() && isExecutable(PINNED_NODE);
}

/** A copy of this folder on another kind of machine has other binaries, hence the platform. */
function stamp() {
  const lockHash = createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
  return `${lockHash} ${process.platform}-${process.arch}\n`;
}

/** Whether somebody has run `npm ci` or `npm install` by hand: npm's own record then agrees with the lock file. */
function isInstalled() {
  const record = join(MODULES, '.package-lock.json');
  if (existsSync(STAMP) && !readFileSync(STAMP, 'utf8').endsWith(` ${process.platform}-${process.arch}\n`))
    return false;
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const { '': root, ...wanted } = JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages;
  return (
    root !== undefined &&
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
      const found = installed[path];
      return found === undefined ? optional === true : found.version === version && found.integrity === integrity;
    })
  );
}

async function install() {
  const end = begin('Installing the dependencies (npm ci)');
  const { code, output } = await run(npm(), ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  end(code === 0);
  if (code === 0) return;
  process.stderr.write(`${lastWords(output)}\n`);
  throw new SetupError(mendFor(output));
}

/** Much works without it, and what does not says so itself, and tries again: a failure ends nothing here. */
async function provideNatsServer() {
  const { TRADINGBOT_HOME: chosen, TRADINGBOT_NATS_URL: running } = process.env;
  const home = chosen ? chosen : join(ROOT, '.tradingbot');
  let end;
  try {
    if (running || findNatsServer(home) !== undefined) return;
    end = begin('Fetching nats-server');
    await installNatsServer(home);
    end(true);
  } catch (error) {
    if (!(error instanceof NoNatsServerError)) throw error;
    end?.(false);
    process.stderr.write(`${error.message}\n`);
  }
}

/** Says what takes its time; the result ends the line. */
function begin(what) {
  const startedAt = Date.now();
  process.stderr.write(`${what} … `);
  return (isDone) =>
    process.stderr.write(`${isDone ? 'done' : 'failed'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

/** npm calls a missing install script's work a success, for instance where a policy forbids install scripts. */
async function repairPinnedNode() {
  const folder = join(MODULES, 'node');
  const installer = 'installArchSpecificPackage.js';
  if (existsSync(join(folder, installer))) await run([hostNode()], [installer], folder);
  if (await pinnedNodeRuns()) return;
  throw new SetupError(
    isExecutable(PINNED_NODE)
      ? `Node ${pinnedVersion()} is installed but does not run on this machine (${process.platform}-${process.arch}): ` +
          'use a system with the GNU C library, or macOS.'
      : `Node ${pinnedVersion()} could not be installed under node_modules/node: ` +
          'check that the package registry can be reached, then run the same command again.',
  );
}

async function pinnedNodeRuns() {
  return isExecutable(PINNED_NODE) && (await run([PINNED_NODE], ['--version'])).code === 0;
}

function pinnedVersion() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).dependencies.node;
}

/** What npm ended with, less the pages on its usage. */
function lastWords(output) {
  const [complaint] = output.split(/^npm error (?:Clean install a project|Usage:)/m);
  return complaint.trimEnd().split('\n').slice(-15).join('\n');
}

/** @param {string} output what npm printed when it failed */
function mendFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return 'The package registry could not be reached: check the network or the proxy settings, then run the same command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'npm may not write here: make this folder and the npm cache yours (`npm config get cache`), then run the same command again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: free about 1 GB, then run the same command again.';
  if (/EUSAGE|in sync/.test(output)) {
    return 'package.json and package-lock.json disagree: run `npm install`, and commit the lock file.';
  }
  return 'The dependencies could not be installed: mend what npm names above, then run the same command again.';
}

/** The npm that started us, else the one on the PATH, as a command line. */
function npm() {
  const cli = process.env.npm_execpath;
  return cli !== undefined && /npm-cli\.c?js$/.test(cli) ? [hostNode(), cli] : ['npm'];
}

/** The machine's own Node: `npm ci` deletes the pinned one, which may be running this very file. */
function hostNode() {
  if (!isOurs(process.execPath)) return process.execPath;
  const others = hostPath().map((folder) => join(folder, 'node'));
  return others.find((file) => isExecutable(file) && !isOurs(realpathSync(file))) ?? process.execPath;
}

function hostPath() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => !isOurs(folder));
}

function isOurs(path) {
  return path.startsWith(MODULES + sep);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run([command, ...first], args, cwd = ROOT) {
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], {
      cwd,
      env: { ...process.env, PATH: hostPath().join(delimiter) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => (output = (output + String(chunk)).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function onWait() {
  process.stderr.write('Waiting for another start of this repository, which is installing the dependencies …\n');
}
