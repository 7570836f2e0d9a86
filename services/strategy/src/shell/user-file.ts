// Loads a user's file under the import rules, and as a decision: what it does when it is loaded must be pure too.

import { deciding } from '@tradingbot/core';
import { InputError } from '@tradingbot/domain';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { explainLoadError } from './explain-load-error.ts';
import { registerImportRules } from './import-rules.ts';
import { addUserCode, hashOfCode } from './user-code.ts';

export interface UserFile {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly codeHash: string;
}

/**
 * @param path of a file that exists, relative to the working directory
 * @throws InputError when it cannot be loaded
 */
export async function importUserFile(path: string): Promise<UserFile> {
  const file = realpathSync(resolve(path));
  const url = pathToFileURL(file).href;
  registerImportRules();
  addUserCode(url);
  // Loaded in one go, without a pause in which anything else could run inside the decision.
  const load = createRequire(import.meta.url);
  try {
    const exports: unknown = deciding(() => load(file) as unknown);
    return { exports: exports as Readonly<Record<string, unknown>>, codeHash: hashOfCode(url) };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw await explainLoadError(error, path, url);
  }
}
