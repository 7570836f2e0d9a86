// docs/events.md is what scripts/events-document.ts makes of the contracts today.

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { EVENTS_DOCUMENT, eventsDocument } from '../../scripts/events-document.ts';

test('docs/events.md lists every event as it is defined (mend: node scripts/run.cjs scripts/events-document.ts)', () => {
  expect(readFileSync(EVENTS_DOCUMENT, 'utf8')).toBe(eventsDocument());
});
