// Event files hold what was written, at once, whatever happens to the process; what they are to the byte stands here.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readEvents } from '../../../testing/read-events.ts';
import { createEventWriter, type EventWriter } from './event-writer.ts';

const STARTED_AT = 1_700_000_000_250_000;
const PLACE = { startedAt: STARTED_AT, host: 'desk', pid: 4711 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeSome(writer: EventWriter): void {
  writer.text(0, STARTED_AT, 'hyperparameters', '| name | value |\n|---|---|\n| γ | 0.99 |');
  writer.scalars(2048, STARTED_AT + 1_500_000, { 'rollout/ep_rew_mean': 21.5, 'train/loss': -0.1 });
  writer.scalars(4096, STARTED_AT + 3_000_000, { 'rollout/ep_rew_mean': Number.NaN });
}

const START = { wallTime: 1_700_000_000.25, step: 0, version: 'brain.Event:2', scalars: {}, texts: {} };

test('what is written is read back: scalars in 32 bits, and texts', () => {
  const writer = createEventWriter({ folder: join(folder, 'runs/a'), ...PLACE });
  writeSome(writer);
  writer.close();
  const [first, ...events] = readEvents(readFileSync(writer.path));
  expect(first).toEqual(START);
  expect(events).toEqual([
    {
      ...{ wallTime: 1_700_000_000.25, step: 0, scalars: {} },
      texts: { hyperparameters: '| name | value |\n|---|---|\n| γ | 0.99 |' },
    },
    {
      ...{ wallTime: 1_700_000_001.75, step: 2048, texts: {} },
      scalars: { 'rollout/ep_rew_mean': 21.5, 'train/loss': Math.fround(-0.1) },
    },
    { wallTime: 1_700_000_003.25, step: 4096, texts: {}, scalars: { 'rollout/ep_rew_mean': Number.NaN } },
  ]);
});

test('a file is the same to the byte wherever and whenever it is written', () => {
  const writer = createEventWriter({ folder, ...PLACE });
  const version = readFileSync(writer.path);
  expect(version.toString('hex')).toBe(
    '1800000000000000' + 'a37f4b22' + '0900001040fc54d941' + '1a0d627261696e2e4576656e743a32' + '338d2fe9',
  );
  writeSome(writer);
  writer.close();
  const bytes = readFileSync(writer.path);
  expect({ length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({
    length: 283,
    sha256: '01369fbb88f911108f28a8f1b58705b9837b2b59ac6d11e3c31058dda9037009',
  });
});

test('each call is in the file when it returns, without a flush', () => {
  const writer = createEventWriter({ folder, ...PLACE });
  for (let step = 1; step <= 20; step++) {
    writer.scalars(step, STARTED_AT, { 'train/loss': step });
    expect(readEvents(readFileSync(writer.path)).at(-1)).toMatchObject({ step, scalars: { 'train/loss': step } });
  }
  writer.flush();
  writer.close();
});

test('a file that was cut anywhere is read up to the last whole record', () => {
  const writer = createEventWriter({ folder, ...PLACE });
  writeSome(writer);
  writer.close();
  const bytes = readFileSync(writer.path);
  const whole = readEvents(bytes);
  for (let length = 0; length < bytes.length; length++) {
    const events = readEvents(bytes.subarray(0, length), true);
    expect(events.length).toBeLessThan(whole.length);
    expect(events).toEqual(whole.slice(0, events.length));
  }
});

test('whoever kills the process in the midst of writing leaves a file that is read', async () => {
  const script = `
    import { writeSync } from 'node:fs';
    const { createEventWriter } = await import(${JSON.stringify(join(import.meta.dirname, 'event-writer.ts'))});
    const writer = createEventWriter(${JSON.stringify({ folder, ...PLACE })});
    for (let step = 1; ; step++) {
      writer.scalars(step, ${STARTED_AT}, { 'train/loss': step });
      if (step === 500) writeSync(1, 'well on the way');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const [name = ''] = readdirSync(folder);
  const events = readEvents(readFileSync(join(folder, name)), true).slice(1);
  expect(events.length).toBeGreaterThanOrEqual(500);
  events.forEach(({ step, scalars }, i) => expect([step, scalars['train/loss']]).toEqual([i + 1, i + 1]));
});

test('a damaged byte anywhere is noticed', () => {
  const writer = createEventWriter({ folder, ...PLACE });
  writeSome(writer);
  writer.close();
  const bytes = readFileSync(writer.path);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 0x10 : byte));
    expect(() => readEvents(damaged)).toThrow('not an event file');
  }
});

test('a run that resumes opens a new file behind the first, and takes back what came after its checkpoint', () => {
  const first = createEventWriter({ folder, ...PLACE });
  first.close();
  const later = { ...PLACE, startedAt: STARTED_AT + 61_000_000, pid: 12 };
  const second = createEventWriter({ folder, ...later, resumedAfter: 4096 });
  second.close();
  expect(
    readdirSync(folder)
      .toSorted()
      .map((name) => join(folder, name)),
  ).toEqual([first.path, second.path]);
  expect(readEvents(readFileSync(second.path))[1]).toMatchObject({ step: 4097, session: 1 });
});

test('names are those that TensorBoard looks for, and never taken twice', () => {
  const names = [1, 2].map(() => {
    const writer = createEventWriter({ folder, ...PLACE, host: 'a desk/ö' });
    writer.close();
    return basename(writer.path);
  });
  expect(names).toEqual([
    'events.out.tfevents.1700000000.a-desk--.4711.0.v2',
    'events.out.tfevents.1700000000.a-desk--.4711.1.v2',
  ]);
});
