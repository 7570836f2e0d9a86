// What every backend does: one suite, which the reference, the fast kernel and the plain oracle all pass.

import { afterEach, describe } from '@jest/globals';
import type { NetworkSpec } from '@tradingbot/policy';
import type { Backend } from '../src/core/backend.ts';
import { attackContract } from './contract/attack-contract.ts';
import type { Ready } from './contract/cases.ts';
import { forwardContract } from './contract/forward-contract.ts';
import { gradientContract } from './contract/gradient-contract.ts';
import { optimiserContract } from './contract/optimiser-contract.ts';
import { statsContract } from './contract/stats-contract.ts';
import { seededParameters } from './minibatches.ts';

export type CreateBackend = (spec: NetworkSpec) => Backend | Promise<Backend>;

/** @param create a backend of its own for each call; the suite disposes of it */
export function describeBackend(name: string, create: CreateBackend): void {
  describe(`The backend ${name}`, () => {
    const made: Backend[] = [];
    const ready: Ready = async (spec, parameters = seededParameters(spec, 1)) => {
      const backend = await create(spec);
      made.push(backend);
      backend.setParameters(parameters);
      return backend;
    };
    afterEach(() => made.splice(0).forEach((backend) => backend.dispose()));

    describe('Its outputs', () => forwardContract(ready));
    describe('Its gradient', () => gradientContract(ready));
    describe("Its adversary's gradient", () => attackContract(ready));
    describe('Its step', () => optimiserContract(ready));
    describe('Its figures', () => statsContract(ready));
  });
}
