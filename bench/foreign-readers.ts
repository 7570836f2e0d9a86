// Models and event files before the libraries that others read them with: Python's zipfile, safetensors, onnxruntime
// and TensorBoard. What cannot be had here is said, and is no failure.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from './foreign/python-environment.ts';
import { writeFiles } from './foreign/written-files.ts';

const ENVIRONMENT = join(import.meta.dirname, '../.tradingbot/foreign-readers-venv');
const REQUIREMENTS = join(import.meta.dirname, 'foreign/requirements.txt');
const SCRIPT = join(import.meta.dirname, 'foreign/read_files.py');

/** Exits with 1 when a reader finds something else than was written. */
export async function benchForeignReaders(): Promise<void> {
  const python = pythonEnvironment(ENVIRONMENT, REQUIREMENTS);
  if (typeof python === 'string') return print({ skipped: true, reason: python });
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-readers-'));
  try {
    writeFiles(folder);
    for (const line of python.run(SCRIPT, [folder]).trim().split('\n')) {
      const told = JSON.parse(line) as { readonly equal?: boolean };
      print(told);
      if (told.equal === false) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const print = (line: object): void => console.log(JSON.stringify({ bench: 'foreign-readers', ...line }));
