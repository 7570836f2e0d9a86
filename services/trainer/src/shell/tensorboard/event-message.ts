// TensorFlow's Event as bytes, as far as TensorBoard's scalars and texts go.
// Numbers of fields are those of event.proto, summary.proto, tensor.proto and tensor_shape.proto.

import protobuf from 'protobufjs/minimal.js';

type Writer = protobuf.Writer;

/** The first of a file; TensorBoard reads what follows by it. */
export function versionEvent(wallTimeSeconds: number): Uint8Array {
  return begun(wallTimeSeconds, 0).uint32(field(3, BYTES)).string('brain.Event:2').finish();
}

/** Says that training went on from here: TensorBoard drops what an earlier file says of this step and beyond. */
export function startEvent(wallTimeSeconds: number, step: number): Uint8Array {
  const START = 1;
  const session = begun(wallTimeSeconds, step).uint32(field(7, BYTES)).fork();
  return session.uint32(field(1, VARINT)).int32(START).ldelim().finish();
}

/** The numbers of a step by tag, each rounded to 32 bits. */
export function scalarsEvent(
  wallTimeSeconds: number,
  step: number,
  scalars: Readonly<Record<string, number>>,
): Uint8Array {
  const summary = begun(wallTimeSeconds, step).uint32(field(5, BYTES)).fork();
  for (const [tag, value] of Object.entries(scalars)) {
    const entry = summary.uint32(field(1, BYTES)).fork();
    entry.uint32(field(1, BYTES)).string(tag).uint32(field(2, FIXED32)).float(value).ldelim();
  }
  return summary.ldelim().finish();
}

/** A text in Markdown: a tensor of one string, marked for TensorBoard's text view. */
export function textEvent(wallTimeSeconds: number, step: number, tag: string, text: string): Uint8Array {
  const summary = begun(wallTimeSeconds, step).uint32(field(5, BYTES)).fork();
  const value = summary.uint32(field(1, BYTES)).fork().uint32(field(1, BYTES)).string(tag);
  writeStringTensor(value.uint32(field(8, BYTES)).fork(), text);
  const plugin = value.uint32(field(9, BYTES)).fork().uint32(field(1, BYTES)).fork();
  plugin.uint32(field(1, BYTES)).string('text').ldelim().ldelim();
  return value.ldelim().ldelim().finish();
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const field = (number: number, wireType: number): number => number * 8 + wireType;

function begun(wallTimeSeconds: number, step: number): Writer {
  const writer = protobuf.Writer.create().uint32(field(1, FIXED64)).double(wallTimeSeconds);
  return step === 0 ? writer : writer.uint32(field(2, VARINT)).int64(step);
}

function writeStringTensor(tensor: Writer, text: string): void {
  const STRING = 7;
  tensor.uint32(field(1, VARINT)).int32(STRING);
  const dimension = tensor.uint32(field(2, BYTES)).fork().uint32(field(2, BYTES)).fork();
  dimension.uint32(field(1, VARINT)).int64(1).ldelim().ldelim();
  tensor.uint32(field(8, BYTES)).string(text).ldelim();
}
