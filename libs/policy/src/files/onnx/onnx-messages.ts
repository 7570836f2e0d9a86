// The messages of ONNX that a multilayer perceptron needs, as bytes. Numbers of fields are those of onnx.proto3.

import { numberTypeOf, type Tensor } from '../safetensors/tensor.ts';
import { bytes, integer, message, text, type Fields } from './protobuf.ts';

/** TensorProto.DataType. */
export const FLOAT = 1;
export const DOUBLE = 11;

/** AttributeProto.AttributeType. */
const INT = 2;
const INTS = 7;

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxModel {
  readonly name: string;
  readonly about: string;
  readonly nodes: readonly OnnxNode[];
  /** Of doubles or floats. */
  readonly constants: ReadonlyMap<string, Tensor>;
  /** Floats in rows, as many as are asked for; the name and the numbers in a row. */
  readonly inputs: readonly (readonly [name: string, width: number])[];
  readonly outputs: readonly (readonly [name: string, width: number])[];
  readonly notes: Readonly<Record<string, string>>;
}

/** Version 7 of the format with operator set 13: old enough for whatever reads ONNX today. */
export function modelProto(model: OnnxModel): Uint8Array {
  return message(
    integer(1, 7),
    text(2, 'tradingbot'),
    text(6, model.about),
    bytes(7, graphProto(model)),
    bytes(8, integer(2, 13)),
    ...Object.entries(model.notes).map(([key, value]) => bytes(14, message(text(1, key), text(2, value)))),
  );
}

function graphProto({ name, nodes, constants, inputs, outputs }: OnnxModel): Fields {
  return message(
    ...nodes.map((node) => bytes(1, nodeProto(node))),
    text(2, name),
    ...[...constants].map(([constant, tensor]) => bytes(5, tensorProto(constant, tensor))),
    ...inputs.map(([input, width]) => bytes(11, valueInfoProto(input, width))),
    ...outputs.map(([output, width]) => bytes(12, valueInfoProto(output, width))),
  );
}

function nodeProto({ operator, inputs, output, attributes = {} }: OnnxNode): Fields {
  return message(
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeProto(name, value))),
  );
}

function attributeProto(name: string, value: number | readonly number[]): Fields {
  if (typeof value === 'number') return message(text(1, name), integer(3, value), integer(20, INT));
  return message(text(1, name), ...value.map((number) => integer(8, number)), integer(20, INTS));
}

function tensorProto(name: string, { shape, data }: Tensor): Fields {
  const type = numberTypeOf(data) === 'F64' ? DOUBLE : FLOAT;
  return message(
    ...shape.map((side) => integer(1, side)),
    integer(2, type),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );
}

function valueInfoProto(name: string, width: number): Fields {
  const shape = message(bytes(1, text(2, 'N')), bytes(1, integer(1, width)));
  return message(text(1, name), bytes(2, bytes(1, message(integer(1, FLOAT), bytes(2, shape)))));
}
