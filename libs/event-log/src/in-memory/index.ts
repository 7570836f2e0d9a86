// The log's twin without a disk: the same contract, for tests and for what need not last.

export { inMemoryLog, type InMemoryStorage } from './in-memory-log.ts';
