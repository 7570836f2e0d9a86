// What went wrong as one sentence, and the exit code it means: 2 the user can mend it, 3 the machine cannot, 1 we are wrong.

import { InputError } from '@tradingbot/domain';

export interface Failure {
  readonly exitCode: number;
  /** For standard error, with its line end. */
  readonly text: string;
}

const UNREACHABLE = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'ENOMEM']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENOENT', 'ENAMETOOLONG', 'EEXIST']);

/**
 * Errors whose message is the sentence, and what they mean. By name: no command loads a package for the errors of one
 * that it does not use.
 */
const SAID: Readonly<Record<string, number>> = {
  LogUnavailableError: 3,
  LogFencedError: 3,
  BusUnavailableError: 3,
  BusTimeoutError: 3,
  NoRespondersError: 3,
  DevStackError: 3,
  DivergedError: 1,
  LogConflictError: 1,
};

/** @param verbose whether an unexpected error shows its stack */
export function explainFailure(error: unknown, verbose: boolean): Failure {
  if (error instanceof InputError) return { exitCode: 2, text: `${error.message}\n` };
  const said = error instanceof Error ? meaningOf(error) : undefined;
  if (error instanceof Error && said !== undefined) {
    return { exitCode: said, text: `${error.message.replace(/\s+/g, ' ')}\n` };
  }
  const { code, path, syscall, key } = (error ?? {}) as NodeJS.ErrnoException & { readonly key?: string };
  // Of what is open already, such as standard output, nothing says the name.
  if (code !== undefined && path === undefined && syscall === 'write' && UNREACHABLE.has(code)) {
    return { exitCode: 3, text: `cannot write on: ${REASONS[code] ?? code}\n` };
  }
  if (code !== undefined && path !== undefined) {
    const where = key === undefined ? path : `${key} ${path}`;
    if (UNREACHABLE.has(code)) return { exitCode: 3, text: `${where}: ${REASONS[code] ?? code}\n` };
    const why = whyForbidden(error);
    const mend = key === undefined ? '' : ' (choose another folder)';
    if (why !== undefined) return { exitCode: 2, text: `${where}: ${why}${mend}\n` };
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? what) : what;
  const text = verbose
    ? stack
    : `${what.replace(/\s+/g, ' ')} (this is a mistake in tradingbot: --verbose shows where)`;
  return { exitCode: 1, text: `unexpected ${text}\n` };
}

/** Why a path cannot be used that another one could replace; `undefined` for every other error. */
export function whyForbidden(error: unknown): string | undefined {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return FORBIDDEN.has(code) ? (REASONS[code] ?? `cannot be used (${code})`) : undefined;
}

/** A service that has failed brings the exit code that it ended with. */
const meaningOf = (error: Error): number | undefined =>
  error.name === 'ServiceFailure' ? (error as Error & { exitCode: number }).exitCode : SAID[error.name];

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of this path is not a folder',
  ENOENT: 'no such file or folder',
  EEXIST: 'something else stands there',
};
