// docs/model-files.md explains every member of a model, and every key of its description.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeModel } from '@tradingbot/policy';
import { CHOOSING_NETWORK, readOnnx, readStrictZip, smallCheckpoint } from '@tradingbot/policy/testing';

const page = readFileSync(join(import.meta.dirname, '../../docs/model-files.md'), 'utf8');
const members = readStrictZip(writeModel(smallCheckpoint(CHOOSING_NETWORK)));

test('every member, every key of the description, and what the graph takes and gives', () => {
  const keys = Object.keys(JSON.parse(new TextDecoder().decode(members.get('data'))));
  const { inputs, outputs } = readOnnx(members.get('policy.onnx') as Uint8Array);
  const ports = [...inputs, ...outputs].map(([name]) => name);
  expect([...members.keys(), ...keys, ...ports].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
