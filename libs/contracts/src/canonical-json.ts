// Canonical JSON (RFC 8785, JCS): one text for one value, so that equal values have equal bytes.

import canonicalize from 'canonicalize';
import { invariant } from '@tradingbot/domain';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript prints them. A member that is undefined is absent.
 * @throws on what JSON cannot hold: NaN, infinities, lone surrogates, bigints, functions, symbols, circles, holes
 */
export function canonicalJson(value: unknown): string {
  const printed = canonicalize(value);
  refuseLost(value, '');
  return printed as string;
}

/** The printer leaves out or replaces in silence what it does not know. */
function refuseLost(value: unknown, path: string): void {
  const kind = typeof value;
  const isLost = kind === 'undefined' || kind === 'function' || kind === 'symbol';
  invariant(!isLost, `canonical JSON holds no ${kind}, but there is one at "${path}"`);
  if (kind !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    // Not forEach, which steps over holes.
    for (const [index, item] of (value as unknown[]).entries()) refuseLost(item, `${path}/${index}`);
    return;
  }
  for (const [key, member] of Object.entries(value as object)) {
    if (member !== undefined) refuseLost(member, `${path}/${key}`);
  }
}
