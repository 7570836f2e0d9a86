// A safetensors file read by the rules of its format: what the reference implementation refuses, and a little more.

const WIDTHS: Readonly<Record<string, number>> = { F64: 8, F32: 4, I32: 4, U8: 1 };

/** Shape and numbers by name. */
export type StrictTensors = Map<string, { readonly type: string; readonly shape: number[]; readonly values: number[] }>;

export function readStrictSafetensors(bytes: Uint8Array): StrictTensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataAt = 8 + Number(view.getBigUint64(0, true));
  demand(dataAt % 8 === 0 && dataAt <= bytes.length, 'numbers that begin at a multiple of eight');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, dataAt));
  demand(/^\{.*\} *$/.test(text), 'a JSON object, filled up with spaces');
  const header = JSON.parse(text) as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  demand(JSON.stringify(header) === text.trimEnd(), 'no name twice, no spaces within');
  const entries = Object.entries(header).sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  const tensors: StrictTensors = new Map();
  let at = 0;
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [begin, end],
      ...more
    },
  ] of entries) {
    const width = WIDTHS[dtype];
    demand(width !== undefined && Object.keys(more).length === 0, 'a known type and nothing more');
    const count = shape.reduce((product, side) => product * side, 1);
    demand(begin === at && end - begin === count * width && (dataAt + begin) % width === 0, 'no gap, aligned');
    const number = (i: number): number => {
      const place = dataAt + begin + i * width;
      if (dtype === 'F64') return view.getFloat64(place, true);
      if (dtype === 'F32') return view.getFloat32(place, true);
      return dtype === 'I32' ? view.getInt32(place, true) : view.getUint8(place);
    };
    tensors.set(name, { type: dtype, shape, values: Array.from({ length: count }, (_, i) => number(i)) });
    at = end;
  }
  demand(dataAt + at === bytes.length, 'no byte left over');
  return tensors;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not the safetensors file that we write: ${what}`);
}
