import { eventLogContract } from '../../testing/contract.ts';
import { inMemoryLog, type InMemoryStorage } from './in-memory-log.ts';

eventLogContract('The log in memory', async () => {
  const storage: InMemoryStorage = new Map();
  return { open: async () => inMemoryLog(storage), end: async () => undefined };
});
