// The sequencer's core: which event is written next, and what an operator's message means.

export { commandOf, readCommand, standing, type OperatorCommand, type Unheard } from './commands.ts';
export { createFreeOrder } from './free-order.ts';
export { createJournalFold, type JournalFold } from './journal-fold.ts';
export { closingFact, fact } from './journal-facts.ts';
export { createLockstepOrder, type OrderOptions } from './lockstep-order.ts';
export type { AppendOffer, Batch, Order, Refusal, Settled } from './order.ts';
