// `tradingbot model promote` and `rollback`: which model is in force, as a fact that stays.

import {
  appendPromotion,
  keepModel,
  keptPath,
  PROMOTED,
  promotionsPath,
  readPromotions,
  standing,
  type Promotion,
} from '@tradingbot/strategy/load';
import type { Terminal } from '../terminal.ts';
import { modelAt, modelNamed } from './model-files.ts';
import type { PromoteOptions } from './model-options.ts';

const NONE_BEFORE = 1;

/** The document of `--json`. */
export interface PromotionOutcome extends Promotion {
  /** The model that was in force until now. */
  readonly previous: string | null;
  /** False when it was in force already, and nothing was written. */
  readonly changed: boolean;
}

/** @returns the exit code */
export function promoteModel(name: string, options: PromoteOptions, terminal: Terminal): number {
  const { artifacts } = options;
  const { sha256, bytes, paths } = modelNamed(artifacts, name);
  const before = standing(readPromotions(artifacts)).at(-1);
  const promotion: Promotion = { kind: 'promoted', sha256, path: paths[0] ?? name, ...whoAndWhy(options, terminal) };
  // The copy first: a promotion must never name what is not there.
  const kept = keepModel(artifacts, { sha256, bytes });
  const changed = before?.sha256 !== sha256;
  if (changed) appendPromotion(artifacts, promotion);
  const outcome = {
    ...(changed || before === undefined ? promotion : before),
    previous: before?.sha256 ?? null,
    changed,
  };
  say(
    outcome,
    options,
    terminal,
    changed ? `${short(sha256)} is in force, kept as ${kept}` : `${short(sha256)} was in force already`,
  );
  return 0;
}

/** @returns the exit code */
export function rollbackModel(options: PromoteOptions, terminal: Terminal): number {
  const { artifacts } = options;
  const stack = standing(readPromotions(artifacts));
  const [before, present] = [stack.at(-2), stack.at(-1)];
  if (before === undefined) {
    const why =
      present === undefined ? 'no model is in force' : `no model was in force before ${short(present.sha256)}`;
    terminal.err(`${promotionsPath(artifacts)}: ${why}\n`);
    if (options.json === true) terminal.out(`${JSON.stringify({ changed: false, error: why }, undefined, 2)}\n`);
    return NONE_BEFORE;
  }
  // Said now, while the present one is still in force, when the other is missing or damaged.
  modelAt(keptPath(artifacts, before.sha256));
  const { sha256, path } = before;
  const rollback: Promotion = { kind: 'rolled-back', sha256, path, ...whoAndWhy(options, terminal) };
  appendPromotion(artifacts, rollback);
  const outcome = { ...rollback, previous: present?.sha256 ?? null, changed: true };
  say(outcome, options, terminal, `${short(sha256)} is in force again`);
  return 0;
}

function whoAndWhy(
  { by, reason }: PromoteOptions,
  { environment: { USER: user, LOGNAME: login } }: Terminal,
): Pick<Promotion, 'by' | 'reason' | 'at'> {
  return { by: by ?? user ?? login ?? '', reason: reason ?? '', at: new Date().toISOString() };
}

const short = (sha256: string): string => sha256.slice(0, 12);

function say(outcome: PromotionOutcome, { json }: PromoteOptions, terminal: Terminal, sentence: string): void {
  const mend = `a configuration that says model: ${PROMOTED} trades it from its next run on`;
  terminal.out(json === true ? `${JSON.stringify(outcome, undefined, 2)}\n` : `${sentence}; ${mend}\n`);
}
