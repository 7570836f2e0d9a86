// The stages of `npm run check` and `npm test`: one command each. A new stage is one more line in a list.
// A quiet stage prints one line, and what it has to say only if it fails; quiet stages run side by side.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { COUNTS_FILE, countsLine, takeTestCounts, type TestCounts } from './test-counts.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Stage {
  readonly name: string;
  /** A file of this repository (with a slash) or a tool among its dependencies, and the arguments. */
  readonly command: readonly [string, ...string[]];
  /** Whether the stage is jest, which reports how many tests it ran. */
  readonly isJest?: boolean;
}

export interface StageResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** Of jest only. */
  readonly tests: TestCounts | undefined;
}

/** What reads the sources without running them; the slowest first. */
export const STATIC_STAGES: readonly Stage[] = [
  { name: 'lint', command: ['eslint', '--max-warnings=0', '.'] },
  { name: 'types', command: ['tsc'] },
  { name: 'boundaries', command: ['depcruise', '--output-type', 'err-long', '.'] },
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '--cache', '.'] },
];

/** The tests beside the sources, without those in `tests/`. */
export const UNIT_TESTS: Stage = {
  name: 'unit tests',
  command: ['jest', '--testPathIgnorePatterns', '/node_modules/', '<rootDir>/tests/'],
  isJest: true,
};

export const ALL_TESTS: Stage = { name: 'tests', command: ['jest'], isJest: true };

const MUTANTS: Stage = { name: 'mutants', command: ['tests/mutants/run.ts'] };

/** What `npm test` runs after its static stages, one after the other and loud. */
export const LOUD_STAGES: readonly Stage[] = [ALL_TESTS, MUTANTS].filter(exists);

/** Runs quiet stages, at most `width` at a time. */
export async function runQuietly(stages: readonly Stage[], width: number): Promise<StageResult[]> {
  const waiting = [...stages];
  const results: StageResult[] = [];
  const lane = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      results.push(await runStage(stage, 'quiet'));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

export async function runStage(stage: Stage, mode: 'loud' | 'quiet'): Promise<StageResult> {
  const startedAt = performance.now();
  const countsFile = join(tmpdir(), `test-counts-${process.pid}.json`);
  const { code, output } = await run(stage.command, mode, { [COUNTS_FILE]: countsFile });
  const seconds = (performance.now() - startedAt) / 1000;
  const tests = stage.isJest === true ? takeTestCounts(countsFile) : undefined;
  const result = { name: stage.name, ok: code === 0, seconds, tests };
  if (!result.ok) process.stdout.write(output);
  else if (mode === 'quiet') for (const skip of tests?.skips ?? []) console.log(skip);
  console.log(lineOf(result));
  return result;
}

function run([program, ...args]: Stage['command'], mode: 'loud' | 'quiet', env: Record<string, string>) {
  const file = program.includes('/') ? program : join('node_modules', '.bin', program);
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, file), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: mode === 'loud' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    // A stage does not outlive its run.
    const stop = () => child.kill();
    process.once('exit', stop);
    child.once('close', (code) => {
      process.off('exit', stop);
      resolve({ code: code ?? 1, output });
    });
  });
}

function lineOf({ name, ok, seconds, tests }: StageResult): string {
  const time = `${seconds.toFixed(1).padStart(6)} s`;
  return `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${time}${tests === undefined ? '' : `   ${countsLine(tests)}`}`;
}

function exists({ command: [program] }: Stage): boolean {
  return !program.includes('/') || existsSync(join(ROOT, program));
}
