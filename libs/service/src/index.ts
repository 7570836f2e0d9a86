// The shell's loop, written once: what stands between a pure core and the bus.

export { coreJournalService } from './core-journal-service.ts';
export type { CoreService } from './core-service.ts';
export { DivergedError } from './core-shell.ts';
export {
  followJournal,
  type FollowOptions,
  type JournalContext,
  type JournalHandler,
  type JournalService,
} from './follow-journal.ts';
export { AppendRefusedError, createProducer, type Producer, type ProducerOptions } from './producer.ts';
export { recordedOf } from './recorded-message.ts';
