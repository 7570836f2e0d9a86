// The line of a stack that lies in the strategy itself: the user's file, or a strategy that comes with the platform.

import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUserPath, shownPath } from './user-code.ts';

const BUILT_IN = join(import.meta.dirname, '..', 'core', 'built-in') + sep;

/** "strategies/mine.ts:12", or `undefined` when no line of the stack is a strategy's. */
export function userFrame(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const [, location = '', line = ''] of (error.stack ?? '').matchAll(
    /^\s+at .*?\(?((?:file:\/\/)?\/[^()]*?):(\d+):\d+\)?$/gm,
  )) {
    const path = location.startsWith('file:') ? fileURLToPath(location) : location;
    if (isUserPath(path) || path.startsWith(BUILT_IN)) return `${shownPath(path)}:${line}`;
  }
  return undefined;
}
