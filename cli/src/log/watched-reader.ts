// A reader that tells how much has been streamed through it.

import type { LogReader } from '@tradingbot/event-log';

/** @param onRead told the number of records of each chunk; what it throws ends the stream */
export function watchedReader(log: LogReader, onRead: (records: number) => void): LogReader {
  return {
    journals: () => log.journals(),
    read: (journal, after, limit) => log.read(journal, after, limit),
    async *stream(journal, after) {
      for await (const chunk of log.stream(journal, after)) {
        yield chunk;
        onRead(chunk.length);
      }
    },
    close: () => log.close(),
  };
}
