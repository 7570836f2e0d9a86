// The bus within one process, for tests.

export { createMemoryBus, type Choice, type Delivery, type MemoryHub, type MemoryHubOptions } from './memory-hub.ts';
