import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chainHash, GENESIS } from './chain.ts';

const plain = (previous: Uint8Array, body: string): string =>
  createHash('sha256').update(previous).update(body, 'utf8').digest('hex');

test('a hash is SHA-256 over the hash before it and the body in UTF-8', () => {
  const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '漢'.repeat(50_000), 'x'.repeat(200_000)));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bodies, (previous, body) => {
      expect(Buffer.from(chainHash(previous, body)).toString('hex')).toBe(plain(previous, body));
    }),
  );
});

test('the first chain begins from 32 zero bytes', () => {
  expect(Buffer.from(GENESIS, 'hex')).toEqual(Buffer.alloc(32));
});
