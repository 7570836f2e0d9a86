// A message as NATS delivers it. Nothing of it is decoded before it is asked for: most events are dropped on one header.

import type { Msg } from 'nats';
import type { BusMessage } from '../port.ts';
import { findHeader } from './wire-headers.ts';

/**
 * Where the library keeps the bytes of a message, headers first, and how many of them are headers: -1 for none.
 * Its public way to them parses every header. The version is pinned, and the contract suite reads headers.
 */
interface Raw {
  readonly _msg: { readonly hdr: number };
  readonly _rdata: Uint8Array;
}

/** One is made for every message: the class keeps them all of one shape. */
class NatsMessage implements BusMessage {
  readonly #msg: Msg;
  #block: string | undefined;

  constructor(msg: Msg) {
    this.#msg = msg;
  }

  get subject(): string {
    return this.#msg.subject;
  }

  get data(): Uint8Array {
    return this.#msg.data;
  }

  get reply(): string | undefined {
    return this.#msg.reply === '' ? undefined : this.#msg.reply;
  }

  text(): string {
    return utf8(this.#msg.data);
  }

  header(name: string): string | undefined {
    this.#block ??= blockOf(this.#msg as unknown as Raw);
    return findHeader(this.#block, name);
  }

  respond(data: string | Uint8Array): void {
    this.#msg.respond(data);
  }
}

export const natsMessage = (msg: Msg): BusMessage => new NatsMessage(msg);

function blockOf({ _msg: { hdr }, _rdata }: Raw): string {
  return hdr > 0 ? utf8(_rdata.subarray(0, hdr)) : '';
}

const utf8 = ({ buffer, byteOffset, length }: Uint8Array): string => Buffer.from(buffer, byteOffset, length).toString();
