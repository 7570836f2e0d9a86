// Which library computes: the native one where it loads, and WebAssembly wherever it does not.

import { afterEach, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { loadTensorflow } from './load-tensorflow.ts';

/** Whether it is installed or not: it is optional. */
const VIRTUAL = { virtual: true };

/** What `@tensorflow/tfjs-node` does when it is loaded. */
function givenNativePackage(load: () => void): void {
  jest.doMock(
    '@tensorflow/tfjs-node',
    () => {
      load();
      return {};
    },
    VIRTUAL,
  );
}

/** Registers the backend that the native library registers; its kernels are those of WebAssembly here. */
function registerNative(): void {
  tf.copyRegisteredKernels('wasm', 'tensorflow');
  tf.registerBackend('tensorflow', () => tf.findBackend('wasm'));
}

describe('TensorFlow.js', () => {
  afterEach(() => void jest.resetModules());

  test('falls through to WebAssembly where the package is not there or its library does not load', async () => {
    givenNativePackage(() => {
      throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found');
    });
    expect(await loadTensorflow()).toBe('tfjs-wasm');
    expect(tf.getBackend()).toBe('wasm');
  });

  test('falls through where the package loads and brings no backend', async () => {
    givenNativePackage(() => undefined);
    expect(await loadTensorflow()).toBe('tfjs-wasm');
  });

  test('is native where the library loads, unless WebAssembly is asked for', async () => {
    await loadTensorflow('tfjs-wasm');
    givenNativePackage(registerNative);
    expect(await loadTensorflow()).toBe('tfjs-node');
    expect(tf.getBackend()).toBe('tensorflow');
    expect(await loadTensorflow('tfjs-wasm')).toBe('tfjs-wasm');
    expect(tf.getBackend()).toBe('wasm');
    tf.removeBackend('tensorflow');
  });
});
