// The tensors of a checkpoint brought back into the arrays that a policy computes with, each held against its network.

import { layoutOf, type NetworkSpec } from '../network.ts';
import type { NormaliserState } from '../normaliser.ts';
import type { CheckpointOptimiser } from './checkpoint.ts';
import { COPY_ANEW, ModelFault } from './model-fault.ts';
import type { NumberArray, NumberType, Tensor } from './safetensors/tensor.ts';
import { numberTypeOf } from './safetensors/tensor.ts';

/** A member of the archive with the tensors that it holds. */
export interface TensorMember {
  readonly name: string;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** @throws ModelFault */
export function parametersOf(spec: NetworkSpec, member: TensorMember): Float32Array {
  refuseOthers(member, layoutOf(spec).tensors.length);
  return flat(spec, member, '');
}

/** @throws ModelFault */
export function optimiserOf(spec: NetworkSpec, member: TensorMember): CheckpointOptimiser | null {
  if (member.tensors.size === 0) return null;
  refuseOthers(member, 1 + 2 * layoutOf(spec).tensors.length);
  const step = single(member, 'step');
  demand(Number.isSafeInteger(step) && step >= 0, member, 'has taken a number of steps that is no count');
  return { step, mean: flat(spec, member, 'mean.'), variance: flat(spec, member, 'variance.') };
}

/** @throws ModelFault */
export function normaliserOf({ observations }: NetworkSpec, member: TensorMember): NormaliserState | null {
  if (member.tensors.size === 0) return null;
  refuseOthers(member, 4);
  const mean = find(member, 'mean', 'F64', [observations]) as Float64Array;
  const variance = find(member, 'variance', 'F64', [observations]) as Float64Array;
  const [count, clip] = [single(member, 'count'), single(member, 'clip')];
  demand(mean.every(Number.isFinite), member, 'has a mean that is no finite number');
  demand(
    variance.every((value) => value >= 0 && Number.isFinite(value)),
    member,
    'has a variance that is no number ≥ 0',
  );
  demand(count >= 0 && Number.isFinite(count) && clip > 0, member, 'has no count ≥ 0 and clip > 0');
  return { mean, variance, count, clip };
}

function flat(spec: NetworkSpec, member: TensorMember, prefix: string): Float32Array {
  const { tensors, size } = layoutOf(spec);
  // Looked for before memory is taken, so that a forged description takes none.
  const found = tensors.map(({ name, shape }) => find(member, `${prefix}${name}`, 'F32', shape));
  const parameters = new Float32Array(size);
  tensors.forEach(({ offset }, i) => parameters.set(found[i] as NumberArray, offset));
  return parameters;
}

function single(member: TensorMember, name: string): number {
  return find(member, name, 'F64', [])[0] as number;
}

function find(member: TensorMember, name: string, type: NumberType, shape: readonly number[]): NumberArray {
  const tensor = member.tensors.get(name);
  demand(tensor !== undefined, member, `has no tensor "${name}", which its network needs`);
  const found = `${numberTypeOf(tensor.data)}[${tensor.shape.join(', ')}]`;
  const expected = `${type}[${shape.join(', ')}]`;
  demand(found === expected, member, `has "${name}" as ${found}, where its network needs ${expected}`);
  return tensor.data;
}

function refuseOthers(member: TensorMember, expected: number): void {
  const { size } = member.tensors;
  demand(size === expected, member, `has ${size} tensors, where its network needs ${expected}`);
}

function demand(condition: boolean, { name }: TensorMember, what: string): asserts condition {
  if (!condition) throw new ModelFault(`does not fit itself: its member "${name}" ${what}`, COPY_ANEW);
}
