// What every adapter of the bus does: one suite, which the NATS adapter and its twin in memory both pass.

import { describe } from '@jest/globals';
import type { BusWorld } from './bus-world.ts';
import { commandContract } from './command-contract.ts';
import { messageContract } from './message-contract.ts';
import { requestContract } from './request-contract.ts';
import { restartContract } from './restart-contract.ts';
import { serviceContract } from './service-contract.ts';

export type { BusWorld } from './bus-world.ts';

export interface ContractOptions {
  /** Whether the server may be ended and started again. */
  readonly mayRestart: boolean;
}

/** @param start a world for a group of tests, each of which uses subjects of its own */
export function busContract(start: () => Promise<BusWorld>, { mayRestart }: ContractOptions): void {
  describe('Messages', () => messageContract(start));
  describe('Requests', () => requestContract(start));
  describe('Services', () => serviceContract(start));
  describe('Commands', () => commandContract(start, mayRestart));
  if (mayRestart) describe('When the server ends and starts again', () => restartContract(start));
}
