// A folder of JSON files for one test, to be named by absolute paths in configurations.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface JsonFolder {
  /** Writes a file. @returns its path */
  write(name: string, content: unknown): string;
  remove(): void;
}

export function jsonFolder(): JsonFolder {
  const root = mkdtempSync(join(tmpdir(), 'tables-'));
  return {
    write(name, content) {
      const path = join(root, name);
      writeFileSync(path, textOf(content));
      return path;
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}

/** The SHA-256 that a file with `content` has. */
export const sha256Of = (content: unknown): string => createHash('sha256').update(textOf(content)).digest('hex');

const textOf = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content));
