// The last word of a jest run: every skipped test with its reason, then `N passed, N failed, N skipped`.
// A skip without a reason fails the run: write it into the title, as in `test.skip('… [skip: needs Docker]')`.

import type { AggregatedResult, Config, Reporter, TestContext } from '@jest/reporters';
import { reportTestCounts } from './test-counts.ts';

type AssertionResult = AggregatedResult['testResults'][number]['testResults'][number];

const REASON = /\[skip: [^\]]+\]/;

export default class CountsReporter implements Reporter {
  readonly #isFiltered: boolean;
  #error: Error | undefined;

  constructor(config: Config.GlobalConfig) {
    // With `-t` the tests that were not asked for arrive as skipped ones.
    this.#isFiltered = Boolean(config.testNamePattern);
  }

  onRunComplete(_contexts: Set<TestContext>, results: AggregatedResult): void {
    const tests = results.testResults.flatMap((file) => file.testResults);
    const skipped = tests.filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled');
    const skips = skipped.map((test) => `skipped: ${test.fullName}${test.status === 'todo' ? ' [skip: todo]' : ''}`);
    const unexplained = this.#isFiltered ? [] : skipped.filter(lacksReason);
    if (!this.#isFiltered) for (const skip of skips) console.log(skip);
    if (unexplained.length > 0) {
      this.#error = new Error(
        `Skipped without a reason (add "[skip: why]" to the title, or remove ".only"): ${unexplained[0]?.fullName ?? ''}` +
          (unexplained.length > 1 ? ` and ${unexplained.length - 1} more` : ''),
      );
      console.log(this.#error.message);
    }
    const broken = results.numRuntimeErrorTestSuites + unexplained.length;
    const counts = { passed: results.numPassedTests, failed: results.numFailedTests + broken, skips };
    // jest's own summary comes after every other reporter.
    process.once('exit', () => reportTestCounts(counts));
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}

function lacksReason({ status, fullName }: AssertionResult): boolean {
  return status !== 'todo' && !REASON.test(fullName);
}
