// What to do with trouble that nobody waits for: by default the process ends, since what it missed is not known.

import type { BusMessage, OnTrouble } from './port.ts';

/** Thrown outside of everything, as an error that nobody catches. */
export const endProcess: OnTrouble = (trouble) => {
  queueMicrotask(() => {
    throw trouble;
  });
};

/** A handler that never throws: a library that calls it might swallow the error, and stop listening. */
export function guarded(handle: (message: BusMessage) => void, onTrouble: OnTrouble): (message: BusMessage) => void {
  return (message) => {
    try {
      handle(message);
    } catch (error) {
      onTrouble(asError(error));
    }
  };
}

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
