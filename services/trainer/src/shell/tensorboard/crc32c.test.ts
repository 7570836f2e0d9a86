// CRC-32C against the vectors of RFC 3720 and the check value that catalogues of CRCs give.

import { expect, test } from '@jest/globals';
import { crc32c } from './crc32c.ts';

test.each([
  ['nothing', new Uint8Array(), 0],
  ['the digits 1 to 9', new TextEncoder().encode('123456789'), 0xe3069283],
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
])('%s', (_, bytes, crc) => {
  expect(crc32c(bytes)).toBe(crc);
});
