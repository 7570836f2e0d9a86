// A checkpoint as a file: a zip archive of which equal checkpoints give equal bytes.

import { canonicalJson } from '@tradingbot/contracts';
import { InputError, invariant } from '@tradingbot/domain';
import type { PolicyModel } from '../model.ts';
import { layoutOf, type NetworkSpec } from '../network.ts';
import type { NormaliserState } from '../normaliser.ts';
import { MEMBERS, type Checkpoint, type CheckpointOptimiser } from './checkpoint.ts';
import { firstNotFinite } from './finite.ts';
import { spacesOf } from './model-data-schema.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { scalar, vector, type NumberArray, type Tensors } from './safetensors/tensor.ts';
import { writeSafetensors } from './safetensors/write-safetensors.ts';
import { writeZip } from './zip/write-zip.ts';

/**
 * The archive of a checkpoint. What it does not hold, such as an optimiser, is a member without tensors.
 * @throws InputError when training has diverged: a policy whose parameters are no numbers is not kept
 */
export function writeModel({ model, optimiser, training }: Checkpoint): Uint8Array {
  const { data, normaliser } = model;
  refuseDiverged(model);
  const resumable = training === null ? null : { values: training.values };
  const text = canonicalJson({ ...data, spaces: spacesOf(data.network), training: resumable });
  return writeZip([
    { name: MEMBERS.data, bytes: new TextEncoder().encode(text) },
    { name: MEMBERS.policy, bytes: writeSafetensors(parameterTensors(data.network, model.parameters)) },
    { name: MEMBERS.optimiser, bytes: writeSafetensors(optimiserTensors(data.network, optimiser)) },
    { name: MEMBERS.normaliser, bytes: writeSafetensors(normaliserTensors(normaliser)) },
    { name: MEMBERS.training, bytes: writeSafetensors(vectors(training?.arrays ?? {})) },
    { name: MEMBERS.onnx, bytes: writeOnnx(model) },
  ]);
}

function refuseDiverged({ data, parameters }: PolicyModel): void {
  const lost = firstNotFinite(data.network, parameters);
  if (lost === undefined) return;
  throw new InputError(
    `the policy at step ${data.step}`,
    `is not kept: training diverged, and ${lost} holds what is no finite number`,
    'lower the learning rate or max_grad_norm, and resume from the checkpoint before',
  );
}

function parameterTensors(spec: NetworkSpec, parameters: Float32Array, prefix = ''): Tensors {
  const { tensors, size } = layoutOf(spec);
  invariant(parameters.length === size, `a network of ${size} parameters is given ${parameters.length}`);
  return Object.fromEntries(
    tensors.map(({ name, shape, offset, length }) => [
      `${prefix}${name}`,
      { shape, data: parameters.subarray(offset, offset + length) },
    ]),
  );
}

function optimiserTensors(spec: NetworkSpec, optimiser: CheckpointOptimiser | null): Tensors {
  if (optimiser === null) return {};
  return {
    step: scalar(optimiser.step),
    ...parameterTensors(spec, optimiser.mean, 'mean.'),
    ...parameterTensors(spec, optimiser.variance, 'variance.'),
  };
}

function normaliserTensors(normaliser: NormaliserState | null): Tensors {
  if (normaliser === null) return {};
  const { mean, variance, count, clip } = normaliser;
  return { mean: vector(mean), variance: vector(variance), count: scalar(count), clip: scalar(clip) };
}

const vectors = (arrays: Readonly<Record<string, NumberArray>>): Tensors =>
  Object.fromEntries(Object.entries(arrays).map(([name, data]) => [name, vector(data)]));
