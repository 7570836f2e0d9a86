// A strict reader of the ONNX graphs that policies are, which also computes them: operators by the book, in doubles,
// rounded to floats where the graph says so. What it does not know it refuses.

import {
  bytesOf,
  fieldsOf,
  numberOf,
  singles,
  textOf,
  type ProtobufField,
  type ProtobufValue,
} from './read-protobuf.ts';

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

interface Node {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly operator: string;
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxGraph {
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, Matrix>;
  readonly inputs: readonly (readonly [name: string, width: number])[];
  readonly outputs: readonly (readonly [name: string, width: number])[];
  readonly notes: Readonly<Record<string, string>>;
}

const [FLOAT, DOUBLE] = [1, 11];

/** Refuses another version than 7 of the format or 13 of the operators. */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const fields = fieldsOf(bytes);
  const one = (field: number): ProtobufValue => only(fields, field);
  demand(numberOf(one(1)) === 7 && textOf(one(2)) === 'tradingbot' && textOf(one(6)) !== '', 'its head');
  demand(numberOf(singles(bytesOf(one(8)), [2]).get(2)) === 13, 'operators of version 13');
  demand(
    fields.every(({ field }) => [1, 2, 6, 7, 8, 14].includes(field)),
    'no other field',
  );
  const notes = all(fields, 14).map((note) => singles(note, [1, 2]));
  const graph = fieldsOf(bytesOf(one(7)));
  demand(textOf(only(graph, 2)) === 'policy', 'its name');
  return {
    nodes: all(graph, 1).map(nodeOf),
    constants: new Map(all(graph, 5).map(constantOf)),
    inputs: all(graph, 11).map(portOf),
    outputs: all(graph, 12).map(portOf),
    notes: Object.fromEntries(notes.map((note) => [textOf(note.get(1)), textOf(note.get(2))])),
  };
}

/** Each output by name and row. */
export function runOnnx(graph: OnnxGraph, observations: readonly (readonly number[])[]): Record<string, number[][]> {
  const columns = observations[0]?.length ?? 0;
  const [[input = '', width] = []] = graph.inputs;
  demand(graph.inputs.length === 1 && columns === width, 'one input of the width of the observations');
  const known = new Map(graph.constants);
  known.set(input, { rows: observations.length, columns, values: observations.flat().map(Math.fround) });
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => {
      const matrix = known.get(name);
      demand(matrix !== undefined, `"${name}" before it is used`);
      return matrix;
    });
    demand(!known.has(node.output), `"${node.output}" once`);
    known.set(node.output, computed(node, inputs));
  }
  return Object.fromEntries(graph.outputs.map(([name, outputs]) => [name, rowsOf(known.get(name), outputs)]));
}

function computed({ operator, attributes }: Node, [a, b, c]: readonly Matrix[]): Matrix {
  demand(a !== undefined, 'an input');
  const each = (change: (value: number, column: number) => number): Matrix => ({
    ...a,
    values: a.values.map((value, i) => change(value, i % a.columns)),
  });
  const at = (matrix: Matrix | undefined, i: number): number => matrix?.values[i] as number;
  if (operator === 'Cast') return each(attributes['to'] === FLOAT ? Math.fround : (value) => value);
  if (operator === 'Sub') return each((value, column) => value - at(b, column));
  if (operator === 'Div') return each((value, column) => value / at(b, column));
  if (operator === 'Clip') return each((value) => Math.min(Math.max(value, at(b, 0)), at(c, 0)));
  if (operator === 'Tanh') return each((value) => Math.fround(Math.tanh(value)));
  if (operator === 'Gemm') return gemm(a, b, c, attributes);
  demand(operator === 'ReduceMean' && String(attributes['axes']) === '1', `the operator ${operator}`);
  const means = rowsOf(a, a.columns).map((row) => row.reduce((sum, value) => sum + value, 0) / row.length);
  return { rows: a.rows, columns: 1, values: means.map(Math.fround) };
}

/** `a × bᵀ + c`. */
function gemm(a: Matrix, b: Matrix | undefined, c: Matrix | undefined, attributes: Node['attributes']): Matrix {
  demand(b !== undefined && c !== undefined && attributes['transB'] === 1, 'a weight [outputs, inputs] and a bias');
  demand(b.columns === a.columns && c.columns === b.rows, 'shapes that fit');
  const values = rowsOf(a, a.columns).flatMap((row) =>
    rowsOf(b, b.columns).map((weights, output) =>
      Math.fround(row.reduce((sum, value, i) => sum + value * (weights[i] as number), c.values[output] as number)),
    ),
  );
  return { rows: a.rows, columns: b.rows, values };
}

function rowsOf(matrix: Matrix | undefined, columns: number): number[][] {
  demand(matrix?.columns === columns, `${columns} columns`);
  return Array.from({ length: matrix.rows }, (_, row) => matrix.values.slice(row * columns, (row + 1) * columns));
}

function nodeOf(bytes: Uint8Array): Node {
  const fields = fieldsOf(bytes);
  const attributes = all(fields, 5).map((attribute) => {
    const parts = fieldsOf(attribute);
    const numbers = parts.filter(({ field }) => field === 8).map(({ value }) => numberOf(value));
    const isList = numberOf(only(parts, 20)) === 7;
    return [textOf(only(parts, 1)), isList ? numbers : numberOf(only(parts, 3))] as const;
  });
  return {
    inputs: all(fields, 1).map(textOf),
    output: textOf(only(fields, 2)),
    operator: textOf(only(fields, 4)),
    attributes: Object.fromEntries(attributes),
  };
}

/** A vector is a row. */
function constantOf(bytes: Uint8Array): [string, Matrix] {
  const fields = fieldsOf(bytes);
  const shape = fields.filter(({ field }) => field === 1).map(({ value }) => numberOf(value));
  const type = numberOf(only(fields, 2));
  demand((type === FLOAT || type === DOUBLE) && shape.length <= 2, 'floats or doubles in two dimensions at most');
  const raw = bytesOf(only(fields, 9)).slice().buffer;
  const values = [...(type === FLOAT ? new Float32Array(raw) : new Float64Array(raw))];
  const [rows, columns] = shape.length === 2 ? (shape as [number, number]) : [1, shape[0] ?? 1];
  demand(rows * columns === values.length, 'as many numbers as its shape says');
  return [textOf(only(fields, 8)), { rows, columns, values }];
}

/** Floats in any number of rows. */
function portOf(bytes: Uint8Array): [string, number] {
  const port = singles(bytes, [1, 2]);
  const tensor = singles(bytesOf(singles(bytesOf(port.get(2)), [1]).get(1)), [1, 2]);
  const [rows, columns, ...more] = all(fieldsOf(bytesOf(tensor.get(2))), 1);
  demand(numberOf(tensor.get(1)) === FLOAT && more.length === 0, 'floats in two dimensions');
  demand(textOf(singles(rows as Uint8Array, [2]).get(2)) === 'N', 'any number of rows');
  return [textOf(port.get(1)), numberOf(singles(columns as Uint8Array, [1]).get(1))];
}

const all = (fields: readonly ProtobufField[], wanted: number): Uint8Array[] =>
  fields.filter(({ field }) => field === wanted).map(({ value }) => bytesOf(value));

function only(fields: readonly ProtobufField[], wanted: number): ProtobufValue {
  const [found, ...more] = fields.filter(({ field }) => field === wanted);
  demand(found !== undefined && more.length === 0, `field ${wanted} once`);
  return found.value;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not the expected graph: ${what}`);
}
