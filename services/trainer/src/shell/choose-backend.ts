// Which backend computes: as configured, or whichever is faster here. What training leads to hangs on the choice in its
// last digits, so the name is recorded, and a run that is resumed asks for that name.

import { InputError } from '@tradingbot/domain';
import type { NetworkSpec } from '@tradingbot/policy';
import type { Backend } from '../core/index.ts';
import { createSimdBackend } from '../core/simd/simd-backend.ts';
import { updatesPerSecond } from './updates-per-second.ts';

/** From a configuration, or the recorded name of a backend. */
export type BackendChoice = 'auto' | 'tfjs' | Backend['name'];

export interface ChosenBackend {
  readonly backend: Backend;
  /** A sentence, to be printed and recorded. */
  readonly why: string;
}

/** How backends are made and measured. */
export interface Backends {
  simd(spec: NetworkSpec): Backend;
  /** TensorFlow.js is loaded no earlier than it is asked for: it takes a quarter of a second and 100 MB. */
  tfjs(spec: NetworkSpec, only?: 'tfjs-wasm'): Promise<Backend>;
  /** Updates per second; the backend is used up. */
  measure(backend: Backend): number;
}

const BACKENDS: Backends = {
  simd: createSimdBackend,
  tfjs: async (spec, only) => (await import('./tfjs/tfjs-backend.ts')).createTfjsBackend(spec, only),
  measure: (backend) => updatesPerSecond(backend),
};

/**
 * `auto` takes TensorFlow's native library where it loads, and else the faster of its WebAssembly kernels and ours, by a
 * run of updates that takes about 0.2 s.
 * @throws InputError when a recorded backend does not run here
 */
export async function chooseBackend(
  wanted: BackendChoice,
  spec: NetworkSpec,
  backends: Backends = BACKENDS,
): Promise<ChosenBackend> {
  if (wanted === 'simd') return { backend: backends.simd(spec), why: 'Backend simd, as configured.' };
  const tfjs = await backends.tfjs(spec, wanted === 'tfjs-wasm' ? wanted : undefined);
  if (wanted === 'auto') return fasterOf(tfjs, spec, backends);
  if (wanted === 'tfjs-node' && tfjs.name !== wanted) {
    tfjs.dispose();
    throw new InputError(
      'backend',
      "the run was begun with tfjs-node, and TensorFlow's native library does not load here",
      'resume it where it loads, or begin a new run with the backend simd, which computes the same everywhere',
    );
  }
  return { backend: tfjs, why: `Backend ${tfjs.name}, as configured.` };
}

async function fasterOf(tfjs: Backend, spec: NetworkSpec, backends: Backends): Promise<ChosenBackend> {
  if (tfjs.name === 'tfjs-node') {
    return { backend: tfjs, why: "Backend tfjs-node, because TensorFlow's native library loads here." };
  }
  const slow = backends.measure(tfjs);
  const simd = backends.simd(spec);
  const fast = backends.measure(simd);
  tfjs.dispose();
  simd.dispose();
  const figures = `simd ${figure(fast)}, ${tfjs.name} ${figure(slow)} updates of 64 rows per second`;
  return fast >= slow
    ? { backend: backends.simd(spec), why: `Backend simd, the faster one here: ${figures}.` }
    : { backend: await backends.tfjs(spec), why: `Backend ${tfjs.name}, the faster one here: ${figures}.` };
}

const figure = (perSecond: number): string => Math.round(perSecond).toLocaleString('en-GB');
