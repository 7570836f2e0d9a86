// One fingerprint of several texts.

import { createHash } from 'node:crypto';

/** SHA-256 over parts, each told from the next; hexadecimal. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
