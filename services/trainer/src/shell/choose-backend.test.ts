// Who computes: as configured, as recorded, or as measured.

import { describe, expect, test } from '@jest/globals';
import { createNaiveBackend } from '../../testing/naive-backend.ts';
import { network } from '../../testing/minibatches.ts';
import type { Backend } from '../core/index.ts';
import { chooseBackend, type Backends } from './choose-backend.ts';
import { updatesPerSecond } from './updates-per-second.ts';

interface World {
  readonly backends: Backends;
  /** Made and not yet disposed of. */
  readonly open: Set<Backend>;
}

/** Backends that compute alike, of which TensorFlow.js runs natively or not, at the speeds given. */
function worldOf(native: boolean, speeds: { readonly simd: number; readonly tfjs: number }): World {
  const open = new Set<Backend>();
  const made = (name: Backend['name']): Backend => {
    const backend = { ...createNaiveBackend(network()), name, dispose: () => void open.delete(backend) };
    open.add(backend);
    return backend;
  };
  const backends: Backends = {
    simd: () => made('simd'),
    tfjs: async (_, only) => made(native && only === undefined ? 'tfjs-node' : 'tfjs-wasm'),
    measure: ({ name }) => (name === 'simd' ? speeds.simd : speeds.tfjs),
  };
  return { backends, open };
}

describe('A backend', () => {
  test.each([
    ['simd', false, 'simd', 'Backend simd, as configured.'],
    ['tfjs', false, 'tfjs-wasm', 'Backend tfjs-wasm, as configured.'],
    ['tfjs', true, 'tfjs-node', 'Backend tfjs-node, as configured.'],
    ['tfjs-wasm', true, 'tfjs-wasm', 'Backend tfjs-wasm, as configured.'],
    ['tfjs-node', true, 'tfjs-node', 'Backend tfjs-node, as configured.'],
    ['auto', true, 'tfjs-node', "Backend tfjs-node, because TensorFlow's native library loads here."],
    [
      'auto',
      false,
      'simd',
      'Backend simd, the faster one here: simd 4,712, tfjs-wasm 361 updates of 64 rows per second.',
    ],
  ] as const)('wanted as %s, with the native library %s, is %s', async (wanted, native, name, why) => {
    const { backends, open } = worldOf(native, { simd: 4_712.4, tfjs: 360.5 });
    const chosen = await chooseBackend(wanted, network(), backends);
    expect({ name: chosen.backend.name, why: chosen.why }).toEqual({ name, why });
    expect([...open]).toEqual([chosen.backend]);
  });

  test('that is slower is not taken, whichever it is, and what was measured on is not handed over', async () => {
    const { backends, open } = worldOf(false, { simd: 100, tfjs: 101 });
    const measured: Backend[] = [];
    const { backend, why } = await chooseBackend('auto', network(), {
      ...backends,
      measure: (backend) => {
        measured.push(backend);
        return backends.measure(backend);
      },
    });
    expect(why).toBe('Backend tfjs-wasm, the faster one here: simd 100, tfjs-wasm 101 updates of 64 rows per second.');
    expect(measured).toHaveLength(2);
    expect(measured).not.toContain(backend);
    expect([...open]).toEqual([backend]);
  });

  test('of a recorded run that does not run here is refused in a sentence', async () => {
    const { backends, open } = worldOf(false, { simd: 1, tfjs: 1 });
    await expect(chooseBackend('tfjs-node', network(), backends)).rejects.toThrow(
      "backend: the run was begun with tfjs-node, and TensorFlow's native library does not load here (resume it",
    );
    expect(open.size).toBe(0);
  });

  test('is really made, by its recorded name', async () => {
    for (const name of ['simd', 'tfjs-wasm'] as const) {
      const { backend } = await chooseBackend(name, network());
      expect(backend.name).toBe(name);
      expect(backend.spec).toEqual(network());
      backend.dispose();
    }
  });
});

describe('The speed of a backend', () => {
  test('is the count of updates within the measured time, after those of the warm-up', () => {
    let [time, updates] = [0, 0];
    const naive = createNaiveBackend(network());
    const backend: Backend = {
      ...naive,
      update: (batch, settings) => {
        time += updates++ < 3 ? 10 : 5;
        return naive.update(batch, settings);
      },
    };
    expect(updatesPerSecond(backend, () => time)).toBe(200);
    expect(updates).toBe(3 + 14);
  });

  test.each([
    network(),
    network({
      head: { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } },
      critic: { kind: 'quantiles', count: 5 },
    }),
  ])('is taken on numbers that a backend can learn from', (spec) => {
    let time = 0;
    const naive = createNaiveBackend(spec);
    const backend: Backend = {
      ...naive,
      update: (batch, settings) => {
        time += 50;
        const stats = naive.update(batch, settings);
        expect(Object.values(stats).every(Number.isFinite)).toBe(true);
        return stats;
      },
    };
    expect(updatesPerSecond(backend, () => time)).toBe(20);
  });
});
