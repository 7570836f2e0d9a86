// A process is told from one that had its number before, and a dead one from a living one.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { identify, isAlive, ownIdentity, processesIn, signal } from './process-identity.ts';

test('knows itself, whatever the time zone', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Pacific/Kiritimati';
  expect(identify(process.pid)).toEqual(ownIdentity());
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(isAlive(ownIdentity())).toBe(true);
});

test('a process is dead once it was killed, and a killed one has no identity', async () => {
  const child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('The child has no identity.');
  expect(isAlive(identity)).toBe(true);
  signal(identity, 'SIGKILL');
  await once(child, 'exit');
  expect(isAlive(identity)).toBe(false);
  expect(identify(identity.pid)).toBeUndefined();
});

test('a dead process that its parent has not asked after is dead', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 1000']);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  // It still has a number, to which a signal can be sent.
  while (identify(pid) !== undefined) await setImmediate();
  expect(process.kill(pid, 0)).toBe(true);
  parent.kill();
  await once(parent, 'exit');
});

test('a stranger with the same number is neither taken for it nor harmed', async () => {
  const child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
  const before = { pid: child.pid ?? 0, bornAt: 'earlier' };
  expect(isAlive(before)).toBe(false);
  signal(before, 'SIGKILL');
  expect(child.exitCode ?? child.signalCode).toBeNull();
  child.kill();
  await once(child, 'exit');
});

(process.platform === 'linux' ? test : test.skip)('finds a program by the folder that it works in', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'works in ')));
  const child = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1000)"], { cwd: folder });
  await once(child.stdout, 'data');
  expect(processesIn(folder, basename(realpathSync(process.execPath))).map(({ pid }) => pid)).toEqual([child.pid]);
  expect(processesIn(folder, 'sleep')).toEqual([]);
  child.kill();
  await once(child, 'exit');
  rmdirSync(folder);
});
