// What Postgres or the way to it says when something fails, as one sentence: where, why, and the mend.

import { DatabaseError } from 'pg';
import { LogUnavailableError } from '../errors.ts';
import type { Server } from './server.ts';

/**
 * Classes of SQLSTATE that say nothing about the statement: connection (08), rolled back by a collision (40), out of
 * disk, memory or connections (53), ended or not yet ready (57), disk error (58); and a standby, which becomes writable.
 */
const OUTAGE = /^(?:08|40|53|57|58)|^25006$/;
const DISK_FULL = '53100';

/** Whether the same statement can succeed later, when somebody or something has mended the server. */
export function isOutage(error: unknown): boolean {
  return error instanceof DatabaseError && OUTAGE.test(error.code ?? '');
}

/** As `isOutage`, for what somebody waits for who can be told instead that the disk is full. */
export function isPassing(error: unknown): boolean {
  return isOutage(error) && codeOf(error) !== DISK_FULL;
}

/** An error of Postgres as a sentence; any other as it is. */
export function explained(error: unknown, server: Server): unknown {
  return error instanceof DatabaseError ? unavailable(error, server) : error;
}

export function unavailable(error: unknown, server: Server): LogUnavailableError {
  if (error instanceof LogUnavailableError) return error;
  return new LogUnavailableError(failureSentence(error, server), { cause: error });
}

export function failureSentence(error: unknown, server: Server): string {
  if (error instanceof LogUnavailableError) return error.message;
  const { place, user, database } = server;
  const at = `Postgres at ${place}`;
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `${at} is not running: start it, or correct the address`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${at} cannot be found: no machine has this name; correct the address`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${at} does not answer: start it, or correct the address`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${at} ended the connection: see its log`;
    case '28P01':
      return `${at} refuses user "${user}": the password is wrong; correct it in the URL or in PGPASSWORD`;
    case '28000':
      return `${at} refuses user "${user}": ${textOf(error)}; create the user, or allow it in pg_hba.conf`;
    case '3D000':
      return `${at} has no database "${database}": create it, or correct the URL`;
    case '42501':
      return `${at} does not let user "${user}" do this: ${textOf(error)}; connect as a user who may`;
    case DISK_FULL:
      return `${at} has no room left on its disk: make room there`;
    case '53300':
      return `${at} has no connection left: raise max_connections, or end what holds them`;
    case '57P01':
    case '57P02':
    case '57P03':
      return `${at} is stopping, starting or recovering (${textOf(error)}): wait for it`;
    case '25006':
      return `${at} is a standby and cannot be written to: promote it, or correct the address`;
    default:
      return unnamedFailure(error, at, user);
  }
}

function unnamedFailure(error: unknown, at: string, user: string): string {
  const text = textOf(error);
  if (text.startsWith('SASL')) {
    return `${at} asks user "${user}" for a password, and none is given: put it in the URL or in PGPASSWORD`;
  }
  if (text.startsWith('timeout')) return `${at} does not answer: start it, or correct the address`;
  if (text.startsWith('Connection terminated')) return `${at} ended the connection: see its log`;
  const code = codeOf(error);
  return `${at} cannot be used (${code === '' ? text : `${code}: ${text}`}): see its log`;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
