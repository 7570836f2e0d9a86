// Headers and text as bytes. The library's own class for headers costs several microseconds for each message, as much as
// all the rest. https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-4.md

import type { MsgHdrs } from 'nats';
import type { Headers } from '../port.ts';
import { checkHeader } from '../syntax.ts';

const FIRST_LINE = 'NATS/1.0\r\n';

/** The library asks headers for their bytes when it sends them, and for nothing else. */
export const wireHeaders = (headers: Headers): MsgHdrs => {
  const bytes = encodeHeaders(headers);
  return { encode: () => bytes } as unknown as MsgHdrs;
};

/** The block of header lines, with the empty line that ends it. */
export function encodeHeaders(headers: Headers): Uint8Array {
  let block = FIRST_LINE;
  for (const name in headers) {
    const value = headers[name] ?? '';
    checkHeader(name, value);
    block += `${name}: ${value}\r\n`;
  }
  return Buffer.from(`${block}\r\n`);
}

/** One header out of a block. */
export function findHeader(block: string, name: string): string | undefined {
  const line = block.indexOf(`\r\n${name}:`);
  if (line < 0) return undefined;
  const start = line + name.length + 3;
  return block.slice(start, block.indexOf('\r\n', start)).trim();
}

export const asBytes = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : data);
