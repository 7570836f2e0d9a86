// `logs/live-trading.log`: what the services and their supervisor say, one JSON line each.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import pino from 'pino';

export interface TradingLog {
  /** What the supervisor itself says. */
  say(sentence: string): void;
  /** What a service has printed. */
  take(text: string): void;
  close(): void;
}

export function openTradingLog(folder: string): TradingLog {
  mkdirSync(folder, { recursive: true });
  const file = pino.destination({ dest: join(folder, 'live-trading.log'), append: true, sync: true });
  const logger = pino(
    { base: { service: 'supervisor', pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    file,
  );
  return {
    say: (sentence) => logger.info(sentence),
    take: (text) => void file.write(text),
    close: () => file.end(),
  };
}
