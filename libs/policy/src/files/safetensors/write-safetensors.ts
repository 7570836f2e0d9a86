// Tensors as a safetensors file: eight bytes of length, a JSON header, then the numbers without gaps, lowest byte first.
// Source: the format's description in the repository huggingface/safetensors.

import { canonicalJson } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';
import { BYTES_PER_NUMBER, numbersIn, numberTypeOf, type Tensor, type Tensors } from './tensor.ts';

/** The name that is no tensor but the file's own notes. */
export const METADATA = '__metadata__';

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Equal tensors give equal bytes. Wide numbers stand first, so that all are aligned, then by name.
 * @param metadata notes, text by name
 */
export function writeSafetensors(tensors: Tensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  invariant(isLittleEndian, 'this machine keeps the lowest byte of a number first');
  const sorted = Object.entries(tensors).toSorted(byWidthThenName);
  const places: Record<string, unknown> = Object.keys(metadata).length === 0 ? {} : { [METADATA]: metadata };
  let size = 0;
  for (const [name, { shape, data }] of sorted) {
    invariant(name !== METADATA && numbersIn(shape) === data.length, `tensor "${name}" has the numbers of its shape`);
    places[name] = { dtype: numberTypeOf(data), shape, data_offsets: [size, size + data.byteLength] };
    size += data.byteLength;
  }
  const header = new TextEncoder().encode(canonicalJson(places));
  const dataAt = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(dataAt + size).fill(0x20, 8, dataAt); // spaces, as the format pads
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataAt - 8), true);
  bytes.set(header, 8);
  let at = dataAt;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function byWidthThenName([a, one]: [string, Tensor], [b, other]: [string, Tensor]): number {
  const width = ({ data }: Tensor): number => BYTES_PER_NUMBER[numberTypeOf(data)];
  return width(other) - width(one) || (a < b ? -1 : 1);
}
