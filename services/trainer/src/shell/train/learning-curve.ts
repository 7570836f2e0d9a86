// learning_curve.csv: every time that a policy was judged, one line. It appears whole after each, by rename.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LearnerJudgement } from './learner.ts';
import type { RunFolder } from './run-folder.ts';

export interface LearningCurve {
  add(member: number, step: number, judgement: Pick<LearnerJudgement, 'figures' | 'stressed'>): void;
}

const NAME = 'learning_curve.csv';
const TITLES = 'member,step,metric,value';

/** @param upTo of a run that goes on: what was judged at later steps is going to be judged again */
export function openLearningCurve(folder: RunFolder, upTo: number): LearningCurve {
  const lines = before(join(folder.path, NAME), upTo);
  return {
    add(member, step, { figures, stressed }) {
      const worse = Object.entries(stressed ?? {}).map(([name, value]) => [`stressed_${name}`, value] as const);
      for (const [metric, value] of [...Object.entries(figures), ...worse]) {
        if (value !== null) lines.push(`${member},${step},${metric},${value}`);
      }
      folder.text(NAME, `${[TITLES, ...lines].join('\n')}\n`);
    },
  };
}

function before(path: string, upTo: number): string[] {
  if (!existsSync(path)) return [];
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.filter((line) => Number(line.split(',')[1]) <= upTo);
}
