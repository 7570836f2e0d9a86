// Loads TensorFlow.js with the fastest way to compute that this machine has, without a word on the console.
// The native library of `@tensorflow/tfjs-node` comes first; the WebAssembly kernels run everywhere else.

import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
// For what it does when it is loaded: it registers the gradients, which the core's build for Node leaves out.
import '@tensorflow/tfjs-layers';

export type TensorflowName = 'tfjs-node' | 'tfjs-wasm';

/**
 * Makes TensorFlow.js ready, and says what computes: one way for the whole process, and the last one asked for.
 * @param only not the native library, even where it loads
 */
export async function loadTensorflow(only?: 'tfjs-wasm'): Promise<TensorflowName> {
  // Without checks whose messages would go to the console, and without the greeting.
  tf.enableProdMode();
  return only === undefined && (await loadNative()) ? 'tfjs-node' : loadWasm();
}

/** @returns false where the package was left out or its library does not load: the kernels below do the same work */
async function loadNative(): Promise<boolean> {
  // The library greets on the error output unless it is told to log errors alone.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    // A name that the type checker does not follow: the package is optional.
    const optional: string = '@tensorflow/tfjs-node';
    await import(optional);
    return await tf.setBackend('tensorflow');
  } catch {
    return false;
  }
}

async function loadWasm(): Promise<'tfjs-wasm'> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  await withoutNewListeners(() => tf.setBackend('wasm'));
  return 'tfjs-wasm';
}

/** What Emscripten compiles catches every mistake of the process in order to throw it again; the process has its own way. */
async function withoutNewListeners(load: () => Promise<unknown>): Promise<void> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, process.listeners(event as 'uncaughtException')]));
  await load();
  for (const event of events) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.get(event)?.includes(listener)) process.off(event, listener);
    }
  }
}
