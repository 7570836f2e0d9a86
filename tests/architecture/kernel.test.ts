// The compiled kernel in the repository is that of its source, and of no processor's choosing.

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { KERNEL_BYTES, kernelBytesText } from '../../scripts/kernel.ts';

test('The bytes of the kernel are what its source compiles to', () => {
  expect(readFileSync(KERNEL_BYTES, 'utf8')).toBe(kernelBytesText());
});
