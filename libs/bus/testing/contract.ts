// What every adapter of the bus does: one suite, which the NATS adapter and its twin in memory both pass.

import { describe } from '@jest/globals';
import type { CommandBus, OnTrouble } from '../src/index.ts';
import { commandContract } from './command-contract.ts';
import { messageContract } from './message-contract.ts';
import { requestContract } from './request-contract.ts';
import { restartContract } from './restart-contract.ts';
import { serviceContract } from './service-contract.ts';

/** A bus of which a test is the only user. */
export interface BusWorld {
  connect(name: string, onTrouble?: OnTrouble): Promise<CommandBus>;
  /** Ends the server without a word to anybody. */
  down(): Promise<void>;
  /** Starts it again at the same address. @param options wipe: without what it had kept */
  up(options?: { readonly wipe?: boolean }): Promise<void>;
  /** Ends the server, whose connections have ended. */
  end(): Promise<void>;
}

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
