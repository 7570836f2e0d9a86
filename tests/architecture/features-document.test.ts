// docs/features.md is what scripts/features-document.ts makes of the catalog today.

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FEATURES_DOCUMENT, featuresDocument } from '../../scripts/features-document.ts';

test('docs/features.md says every feature as it is (mend: node scripts/run.cjs scripts/features-document.ts)', () => {
  expect(readFileSync(FEATURES_DOCUMENT, 'utf8')).toBe(featuresDocument());
});
