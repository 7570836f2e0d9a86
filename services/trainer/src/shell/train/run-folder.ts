// Where a training leaves its models: a folder of its own, and under the names of the runbook beside it. Whatever appears,
// appears by rename: whoever reads sees a whole file, of whichever run was last.

import { writeModelFile } from '@tradingbot/policy/files';
import { InputError } from '@tradingbot/domain';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunFolder {
  readonly runId: string;
  readonly path: string;
  /** In the folder of the run, and beside it. @param name such as "best_model.zip" */
  model(name: string, bytes: Uint8Array): void;
  /** In the folder of the run alone. */
  text(name: string, text: string): void;
  json(name: string, value: unknown): void;
}

/** A new folder; where the name is taken, the next free one, should two runs begin in the same second. */
export function createRunFolder(artifactsDir: string, wanted: string): RunFolder {
  makeFolder(artifactsDir);
  for (let copy = 1; ; copy++) {
    const runId = copy === 1 ? wanted : `${wanted}-${copy}`;
    try {
      mkdirSync(join(artifactsDir, runId));
      return runFolder(artifactsDir, runId);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** One that is there already, to go on in. */
export function runFolder(artifactsDir: string, runId: string): RunFolder {
  const path = join(artifactsDir, runId);
  const text = (name: string, content: string): void => {
    const draft = join(path, `.${name}.${process.pid}`);
    writeFileSync(draft, content);
    renameSync(draft, join(path, name));
  };
  return {
    runId,
    path,
    model(name, bytes) {
      writeModelFile(join(path, name), bytes);
      writeModelFile(join(artifactsDir, name), bytes);
    },
    text,
    json: (name, value) => text(name, `${JSON.stringify(value, null, 2)}\n`),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new InputError('artifacts_dir', `${path} cannot be made (${code})`, 'choose another folder');
  }
}
