// The Postgres schema of a stack, safe to be put into SQL.

import { LogUnavailableError } from '../errors.ts';

/** Postgres cuts longer names off. */
const LONGEST = 63;

/** @returns the name in double quotes. @throws LogUnavailableError when it is not fit for one */
export function quotedSchema(schema: string): string {
  if (!/^[a-z][a-z0-9_-]*$/.test(schema) || schema.length > LONGEST) {
    throw new LogUnavailableError(
      `"${schema}" cannot name a Postgres schema: use lower-case letters, digits, - and _, at most ${LONGEST}`,
    );
  }
  return `"${schema}"`;
}
