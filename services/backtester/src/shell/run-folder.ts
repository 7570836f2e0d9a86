// Where a run's results go: a folder that appears whole, by rename, or not at all; and the link `latest`.

import { InputError } from '@tradingbot/domain';
import { copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { saidOf } from './said-of.ts';

export interface RunFolder {
  /** Where files are written while the run goes on. */
  readonly draft: string;
  /**
   * Gives the folder its name and moves `latest`. Where the name is taken, what has it is replaced, or else the next free
   * one is taken, should two runs start in the same second.
   */
  publish(runId: string, replace?: boolean): { readonly runId: string; readonly path: string };
  /** Leaves nothing behind. */
  discard(): void;
}

/** @throws InputError where something else is `latest`; what the system says of the folder, with the key `artifacts_dir` */
export function createRunFolder(artifactsDir: string): RunFolder {
  const draft = join(artifactsDir, `.draft-${process.pid}-${process.hrtime.bigint()}`);
  saidOf('artifacts_dir', artifactsDir, () => {
    makeFolder(artifactsDir);
    refuseForeignLatest(artifactsDir);
    sweep(artifactsDir);
    mkdirSync(draft);
  });
  return {
    draft,
    publish(runId, replace = false) {
      if (replace) rmSync(join(artifactsDir, runId), { recursive: true, force: true });
      for (let copy = 1; ; copy++) {
        const name = copy === 1 ? runId : `${runId}-${copy}`;
        const path = join(artifactsDir, name);
        if (!renameIfFree(draft, path)) continue;
        pointLatestAt(artifactsDir, name);
        return { runId: name, path };
      }
    },
    discard() {
      rmSync(draft, { recursive: true, force: true });
    },
  };
}

/** `latest` is ours only while it is a link. Better said before the run than after it. */
function refuseForeignLatest(artifactsDir: string): void {
  const latest = join(artifactsDir, 'latest');
  const found = lstatSync(latest, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink()) return;
  throw new InputError(
    latest,
    'stands where the link to the latest run goes',
    'move it away or choose another artifacts_dir',
  );
}

/** Removes drafts of processes that are no more: what a killed run left behind. */
function sweep(artifactsDir: string): void {
  for (const name of readdirSync(artifactsDir)) {
    const pid = /^\.draft-(\d+)-\d+$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(artifactsDir, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Moves a file into a folder, on whatever disk that is; it appears there whole. */
export function moveFile(from: string, folder: string, name: string): void {
  makeFolder(folder);
  const draft = join(folder, `.${name}.draft`);
  copyFileSync(from, draft);
  renameSync(draft, join(folder, name));
  rmSync(from);
}

/** A rename onto a folder that is not empty fails, so two runs never share one. */
function renameIfFree(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

function pointLatestAt(artifactsDir: string, name: string): void {
  const link = join(artifactsDir, `.latest-${process.pid}-${process.hrtime.bigint()}`);
  symlinkSync(name, link);
  try {
    renameSync(link, join(artifactsDir, 'latest'));
  } catch (error) {
    rmSync(link, { force: true });
    throw error;
  }
}
