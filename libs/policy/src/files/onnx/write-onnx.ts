// A policy as an ONNX graph: raw observations in, what the actor and the critic say of them out.
// Whoever runs ONNX decides with it as we do, to the rounding of 32-bit floats; sampling stays with the caller.

import { canonicalJson } from '@tradingbot/contracts';
import type { PolicyModel } from '../../model.ts';
import { actorOutputs, criticOutputs, layoutOf, type NetworkSpec } from '../../network.ts';
import { NORMALISER_EPSILON, type NormaliserState } from '../../normaliser.ts';
import { scalar, vector, type Tensor } from '../safetensors/tensor.ts';
import { DOUBLE, FLOAT, modelProto, type OnnxNode } from './onnx-messages.ts';

interface Graph {
  readonly nodes: OnnxNode[];
  readonly constants: Map<string, Tensor>;
}

const ABOUT =
  'Actor and critic of a trading policy. observation: raw, before normalisation. ' +
  'action: means of a normal distribution, or a logit for each choice; its largest or mean is the deterministic action. ' +
  'value: what the critic expects of the return.';

/**
 * Input `observation` [N, observations]. Outputs `action` [N, actor outputs], `value` [N, 1], and for a critic of
 * quantiles also `quantiles` [N, count], whose mean is the value.
 */
export function writeOnnx({ data, parameters, normaliser }: PolicyModel): Uint8Array {
  const spec = data.network;
  const graph: Graph = { nodes: [], constants: new Map() };
  for (const { name, shape, offset, length } of layoutOf(spec).tensors) {
    // The deviation has no part in the outputs.
    if (name !== 'log_std') graph.constants.set(name, { shape, data: parameters.subarray(offset, offset + length) });
  }
  const observation = normaliser === null || normaliser.count === 0 ? 'observation' : addNormaliser(graph, normaliser);
  addLayers(graph, spec, observation, ['mlp_extractor.policy_net', 'action_net', 'action']);
  const isMean = spec.critic.kind === 'mean';
  addLayers(graph, spec, observation, ['mlp_extractor.value_net', 'value_net', isMean ? 'value' : 'quantiles']);
  if (!isMean) add(graph, 'ReduceMean', ['quantiles'], 'value', { axes: [1], keepdims: 1 });
  return modelProto({
    name: 'policy',
    about: ABOUT,
    ...graph,
    inputs: [['observation', spec.observations]],
    outputs: [
      ['action', actorOutputs(spec)],
      ['value', 1],
      ...(isMean ? [] : ([['quantiles', criticOutputs(spec)]] as const)),
    ],
    notes: {
      algorithm: data.algorithm,
      asset_class: data.assetClass,
      timeframe: data.timeframe,
      features: canonicalJson(data.features.names),
      actions: canonicalJson(data.actions),
    },
  });
}

/** As `normalise` computes it, in doubles: the difference of a price and its mean would lose too much in floats. */
function addNormaliser(graph: Graph, { mean, variance, clip }: NormaliserState): string {
  const { constants } = graph;
  constants.set('normalizer.mean', vector(mean));
  constants.set('normalizer.deviation', vector(variance.map((value) => Math.sqrt(value + NORMALISER_EPSILON))));
  constants.set('normalizer.lowest', scalar(-clip));
  constants.set('normalizer.highest', scalar(clip));
  add(graph, 'Cast', ['observation'], 'exact', { to: DOUBLE });
  add(graph, 'Sub', ['exact', 'normalizer.mean'], 'centred');
  add(graph, 'Div', ['centred', 'normalizer.deviation'], 'scaled');
  add(graph, 'Clip', ['scaled', 'normalizer.lowest', 'normalizer.highest'], 'clipped');
  add(graph, 'Cast', ['clipped'], 'normalised', { to: FLOAT });
  return 'normalised';
}

type Names = readonly [hidden: string, last: string, output: string];

function addLayers(graph: Graph, spec: NetworkSpec, input: string, [hidden, last, output]: Names): void {
  const gemm = (from: string, layer: string, to: string): void =>
    add(graph, 'Gemm', [from, `${layer}.weight`, `${layer}.bias`], to, { transB: 1 });
  let from = input;
  spec.hidden.forEach((_, layer) => {
    const linear = `${hidden}.${2 * layer}`;
    gemm(from, linear, linear);
    from = `${hidden}.${2 * layer + 1}`;
    add(graph, 'Tanh', [linear], from);
  });
  gemm(from, last, output);
}

function add(
  { nodes }: Graph,
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: NonNullable<OnnxNode['attributes']> = {},
): void {
  nodes.push({ operator, inputs, output, attributes });
}
