// logs/training.log: one line for what happens, added to what is there, so that `tail -f` follows one run after another.

import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface TrainingLog {
  readonly path: string;
  readonly info: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
}

/** Each line is one write, so that two runs at once do not cut each other's lines. */
export function openTrainingLog(logsDir: string, runId: string): TrainingLog {
  mkdirSync(logsDir, { recursive: true });
  const path = join(logsDir, 'training.log');
  const line =
    (level: string) =>
    (sentence: string): void =>
      appendFileSync(path, `${new Date().toISOString()} ${level} ${runId} ${sentence}\n`);
  return { path, info: line('info'), warn: line('warn') };
}
