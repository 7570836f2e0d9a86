// Where results cannot go is said of the key that names the folder, before anything is computed.

import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunFolder } from './run-folder.ts';
import { openRecording } from './run-recording.ts';

const root = mkdtempSync(join(tmpdir(), 'tradingbot-folders-'));
const inTheWay = join(root, 'file');
writeFileSync(inTheWay, '');
afterAll(() => rmSync(root, { recursive: true }));

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a file in the way of the folder of results is named, with artifacts_dir', () => {
  const blamed = { key: 'artifacts_dir', path: inTheWay, code: 'EEXIST' };
  expect(refusal(() => createRunFolder(inTheWay))).toMatchObject(blamed);
  expect(refusal(() => createRunFolder(join(inTheWay, 'artifacts')))).toMatchObject(blamed);
});

test('a folder that takes no results is named, and not the draft in it', () => {
  expect(refusal(() => createRunFolder('/proc'))).toMatchObject({ key: 'artifacts_dir', path: '/proc' });
});

test('a folder of logs that cannot be made is that of logs_dir, and no results are begun', () => {
  const logsDir = join(inTheWay, 'logs');
  const request = { synthetic: true, artifactsDir: join(root, 'artifacts'), logsDir, journal: undefined };
  const catalog = { instruments: [], strategies: [] } as unknown as Parameters<typeof openRecording>[0]['catalog'];
  expect(refusal(() => openRecording({ ...request, catalog }))).toMatchObject({ key: 'logs_dir', path: inTheWay });
});

test('something that is not ours in the place of the link keeps its own sentence', () => {
  writeFileSync(join(root, 'latest'), '');
  expect(refusal(() => createRunFolder(root))).toMatchObject({ name: 'InputError' });
});
