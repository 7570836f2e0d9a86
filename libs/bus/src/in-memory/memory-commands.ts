// The twin of the stream CONTROL: what operators have commanded, kept whether or not somebody listened.

import { CONTROL_PATTERNS, isCommand } from '@tradingbot/contracts';
import type { StoredCommand } from '../port.ts';
import { matcher } from '../syntax.ts';

export interface MemoryCommands {
  since(id: string | undefined): readonly StoredCommand[];
  /** As with the stream, nothing is kept before somebody has asked for the store. */
  open(): void;
  /** Keeps what is to be kept. @returns whether it is one that the stream would take */
  keep(subject: string, data: Uint8Array): boolean;
  wipe(): void;
}

const PATTERNS = CONTROL_PATTERNS.map(matcher);

/** @param now the time in microseconds */
export function memoryCommands(now: () => number): MemoryCommands {
  let kept: StoredCommand[] = [];
  let isOpen = false;
  let stores = 0;

  return {
    since: (id) => kept.slice(kept.findIndex((command) => command.id === id) + 1),
    open: () => void (isOpen = true),
    keep(subject, data) {
      if (!isOpen || !PATTERNS.some((fits) => fits(subject))) return false;
      const id = `${stores}-${kept.length + 1}`;
      if (isCommand(subject)) kept.push({ id, subject, data: Buffer.from(data).toString(), at: now() });
      return true;
    },
    wipe() {
      kept = [];
      stores += 1;
    },
  };
}
