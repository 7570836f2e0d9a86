// Applies each mutant alone and runs the tests that must notice it. A mutant that survives is a hole in the tests.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUTANTS, type Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const JEST = join(ROOT, 'node_modules', '.bin', 'jest');
const WIDTH = 2;

type Outcome = 'caught' | 'survived' | 'broken';

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const survivors: string[] = [];
const waiting = MUTANTS.map((mutant, index) => ({ mutant, index }));
try {
  await Promise.all(Array.from({ length: WIDTH }, lane));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${MUTANTS.length - survivors.length} of ${MUTANTS.length} mutants caught`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { mutant, index } = next;
    const { outcome, output } = await tryMutant(mutant, join(folder, `${index}.json`));
    if (outcome === 'caught') continue;
    survivors.push(mutant.wrong);
    console.log(`${outcome}: ${mutant.wrong} (${mutant.file}; tests in ${mutant.tests})`);
    if (outcome === 'broken') console.log(output);
  }
}

function tryMutant(mutant: Mutant, path: string): Promise<{ outcome: Outcome; output: string }> {
  const { file, find, replace } = mutant;
  const places = readFileSync(join(ROOT, file), 'utf8').split(find).length - 1;
  if (places !== 1)
    return Promise.resolve({ outcome: 'broken', output: `its text stands ${places} times in the file` });
  writeFileSync(path, JSON.stringify({ file, find, replace }));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [JEST, mutant.tests, '--bail', '--runInBand', '--reporters=default'], {
      cwd: ROOT,
      env: { ...process.env, MUTANT: path, CI: 'true' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => resolve({ outcome: outcomeOf(code, output), output }));
  });
}

/** Caught means that a test ran and failed; a suite that could not even start proves nothing. */
function outcomeOf(code: number | null, output: string): Outcome {
  if (code === 0) return 'survived';
  return /^Tests:\s+.*\d+ failed/m.test(output) ? 'caught' : 'broken';
}
