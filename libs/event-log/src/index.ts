// The append-only log: what every adapter offers, and the chain that makes tampering show.

export type { EventLog, Head, JournalInfo, JournalWriter, LogReader, LogRecord, NewRecord } from './port.ts';
export { LogConflictError, LogFencedError, LogUnavailableError } from './errors.ts';
export { chainHash, GENESIS } from './chain.ts';
export { verifyJournal, type Damaged, type Sound } from './verify-journal.ts';
