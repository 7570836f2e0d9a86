// `npm test`: everything there is to prove. The static stages first, then every test, then the mutants.
// Whatever happens, the last line on standard output is `N passed, N failed, N skipped`; a failed stage is a failure.

import { LOUD_STAGES, runQuietly, runStage, STATIC_STAGES, type StageResult } from './stages.ts';
import { countsLine } from './test-counts.ts';

const results: StageResult[] = [];
process.once('exit', printCounts);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

for (const result of await runQuietly(STATIC_STAGES, 2)) results.push(result);
for (const stage of LOUD_STAGES) results.push(await runStage(stage, 'loud'));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function printCounts(exitCode: number): void {
  const failedStages = results.filter(({ ok }) => !ok);
  if (failedStages.length > 0) console.log(`failed: ${failedStages.map(({ name }) => name).join(', ')}`);
  const counts = {
    passed: sum(results.map(({ tests }) => tests?.passed ?? 0)),
    // A run that was stopped, or that broke itself, has failed too.
    failed: Math.max(sum(results.map(failures)), exitCode === 0 ? 0 : 1),
    skips: results.flatMap(({ tests }) => tests?.skips ?? []),
  };
  console.log(countsLine(counts));
}

/** A stage that fails without a failed test, such as lint, is one failure. */
function failures({ ok, tests }: StageResult): number {
  return ok ? 0 : Math.max(1, tests?.failed ?? 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
