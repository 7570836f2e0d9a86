// What the contract of the bus needs of an adapter.

import type { CommandBus, OnTrouble } from '../src/index.ts';

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
