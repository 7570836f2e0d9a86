// The file of splits and dividends: read once, hashed as all that decisions hang on.

import { InputError } from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { codeOf, readFailure } from './read-failure.ts';

export interface ActionsFile {
  readonly path: string;
  readonly sha256: string;
  readonly text: string;
}

/** @throws InputError when it cannot be read */
export async function readActions(path: string): Promise<ActionsFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw readFailure(path, error);
    throw new InputError(path, 'there is no such file, but data.corporate_actions names it', 'correct the path');
  });
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), text: bytes.toString('utf8') };
}
