// The tensors of a safetensors file, refused unless header and numbers fit each other to the byte.

import { z } from 'zod';
import { arrayOf, BYTES_PER_NUMBER, numbersIn, type Tensor } from './tensor.ts';
import { METADATA } from './write-safetensors.ts';

/** What is wrong with the file, for whoever knows its name: a predicate such as "has a broken header". */
export class SafetensorsFault extends Error {}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const size = z.int().min(0);
const PlaceSchema = z.strictObject({
  dtype: z.enum(['F64', 'F32', 'I32', 'U8']),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
const MetadataSchema = z.record(z.string(), z.string());

type Place = z.infer<typeof PlaceSchema>;

/** Each tensor in memory of its own. @throws SafetensorsFault */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, numbers } = partsOf(bytes);
  let metadata: Readonly<Record<string, string>> = {};
  const places: [string, Place][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) metadata = parsed(MetadataSchema, value, 'broken notes');
    else places.push([name, parsed(PlaceSchema, value, `a broken entry "${name}"`)]);
  }
  places.sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]);
  const tensors = new Map<string, Tensor>();
  let at = 0;
  for (const [name, place] of places) {
    const [begin, end] = place.data_offsets;
    const fits = begin === at && end - begin === numbersIn(place.shape) * BYTES_PER_NUMBER[place.dtype];
    demand(fits && end <= numbers.length, `has a tensor "${name}" that does not fit its place`);
    tensors.set(name, { shape: place.shape, data: arrayOf(place.dtype, numbers.slice(begin, end)) });
    at = end;
  }
  demand(at === numbers.length, `has ${numbers.length - at} bytes that belong to no tensor`);
  return { tensors, metadata };
}

function partsOf(bytes: Uint8Array): { header: object; numbers: Uint8Array<ArrayBuffer> } {
  demand(bytes.length >= 8, 'is too short for a safetensors file');
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  demand(length <= BigInt(bytes.length - 8), 'is no safetensors file: its header would be longer than itself');
  const end = 8 + Number(length);
  const header = jsonOf(bytes.subarray(8, end));
  demand(
    typeof header === 'object' && header !== null && !Array.isArray(header),
    'has a header that is no JSON object',
  );
  return { header, numbers: bytes.slice(end) };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  demand(result.success, `has ${what} in its header`);
  return result.data;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new SafetensorsFault(what);
}
