// A zip archive read from its central directory by somebody else's inflate and CRC, and refused for what we never write.

import { crc32, inflateRawSync } from 'node:zlib';

/** The members by name. Every byte of the archive must belong to something. */
export function readStrictZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = archive.length - 22;
  demand(archive.readUInt32LE(end) === 0x06054b50 && archive.readUInt16LE(end + 20) === 0, 'an end without a comment');
  demand(archive.readUInt32LE(end + 4) === 0, 'one disk');
  const count = archive.readUInt16LE(end + 10);
  demand(archive.readUInt16LE(end + 8) === count, 'all members on it');
  const directoryAt = archive.readUInt32LE(end + 16);
  demand(directoryAt + archive.readUInt32LE(end + 12) === end, 'a directory that reaches to the end');
  const members = new Map<string, Uint8Array>();
  let [central, local] = [directoryAt, 0];
  for (let i = 0; i < count; i++) {
    const nameSize = archive.readUInt16LE(central + 28);
    const name = archive.toString('latin1', central + 46, central + 46 + nameSize);
    demand(archive.readUInt32LE(central) === 0x02014b50 && archive.readUInt32LE(central + 42) === local, 'in order');
    const zeros = [...archive.subarray(central + 30, central + 42)];
    demand(archive.readUInt16LE(central + 4) === 20 && zeros.every((byte) => byte === 0), 'nothing of the machine');
    // From the version on, both headers say the same.
    const said = archive.subarray(central + 6, central + 32);
    demand(archive.readUInt32LE(local) === 0x04034b50, 'a local header');
    demand(archive.compare(said, 0, 26, local + 4, local + 30) === 0, 'that repeats the directory');
    demand(archive.toString('latin1', local + 30, local + 30 + nameSize) === name, 'and the name');
    demand(said.subarray(0, 10).toString('hex') === '14000000080000002100', 'deflated, on 1 January 1980');
    const dataAt = local + 30 + nameSize;
    const content = inflateRawSync(archive.subarray(dataAt, dataAt + said.readUInt32LE(14)));
    demand(content.length === said.readUInt32LE(18) && crc32(content) === said.readUInt32LE(10), 'whole');
    demand(
      [...members.keys()].every((before) => before < name),
      'sorted, and no name twice',
    );
    members.set(name, new Uint8Array(content));
    local = dataAt + said.readUInt32LE(14);
    central += 46 + nameSize;
  }
  demand(local === directoryAt && central === end, 'nothing between the members');
  return members;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not the archive that we write: ${what}`);
}
