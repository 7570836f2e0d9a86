// `npm run check`: types, lint, boundaries, format and the unit tests, in under a minute.
// The stages do not depend on each other, so two run side by side.

import { runQuietly, STATIC_STAGES, UNIT_TESTS } from './stages.ts';

const results = await runQuietly([UNIT_TESTS, ...STATIC_STAGES], 2);
const failed = results.filter(({ ok }) => !ok);
console.log(failed.length === 0 ? 'check passed' : `check failed: ${failed.map(({ name }) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
