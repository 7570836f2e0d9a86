// Serves `log.read`: pages of the log for whoever has a gap to mend or a history to catch up on. In a process of its own,
// so that reading much never slows down writing.

import { decodeRead, encodePage, subjectsOf } from '@tradingbot/contracts';
import type { Bus, BusMessage, Subscription } from '@tradingbot/bus';
import type { LogReader } from '@tradingbot/event-log';

export interface LogReaderOptions {
  readonly log: LogReader;
  readonly bus: Bus;
  readonly stack: string | undefined;
  readonly version: string;
  readonly say: (sentence: string) => void;
}

/** A page stays below the largest message that a server takes by default, 1 MiB, with room for the headers. */
const PAGE_BYTES = 900_000;

export function serveLogReader({ log, bus, stack, version, say }: LogReaderOptions): Promise<Subscription> {
  async function answer(message: BusMessage): Promise<void> {
    const { journal, after, limit } = decodeRead(message.text());
    const lines: string[] = [];
    let bytes = 0;
    for (const { body } of await log.read(journal, after, limit)) {
      bytes += Buffer.byteLength(body) + 1;
      if (lines.length > 0 && bytes > PAGE_BYTES) break;
      lines.push(body);
    }
    message.respond(encodePage(lines));
  }

  return bus.serve({
    name: 'log-reader',
    version,
    description: 'reads the event log: pages of stored lines after a position',
    metadata: { stack: stack ?? '' },
    endpoints: [
      {
        name: 'read',
        subject: subjectsOf(stack).read,
        handle: (message) => {
          // Who asked asks again when no answer comes.
          answer(message).catch((error: unknown) => say(`log.read: ${error instanceof Error ? error.message : ''}`));
        },
      },
    ],
  });
}
