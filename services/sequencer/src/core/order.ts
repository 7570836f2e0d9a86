// What may be written next: the question that the two orders, lockstep and free-running, answer each in its way.

import type { RefusalCode, Source, UnsequencedEvent } from '@tradingbot/contracts';
import type { DoneMark } from './lockstep.ts';

/** Called once what was asked for stands in the log, with the log's last position then. */
export type Settled = (head: number) => void;

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** The number that the producer's next event must have. */
  readonly expected?: number;
}

/** Events of one producer, all or nothing. */
export interface AppendOffer {
  readonly source: Source;
  /** How many events the producer has appended before these. */
  readonly first: number;
  readonly mark: DoneMark;
  readonly events: readonly UnsequencedEvent[];
}

/** What is written in one append to the log. */
export interface Batch {
  readonly events: readonly UnsequencedEvent[];
  readonly settled: Settled;
}

export interface Order {
  /** @returns why not, or undefined when it was taken and will be settled */
  append(offer: AppendOffer, settled: Settled): Refusal | undefined;
  /** A core's mark without decisions. */
  mark(core: Source, emitted: number, mark: DoneMark): void;
  /** An operator's command, as a fact of the sequencer. Its time is stamped when it is written. */
  command(event: UnsequencedEvent, settled: Settled): Refusal | undefined;
  /** No more data will come: the run ends, and its journal is closed. */
  close(reason: string, settled: Settled): Refusal | undefined;
  /** The next batch, or undefined while there is nothing that may be written. `head`: the last position in the log. */
  take(head: number): Batch | undefined;
  /** Cores that the order waits for. */
  waitingFor(head: number): readonly Source[];
  readonly closed: boolean;
  readonly lastTime: number;
}
