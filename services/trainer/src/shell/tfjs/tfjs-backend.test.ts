// The reference backend passes the suite of all backends, and neither keeps memory nor says a word.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { describeBackend } from '../../../testing/backend-contract.ts';
import { FULL } from '../../../testing/contract/cases.ts';
import { network, seededBatch, seededParameters } from '../../../testing/minibatches.ts';
import { createTfjsBackend } from './tfjs-backend.ts';

describeBackend('tfjs', (spec) => createTfjsBackend(spec));

describe('TensorFlow.js', () => {
  test('keeps no tensor of an update, a gradient, an attack or a forward pass', async () => {
    const spec = network({ critic: { kind: 'quantiles', count: 3 } });
    const batch = seededBatch(spec, 7, 1);
    const outputs = { actor: new Float32Array(21), critic: new Float32Array(21) };
    const before = tf.memory().numTensors;
    const backend = await createTfjsBackend(spec);
    backend.setParameters(seededParameters(spec, 1));
    const heldAfterEachCall = (): number => {
      backend.update(batch, FULL);
      backend.gradient(batch, FULL);
      backend.attackGradient(batch.observations, batch, 'policy', 0.2, new Float32Array(28));
      backend.attackGradient(batch.observations, batch, 'value', 0.2, new Float32Array(28));
      backend.forward(batch.observations, 7, outputs);
      return tf.memory().numTensors;
    };
    const held = heldAfterEachCall();
    expect(held).toBeLessThan(before + 20);
    for (let update = 0; update < 50; update++) expect(heldAfterEachCall()).toBe(held);
    backend.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is loaded without a word, and catches no mistake of the process', async () => {
    const script = `
      const { loadTensorflow } = await import(${JSON.stringify(`${import.meta.dirname}/load-tensorflow.ts`)});
      await loadTensorflow();
      await loadTensorflow('tfjs-wasm');
      process.exitCode = process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    `;
    const said = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(said).toEqual({ stdout: '', stderr: '' });
  });
});
