// Protocol Buffers read strictly: fields in order, nothing cut off, nothing left over.

/** A varint is a bigint, what has a length its bytes, a number of four or eight bytes a view. */
export type ProtobufValue = bigint | Uint8Array | DataView;

export interface ProtobufField {
  readonly field: number;
  readonly value: ProtobufValue;
}

export function fieldsOf(bytes: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  const take = (length: number): Uint8Array => {
    demand(at + length <= bytes.length, 'a field is cut off');
    return bytes.subarray(at, (at += length));
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      demand(shift < 70n, 'a varint has at most ten bytes');
      const byte = take(1)[0] as number;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const field = Math.floor(key / 8);
    demand(field > 0, 'fields count from 1');
    if (key % 8 === 0) fields.push({ field, value: varint() });
    else if (key % 8 === 1) fields.push({ field, value: viewOf(take(8)) });
    else if (key % 8 === 2) fields.push({ field, value: take(Number(varint())) });
    else if (key % 8 === 5) fields.push({ field, value: viewOf(take(4)) });
    else throw new Error(`there is no wire type ${key % 8}`);
  }
  return fields;
}

/** The values by field, each at most once and none but these. */
export function singles(bytes: Uint8Array, allowed: readonly number[]): ReadonlyMap<number, ProtobufValue> {
  const values = new Map<number, ProtobufValue>();
  for (const { field, value } of fieldsOf(bytes)) {
    demand(allowed.includes(field) && !values.has(field), `field ${field} once, if at all`);
    values.set(field, value);
  }
  return values;
}

/** The value of a message that has one field alone. */
export function only(message: Uint8Array, field: number): ProtobufValue {
  const value = singles(message, [field]).get(field);
  demand(value !== undefined, `a message of field ${field}`);
  return value;
}

export function numberOf(value: ProtobufValue | undefined): number {
  demand(typeof value === 'bigint', 'a varint');
  return Number(value);
}

export function bytesOf(value: ProtobufValue | undefined): Uint8Array {
  demand(value instanceof Uint8Array, 'bytes');
  return value;
}

export const textOf = (value: ProtobufValue | undefined): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(value));

export function doubleOf(value: ProtobufValue | undefined): number {
  demand(value instanceof DataView && value.byteLength === 8, 'a double');
  return value.getFloat64(0, true);
}

export function floatOf(value: ProtobufValue | undefined): number {
  demand(value instanceof DataView && value.byteLength === 4, 'a float');
  return value.getFloat32(0, true);
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not the expected message: ${what}`);
}
