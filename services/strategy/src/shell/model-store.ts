// Where models are kept so that nothing can overwrite them: a copy of each under the name of its bytes.
// Training replaces `artifacts/best_model.zip` again and again; a run must find the one that it decided by.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where results go unless somebody says otherwise. */
export const DEFAULT_ARTIFACTS = 'artifacts';

export const modelsFolder = (artifactsDir: string): string => join(artifactsDir, 'models');

/** SHA-256 of a file's bytes, hexadecimal: the identity of a model. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const keptPath = (artifactsDir: string, sha256: string): string =>
  join(modelsFolder(artifactsDir), `${sha256}.zip`);

/** Keeps a copy, unless there is one. It appears whole, by rename. @returns its path */
export function keepModel(artifactsDir: string, { sha256, bytes }: { sha256: string; bytes: Uint8Array }): string {
  const path = keptPath(artifactsDir, sha256);
  if (existsSync(path)) return path;
  mkdirSync(modelsFolder(artifactsDir), { recursive: true });
  const draft = `${path}.draft-${process.pid}`;
  try {
    writeFileSync(draft, bytes);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return path;
}
