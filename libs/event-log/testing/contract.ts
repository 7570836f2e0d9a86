// What every event log keeps, whatever holds its records: one suite, run by each adapter.

import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventLog } from '../src/index.ts';
import { appendContract } from './append-contract.ts';
import { journalContract } from './journal-contract.ts';
import { readingContract } from './reading-contract.ts';

export interface LogUnderTest {
  /** Another way to the same journals, as another process has one. */
  open(): Promise<EventLog>;
  /** Closes all that were opened, and forgets the journals. */
  end(): Promise<void>;
}

/** @param start makes a log without journals, for each test anew */
export function eventLogContract(name: string, start: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    let under: LogUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.end());
    const open = (): Promise<EventLog> => under.open();

    describe('Appending', () => appendContract(open));
    describe('Journals', () => journalContract(open));
    describe('Reading', () => readingContract(open));
  });
}
