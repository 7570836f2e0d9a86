// docs/training-metrics.md is what scripts/training-metrics-document.ts makes of the catalogue today.

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { TRAINING_METRICS_DOCUMENT, trainingMetricsDocument } from '../../scripts/training-metrics-document.ts';

test('every figure of training is explained as it is defined (mend: node scripts/run.cjs scripts/training-metrics-document.ts)', () => {
  expect(readFileSync(TRAINING_METRICS_DOCUMENT, 'utf8')).toBe(trainingMetricsDocument());
});
