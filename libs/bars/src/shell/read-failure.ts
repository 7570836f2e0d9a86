// A failure to open or read a file, as the sentence a user is shown.

import { InputError, InvariantError } from '@tradingbot/domain';

/** What the system's error codes mean for a user. */
export const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  ENOENT: 'is gone: somebody removed it just now',
  EISDIR: 'is a folder, where a file is expected',
  EMFILE: 'cannot be opened: too many files are open',
  EIO: 'cannot be read: the disk reports an error',
};

/** `ENOENT`, `Z_BUF_ERROR`: the name that the system or a library gave an error; empty when it gave none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** The system's error about `path` as an InputError; what is already one, or our own mistake, stays as it is. */
export function readFailure(path: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof InvariantError) return error;
  const code = codeOf(error);
  return new InputError(path, SYSTEM_REASONS[code] ?? `cannot be read (${code === '' ? String(error) : code})`);
}
