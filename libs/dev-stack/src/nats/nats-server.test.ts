// A nats-server is found where it is, and fetched where there is none. Stand-ins for apt-get and dpkg-deb leave what
// these would leave, and write down how they were called.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findNatsServer, installNatsServer, NoNatsServerError } from './nats-server.mjs';

const DPKG =
  '#!/bin/sh\nmkdir -p "$3/usr/sbin"; echo "$2" > "$3/usr/sbin/nats-server"; chmod +x "$3/usr/sbin/nats-server"';
const before = { ...process.env };
let folder: string;
let home: string;
let tools: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find nats '));
  home = join(folder, 'home');
  tools = join(folder, 'tools');
  delete process.env['TRADINGBOT_NATS_SERVER'];
  process.env['PATH'] = [tools, before['PATH']].join(delimiter);
});

afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

describe('Finding', () => {
  test('takes the one that is named', () => {
    process.env['TRADINGBOT_NATS_SERVER'] = program('mine', '#!/bin/sh');
    expect(findNatsServer(home)).toBe(join(tools, 'mine'));
  });

  test('refuses a name that is no program', () => {
    process.env['TRADINGBOT_NATS_SERVER'] = join(folder, 'nothing');
    expect(() => findNatsServer(home)).toThrow(NoNatsServerError);
  });

  test('prefers the PATH, and passes over what cannot be run', () => {
    mkdirSync(join(tools, 'nats-server'), { recursive: true });
    const other = join(folder, 'other');
    process.env['PATH'] = [tools, other].join(delimiter);
    mkdirSync(other);
    writeFileSync(join(other, 'nats-server'), '', { mode: 0o755 });
    expect(findNatsServer(home)).toBe(join(other, 'nats-server'));
  });
});

(process.platform === 'darwin' ? describe.skip : describe)('Fetching', () => {
  test('unpacks the package into the home folder and leaves nothing else there', async () => {
    program('apt-get', '#!/bin/sh\necho "$@" >> "$HOME/calls"; echo deb > nats-server_2.9.deb');
    program('dpkg-deb', DPKG);
    await fetch();
    expect(calls()).toEqual(['download nats-server']);
    expect(readdirSync(home)).toEqual(['bin']);
    expect(readdirSync(join(home, 'bin'))).toEqual(['nats-server']);
  });

  test('reads the lists of packages anew, beside those of the system, where these do not help', async () => {
    program(
      'apt-get',
      '#!/bin/sh\necho "$@" >> "$HOME/calls"\ncase "$*" in download*) exit 100;; *download*) echo deb > nats.deb;; esac',
    );
    program('dpkg-deb', DPKG);
    await fetch();
    const [first, update, second] = calls();
    expect(first).toBe('download nats-server');
    expect(update).toMatch(/Dir::State::lists=.* update$/);
    expect(second).toMatch(/Dir::State::lists=.* download nats-server$/);
    expect(existsSync(join(home, 'bin', 'nats-server'))).toBe(true);
  });

  test('names the ways where it fails, and leaves nothing behind', async () => {
    program('apt-get', '#!/bin/sh\necho "E: no network"; exit 100');
    await expect(fetch()).rejects.toThrow(
      /^There is no nats-server, and apt-get did not bring it \(E: no network\): install it \(.*TRADINGBOT_NATS_SERVER/,
    );
    expect(readdirSync(home)).toEqual([]);
  });

  test('says so where there is no apt-get', async () => {
    process.env['PATH'] = tools;
    await expect(fetch()).rejects.toThrow('there is no apt-get here');
  });
});

function fetch(): Promise<void> {
  process.env['HOME'] = folder;
  return installNatsServer(home);
}

function calls(): readonly string[] {
  return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
}

function program(name: string, text: string): string {
  mkdirSync(tools, { recursive: true });
  const file = join(tools, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}
