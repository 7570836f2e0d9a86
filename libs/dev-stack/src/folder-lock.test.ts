// One at a time, whoever dies.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { claim, withFolderLock } from './folder-lock.ts';

jest.setTimeout(60_000);

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder lock '));
  lock = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('lets one in after the other, and returns what the work returns', async () => {
  let inside = 0;
  const results = await Promise.all(
    [1, 2, 3, 4, 5].map((each) =>
      withFolderLock(lock, async () => {
        expect(++inside).toBe(1);
        await setImmediate();
        inside--;
        return each;
      }),
    ),
  );
  expect(results).toEqual([1, 2, 3, 4, 5]);
});

test('is free again after work that failed', async () => {
  await expect(withFolderLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(withFolderLock(lock, async () => 'yes')).resolves.toBe('yes');
});

test('does not wait for a holder that was killed, nor keep what it left', async () => {
  const holder = startHolder();
  await once(holder.stdout, 'data');
  mkdirSync(join(lock, `${holder.pid}-7.tmp`));
  const waiting = withFolderLock(lock, async () => 'mine');
  holder.kill('SIGKILL');
  await expect(waiting).resolves.toBe('mine');
  expect(readdirSync(lock)).toEqual(['2']);
});

test('does not take a stranger with the number of a dead holder for that holder', async () => {
  mkdirSync(join(lock, '1'), { recursive: true });
  writeFileSync(join(lock, '1', 'holder'), JSON.stringify({ pid: process.ppid, bornAt: 'another time' }));
  await expect(withFolderLock(lock, async () => 'mine')).resolves.toBe('mine');
});

test('who looked long ago, and finds the number gone that was next then, steps back', async () => {
  await withFolderLock(lock, async () => undefined);
  await withFolderLock(lock, async () => {
    expect(claim(lock, 1)).toBe(false);
    expect(claim(lock, 2)).toBe(false);
    expect(readdirSync(lock)).toEqual(['2']);
  });
  expect(claim(lock, 3)).toBe(true);
});

test('holds between processes that are killed at any moment', async () => {
  const counter = join(folder, 'inside');
  const workers = Array.from({ length: 3 }, () => startContender(counter));
  for (let round = 0; round < 6; round++) {
    const worker = workers[round % workers.length];
    if (worker === undefined) continue;
    await once(worker.stdout, 'data');
    worker.kill('SIGKILL');
    await once(worker, 'close');
    workers[round % workers.length] = startContender(counter);
  }
  for (const worker of workers) {
    await once(worker.stdout, 'data');
    worker.kill('SIGKILL');
    await once(worker, 'close');
  }
  expect(existsSync(`${counter}.violated`) ? readFileSync(`${counter}.violated`, 'utf8') : '').toBe('');
});

function startHolder(): ReturnType<typeof run> {
  return run(`await withFolderLock(process.argv[1], async () => {
    console.log('in');
    await new Promise((never) => setInterval(never, 1_000_000));
  });`);
}

/** Leaves its name in a file while it is in; one that finds another's name there, who is alive, writes that down. */
function startContender(file: string): ReturnType<typeof run> {
  return run(
    `const { appendFileSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
    const { identify } = await import('./libs/dev-stack/src/process-identity.ts');
    const file = process.argv[2];
    for (let turn = 0; ; turn++) {
      await withFolderLock(process.argv[1], async () => {
        let other = 0;
        try { other = Number(readFileSync(file, 'utf8')); } catch {}
        if (other > 0 && other !== process.pid && identify(other)) appendFileSync(file + '.violated', other + ' ');
        writeFileSync(file, String(process.pid));
        await new Promise((later) => setTimeout(later, 1));
        rmSync(file);
      });
      if (turn === 3) console.log('going');
      await new Promise((later) => setImmediate(later));
    }`,
    file,
  );
}

function run(code: string, ...more: readonly string[]) {
  const program = `import { withFolderLock } from './libs/dev-stack/src/folder-lock.ts';\n${code}`;
  return spawn(process.execPath, ['--input-type=module', '-e', program, lock, ...more], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
