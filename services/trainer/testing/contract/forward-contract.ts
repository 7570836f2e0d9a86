// What the network says: the definition's numbers, for any count of rows, with parameters where the layout puts them.

import { expect, test } from '@jest/globals';
import { actorOutputs, criticOutputs, layoutOf, type NetworkSpec } from '@tradingbot/policy';
import type { Backend, Outputs } from '../../src/core/backend.ts';
import { seededBatch, seededParameters } from '../minibatches.ts';
import { NETWORKS, type Ready } from './cases.ts';
import { expectClose } from './closeness.ts';
import { rowOf } from './loss-definition.ts';
import { actorOf, at, criticOf, tensorsBy } from './network-definition.ts';

export function forwardContract(ready: Ready): void {
  test.each(NETWORKS)('a tanh network is what its definition says: %s', async (_, spec) => {
    const parameters = seededParameters(spec, 3);
    const backend = await ready(spec, parameters);
    const tensors = tensorsBy(spec, parameters);
    // The count of rows changes to and fro: nothing of a call may stay behind.
    for (const rows of [7, 1, 64, 7]) {
      const { observations } = seededBatch(spec, rows, rows);
      const said = outputsFor(spec, rows);
      backend.forward(observations, rows, said);
      for (let row = 0; row < rows; row++) {
        const observation = rowOf(observations, row, spec.observations);
        expectClose(rowOf(said.actor, row, actorOutputs(spec)), actorOf(spec, tensors, observation), 1e-5);
        expectClose(rowOf(said.critic, row, criticOutputs(spec)), criticOf(spec, tensors, observation), 1e-5);
      }
    }
  });

  test('of larger arrays the first rows are read and written, and no others', async () => {
    const spec = at(NETWORKS, 1)[1];
    const backend = await ready(spec);
    const { observations } = seededBatch(spec, 7, 1);
    const [few, many] = [outputsFor(spec, 7), outputsFor(spec, 7)];
    few.actor.fill(-9);
    few.critic.fill(-9);
    backend.forward(observations, 3, few);
    backend.forward(observations, 7, many);
    const [actor, critic] = [3 * actorOutputs(spec), 3 * criticOutputs(spec)];
    expectClose(few.actor.subarray(0, actor), many.actor.subarray(0, actor), 1e-6);
    expectClose(few.critic.subarray(0, critic), many.critic.subarray(0, critic), 1e-6);
    expect([...few.actor.subarray(actor), ...few.critic.subarray(critic)].every((value) => value === -9)).toBe(true);
  });

  test('outputs stand in the order of the layout: two rows of the last weight change places, and so do two outputs', async () => {
    const spec = at(NETWORKS, 0)[1];
    const parameters = seededParameters(spec, 4);
    const before = saidBy(await ready(spec, parameters), spec);
    const exchanged = parameters.slice();
    exchangeRows(spec, exchanged, 'action_net.weight', 0, 2);
    exchangeRows(spec, exchanged, 'action_net.bias', 0, 2);
    const after = saidBy(await ready(spec, exchanged), spec);
    const order = Array.from(before.actor, (_, i) => at(before.actor, i + (i % 3 === 0 ? 2 : i % 3 === 2 ? -2 : 0)));
    expect(at(order, 0)).not.toBeCloseTo(at(before.actor, 0), 3);
    expectClose(after.actor, order, 1e-6);
    expectClose(after.critic, before.critic, 1e-6);
  });

  test('new parameters are in force at once', async () => {
    const spec = at(NETWORKS, 3)[1];
    const backend = await ready(spec, seededParameters(spec, 1));
    saidBy(backend, spec);
    backend.setParameters(seededParameters(spec, 2));
    const fresh = await ready(spec, seededParameters(spec, 2));
    expect(saidBy(backend, spec)).toEqual(saidBy(fresh, spec));
  });
}

export const outputsFor = (spec: NetworkSpec, rows: number): Outputs => ({
  actor: new Float32Array(rows * actorOutputs(spec)),
  critic: new Float32Array(rows * criticOutputs(spec)),
});

function saidBy(backend: Backend, spec: NetworkSpec): Outputs {
  const said = outputsFor(spec, 7);
  backend.forward(seededBatch(spec, 7, 1).observations, 7, said);
  return said;
}

/** Of a tensor whose first dimension is the outputs. */
function exchangeRows(spec: NetworkSpec, parameters: Float32Array, name: string, one: number, other: number): void {
  const place = layoutOf(spec).tensors.find((tensor) => tensor.name === name);
  if (place === undefined) throw new Error(`The network has no tensor ${name}`);
  const width = place.length / at(place.shape, 0);
  const first = place.offset + one * width;
  const second = place.offset + other * width;
  const held = parameters.slice(first, first + width);
  parameters.copyWithin(first, second, second + width);
  parameters.set(held, second);
}
