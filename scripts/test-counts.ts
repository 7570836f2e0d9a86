// What a test run amounts to, and how the jest reporter hands it to the command that started jest.
// Without such a command the reporter prints the line itself.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** One line per skipped test: its name and the reason. */
  readonly skips: readonly string[];
}

/** The environment variable that names the file for the counts. */
export const COUNTS_FILE = 'TEST_COUNTS_FILE';

/** What is counted when jest ended without a word. */
const NO_WORD: TestCounts = { passed: 0, failed: 1, skips: [] };

export function countsLine({ passed, failed, skips }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skips.length} skipped`;
}

export function reportTestCounts(counts: TestCounts): void {
  const file = process.env[COUNTS_FILE];
  if (file === undefined) console.log(countsLine(counts));
  else writeFileSync(file, JSON.stringify(counts));
}

/** Reads the file and removes it. */
export function takeTestCounts(file: string): TestCounts {
  if (!existsSync(file)) return NO_WORD;
  const counts = JSON.parse(readFileSync(file, 'utf8')) as TestCounts;
  rmSync(file);
  return counts;
}
