// Compiles libs/policy/assembly and writes libs/policy/src/kernel/kernel-bytes.ts. Run it after a change of the former:
// `node scripts/run.cjs scripts/kernel.ts`. A test fails while the bytes are those of another source.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const COMPILER = join(ROOT, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
export const KERNEL_BYTES = join(ROOT, 'libs', 'policy', 'src', 'kernel', 'kernel-bytes.ts');

/** Strict: SIMD without its relaxed instructions, whose results are left to the processor. */
const OPTIONS = ['--enable', 'simd', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory'];
const LINE = 112;

/** The text of kernel-bytes.ts, compiled anew. */
export function kernelBytesText(): string {
  const lines =
    compile()
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    '// The compiled kernel of libs/policy/assembly, made by scripts/kernel.ts. Not to be changed by hand.',
    '',
    '/** WebAssembly, in base64. */',
    'export const KERNEL_BYTES = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

function compile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const target = join(folder, 'kernel.wasm');
    const source = 'libs/policy/assembly/kernel.ts';
    const compiler = spawnSync(process.execPath, [COMPILER, source, ...OPTIONS, '--outFile', target], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (compiler.status !== 0) throw new Error(`The kernel does not compile: ${compiler.stderr}`);
    return readFileSync(target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) writeFileSync(KERNEL_BYTES, kernelBytesText());
