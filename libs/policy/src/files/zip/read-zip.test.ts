// Archives by others are read as far as a checkpoint needs it; what could take memory or lie is refused.

import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { readZip, ZipFault } from './read-zip.ts';
import { writeZip } from './write-zip.ts';

const LIMITS = { members: 4, bytes: 1000 };
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const archive = writeZip([{ name: 'one', bytes: text('first') }]);
const CENTRAL = archive.length - 22 - 46 - 3;
const END = archive.length - 22;

/** The archive with some bytes overwritten. */
function forged(...changes: readonly (readonly [at: number, ...bytes: number[]])[]): Uint8Array {
  const bytes = archive.slice();
  for (const [at, ...others] of changes) bytes.set(others, at);
  return bytes;
}

test('what somebody else has packed, stored or deflated, is read', () => {
  const bytes = zipSync({
    a: [text('stored'), { level: 0 }],
    b: [text('deflated '.repeat(9)), { level: 9 }],
    c: text(''),
  });
  const members = readZip(bytes, LIMITS).map(({ name, bytes: content }) => [name, new TextDecoder().decode(content)]);
  expect(members).toEqual([
    ['a', 'stored'],
    ['b', 'deflated '.repeat(9)],
    ['c', ''],
  ]);
});

describe('refused is', () => {
  const bomb = writeZip([{ name: 'bomb', bytes: new Uint8Array(900_000) }]);
  const bombSays = (size: number): Uint8Array => {
    const bytes = bomb.slice();
    const view = new DataView(bytes.buffer);
    for (const at of [22, bomb.length - 22 - 46 - 4 + 24]) view.setUint32(at, size, true);
    return bytes;
  };
  const many = writeZip([1, 2, 3, 4, 5].map((name) => ({ name: String(name), bytes: text('') })));

  test.each<[string, Uint8Array, string]>([
    ['a member larger than all may be', bomb, 'would be more than 1000 bytes when unpacked'],
    ['one that is larger than it says', bombSays(900), 'is damaged: its member "bomb" does not unpack'],
    ['one that says more than it could hold', writeSays(999), 'is damaged: its member "one" does not unpack'],
    ['too many members', many, 'has 5 members, more than the 4 that a checkpoint may have'],
    ['an encrypted one', forged([CENTRAL + 8, 1]), 'is an encrypted zip archive, which is not read'],
    ['another method', forged([CENTRAL + 10, 12]), 'is packed with method 12, where deflate is expected'],
    ['two methods', forged([8, 0]), 'is damaged: its member "one" is packed in two ways'],
    ['two names', forged([30, 0x4f]), 'is damaged: its member "one" has two names'],
    ['no local header', forged([0, 0]), 'is damaged: its member "one" is not where the directory says'],
    [
      'another checksum',
      forged([CENTRAL + 16, 0, 0]),
      'is damaged: its member "one" has another checksum (CRC-32) than was written',
    ],
    ['no deflate', forged([33, 0xff]), 'is damaged: its member "one" does not unpack'],
    ['a member beyond the directory', forged([CENTRAL + 20, 0xff]), 'is damaged: its member "one" is cut off'],
    ['a directory elsewhere', forged([END + 16, 1]), 'is a damaged zip archive: its directory is not where it says'],
    [
      'a directory of something else',
      forged([CENTRAL, 0]),
      'is a damaged zip archive: its directory has a broken entry',
    ],
    [
      'fewer members than there are',
      forged([END + 8, 0], [END + 10, 0]),
      'is a damaged zip archive: its directory is not as long as it says',
    ],
    ['several disks', forged([END + 4, 1]), 'is one part of a zip archive over several disks, which is not read'],
    ['an end in the midst', archive.slice(0, -1), 'is a zip archive that was cut off: its end is missing'],
  ])('%s', (_, bytes, what) => {
    expect(() => readZip(bytes, LIMITS)).toThrow(new ZipFault(what));
  });

  function writeSays(size: number): Uint8Array {
    const bytes = writeZip([{ name: 'one', bytes: new Uint8Array(2) }]);
    new DataView(bytes.buffer).setUint32(bytes.length - 22 - 46 - 3 + 24, size, true);
    return bytes;
  }
});

test('a name that stands twice', () => {
  const bytes = writeZip(['one', 'two'].map((name) => ({ name, bytes: text(name) })));
  const renamed = Buffer.from(bytes);
  for (let at = renamed.indexOf('two'); at !== -1; at = renamed.indexOf('two')) renamed.write('one', at);
  expect(() => readZip(renamed, LIMITS)).toThrow(new ZipFault('has two members "one"'));
});
