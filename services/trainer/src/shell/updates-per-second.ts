// How fast a backend learns: a fixed minibatch, updated over and over for a tenth of a second.

import { createRandom, nextFloat } from '@tradingbot/core';
import { actorOutputs, criticOutputs, initialParameters } from '@tradingbot/policy';
import type { Backend, Minibatch, UpdateSettings } from '../core/index.ts';

const ROWS = 64;
/** The first updates are not counted: engines compile what is run often. */
const WARM_UP_MS = 30;
const MEASURED_MS = 70;
const LEAST_UPDATES = 2;

const SETTINGS: UpdateSettings = {
  learningRate: 3e-4,
  clipRange: 0.2,
  clipRangeVf: null,
  entCoef: 0.01,
  vfCoef: 0.5,
  maxGradNorm: 0.5,
  klCoef: 0,
  robustKlCoef: 0,
  cvar: null,
  adamEps: 1e-5,
};

/**
 * Updates of 64 rows per second of wall time. The backend's parameters are of no use afterwards.
 * @param now milliseconds, of any beginning
 */
export function updatesPerSecond(backend: Backend, now: () => number = () => performance.now()): number {
  backend.setParameters(initialParameters(backend.spec, createRandom(0)));
  const batch = minibatchFor(backend);
  const runFor = (milliseconds: number): number => {
    const start = now();
    for (let updates = 1; ; updates++) {
      backend.update(batch, SETTINGS);
      const passed = now() - start;
      if (updates >= LEAST_UPDATES && passed >= milliseconds) return (1_000 * updates) / passed;
    }
  };
  runFor(WARM_UP_MS);
  return runFor(MEASURED_MS);
}

function minibatchFor({ spec }: Backend): Minibatch {
  const random = createRandom(1);
  const numbers = (length: number, of: () => number = () => 2 * nextFloat(random) - 1): Float32Array =>
    Float32Array.from({ length }, of);
  const { head } = spec;
  return {
    rows: ROWS,
    observations: numbers(ROWS * spec.observations),
    actions:
      head.kind === 'gaussian'
        ? numbers(ROWS * actorOutputs(spec))
        : numbers(ROWS, () => Math.floor(nextFloat(random) * head.choices)),
    logProbs: numbers(ROWS, () => -1),
    advantages: numbers(ROWS),
    returns: numbers(ROWS),
    oldCritic: numbers(ROWS * criticOutputs(spec)),
  };
}
