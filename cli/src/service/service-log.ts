// What a service says while it runs: one JSON line each on standard output, for machines that collect logs.

import pino from 'pino';
import type { Terminal } from '../terminal.ts';

export interface ServiceLog {
  info(sentence: string): void;
}

export function createServiceLog(service: string, terminal: Pick<Terminal, 'out'>): ServiceLog {
  const logger = pino(
    { base: { service, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: terminal.out },
  );
  return { info: (sentence) => logger.info(sentence) };
}
