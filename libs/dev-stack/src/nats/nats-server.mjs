// Finds nats-server, and fetches it where there is none: unpacked into the home folder, never installed into the system,
// whose package would start a server of its own. Plain JavaScript for any Node ≥ 18: setting up comes before everything.

import { spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

const NAME = 'nats-server';
/** Where distributions put servers, often not on an ordinary user's PATH; and where Homebrew does. */
const USUAL_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const WAYS =
  'install it (Debian, Ubuntu: `apt-get install nats-server`; macOS: `brew install nats-server`; ' +
  'others: https://github.com/nats-io/nats-server/releases), set TRADINGBOT_NATS_SERVER to its file, ' +
  'or set TRADINGBOT_NATS_URL to a running one.';

/** There is no nats-server; the message says how to get one. */
export class NoNatsServerError extends Error {}

/**
 * @param {string} home the folder `.tradingbot`
 * @returns {string | undefined} the program
 * @throws {NoNatsServerError} if TRADINGBOT_NATS_SERVER names something else than a program
 */
export function findNatsServer(home) {
  const chosen = process.env.TRADINGBOT_NATS_SERVER;
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen;
    throw new NoNatsServerError(`TRADINGBOT_NATS_SERVER: ${chosen} is not a program: name the file of nats-server.`);
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_FOLDERS, join(home, 'bin')];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, NAME))
    .find(isProgram);
}

/**
 * Gets a nats-server that `findNatsServer` then finds. Needs no root.
 * @param {string} home the folder `.tradingbot`
 * @throws {NoNatsServerError}
 */
export async function installNatsServer(home) {
  if (process.platform === 'darwin') await installByBrew();
  else await unpackByApt(home);
}

async function installByBrew() {
  const { code, output } = await run('brew', ['install', NAME]);
  if (code !== 0)
    throw new NoNatsServerError(`There is no nats-server, and brew did not install it${tail(output)}: ${WAYS}`);
}

async function unpackByApt(home) {
  mkdirSync(home, { recursive: true });
  const work = mkdtempSync(join(home, `${NAME}.`));
  try {
    const { code, output } = await download(work);
    const archive = readdirSync(work).find((file) => file.endsWith('.deb'));
    if (code !== 0 || archive === undefined) {
      throw new NoNatsServerError(`There is no nats-server, and apt-get did not bring it${tail(output)}: ${WAYS}`);
    }
    const unpacked = await run('dpkg-deb', ['-x', archive, 'files'], work);
    const program = [join(work, 'files/usr/sbin', NAME), join(work, 'files/usr/bin', NAME)].find(isProgram);
    if (program === undefined) {
      throw new NoNatsServerError(`There is no nats-server in ${archive}${tail(unpacked.output)}: ${WAYS}`);
    }
    place(program, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** With the system's lists of packages, else, where these are missing or old, with fresh ones of our own. */
async function download(work) {
  const first = await run('apt-get', ['download', NAME], work);
  if (first.code === 0 || first.isMissing) return first;
  const state = join(work, 'apt');
  mkdirSync(join(state, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(state, 'cache', 'archives', 'partial'), { recursive: true });
  const ours = ['-o', `Dir::State::lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${join(state, 'cache')}`];
  const options = [...ours, '-o', 'APT::Sandbox::User=', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20'];
  const update = await run('apt-get', [...options, 'update'], work);
  const second = await run('apt-get', [...options, 'download', NAME], work);
  return second.code === 0 ? second : { ...second, output: update.code === 0 ? second.output : update.output };
}

/** By rename, so that a half copy is never run. */
function place(program, home) {
  const folder = join(home, 'bin');
  const half = join(folder, `${NAME}.${process.pid}.tmp`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(program, half);
  chmodSync(half, 0o755);
  renameSync(half, join(folder, NAME));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The last thing said, in parentheses. */
function tail(output) {
  const line = output.trim().split('\n').at(-1) ?? '';
  return line === '' ? '' : ` (${line.replace(/[.:]$/, '')})`;
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + String(chunk)).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      const isMissing = error.code === 'ENOENT';
      resolve({
        code: 1,
        isMissing,
        output: isMissing ? `there is no ${command} here` : `${command}: ${error.message}`,
      });
    });
    child.once('close', (code) => resolve({ code: code ?? 1, isMissing: false, output }));
  });
}
