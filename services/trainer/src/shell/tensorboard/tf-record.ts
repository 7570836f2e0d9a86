// The framing of TensorFlow's record files: length, its checksum, the record, its checksum.
// Source: "TFRecord and tf.train.Example" in TensorFlow's guide; the checksum is CRC-32C (Castagnoli).

import { crc32c } from './crc32c.ts';

const LENGTH_BYTES = 8;
const CRC_BYTES = 4;
/** What frames a record: so much longer is it in the file. */
export const FRAME_BYTES = LENGTH_BYTES + 2 * CRC_BYTES;

/** One record as it stands in the file. */
export function tfRecord(record: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES + record.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(record.length), true);
  view.setUint32(LENGTH_BYTES, maskedCrc(bytes.subarray(0, LENGTH_BYTES)), true);
  bytes.set(record, LENGTH_BYTES + CRC_BYTES);
  view.setUint32(LENGTH_BYTES + CRC_BYTES + record.length, maskedCrc(record), true);
  return bytes;
}

/** Turned right by 15 bits and moved by a constant, so that the checksum of data with checksums in it stays a good one. */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
