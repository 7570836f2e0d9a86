// The small messages that show how far everybody is: the log's head, and each core's done mark.

import { z } from 'zod';
import { countOnWire, integerOnWire, textOnWire } from '../wire.ts';

export const HeadSchema = z.strictObject({
  journal: textOnWire,
  position: countOnWire,
  time: integerOnWire,
  /** Counts the starts of the sequencer on this journal. */
  epoch: countOnWire,
  /** Whether `run.closed` has been written: nothing more will come. */
  closed: z.boolean(),
});
/** The sequencer's heartbeat, so that a lost last message shows. */
export type LogHead = z.output<typeof HeadSchema>;
export const encodeHead = (head: LogHead): string => JSON.stringify(head);
export const decodeHead = (text: string): LogHead => HeadSchema.parse(JSON.parse(text));

export const DoneSchema = z.strictObject({
  journal: textOnWire,
  /** Every position up to this one has been decided. */
  done: countOnWire,
  /** How many decisions this core has made in the journal: the mark counts only for who has received all of them. */
  emitted: countOnWire,
  wake: integerOnWire.nullable(),
});
/** A core has decided and had nothing new to say, or says again how far it is. */
export type CoreDone = z.output<typeof DoneSchema>;
export const encodeDone = (done: CoreDone): string => JSON.stringify(done);
export const decodeDone = (text: string): CoreDone => DoneSchema.parse(JSON.parse(text));
