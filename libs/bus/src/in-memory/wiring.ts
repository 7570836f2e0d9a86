// What the hub and its connections know of each other.

import type { BusStatus, Headers } from '../port.ts';
import type { MemoryCommands } from './memory-commands.ts';

/** A message as it was published. */
export interface Envelope {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers: Headers;
  readonly reply: string | undefined;
  /** The name of the connection. */
  readonly from: string;
  /** Called when nobody listens. */
  readonly unheard?: () => void;
}

/** A place in the queue that somebody waits for. */
export interface Mark {
  reached(): void;
  lost(): void;
}

/** A connection, as the hub sees it. */
export interface Port {
  readonly name: string;
  listeners(subject: string): readonly ((envelope: Envelope) => void)[];
  become(status: BusStatus): void;
}

/** The hub, as a connection sees it. */
export interface Hub {
  readonly commands: MemoryCommands;
  isUp(): boolean;
  send(item: Envelope | Mark): void;
  deliver(): number;
  after(ms: number, act: () => void): () => void;
  /** A name that no other has, the same in every run. */
  name(): string;
  join(port: Port): () => void;
}
