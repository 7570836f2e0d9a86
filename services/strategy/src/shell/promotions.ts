// Which model is in force, as facts that are only ever added to: promoted by whom, why, and when.

import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@tradingbot/domain';
import { z } from 'zod';
import { modelsFolder } from './model-store.ts';

/** What `params.model` says in place of a path. */
export const PROMOTED = 'promoted';

const PromotionSchema = z.strictObject({
  kind: z.enum(['promoted', 'rolled-back']),
  /** Of the model that is in force from here on. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where it was promoted from. */
  path: z.string(),
  by: z.string(),
  reason: z.string(),
  /** For people: nothing is decided by it. */
  at: z.string(),
});
export type Promotion = z.output<typeof PromotionSchema>;

export const promotionsPath = (artifactsDir: string): string => join(modelsFolder(artifactsDir), 'promotions.jsonl');

/** Oldest first. A line that is no JSON was torn when its writer died, and is passed over. @throws InputError for others */
export function readPromotions(artifactsDir: string): readonly Promotion[] {
  const path = promotionsPath(artifactsDir);
  const lines = textOf(path).split('\n');
  return lines.flatMap((line, at) => {
    if (line === '') return [];
    const json = jsonOf(line);
    if (json === undefined) return [];
    const parsed = PromotionSchema.safeParse(json);
    if (parsed.success) return [parsed.data];
    throw new InputError(`${path}, line ${at + 1}`, 'is no promotion', 'the file is only ever added to: restore it');
  });
}

/** The models that stand one on top of the other, the one in force last: a rollback takes the top away. */
export function standing(promotions: readonly Promotion[]): readonly Promotion[] {
  const stack: Promotion[] = [];
  for (const promotion of promotions) {
    if (promotion.kind === 'promoted') stack.push(promotion);
    else stack.pop();
  }
  return stack;
}

export const promotedIn = (artifactsDir: string): Promotion | undefined =>
  standing(readPromotions(artifactsDir)).at(-1);

/** On disk when it returns. */
export function appendPromotion(artifactsDir: string, promotion: Promotion): void {
  mkdirSync(modelsFolder(artifactsDir), { recursive: true });
  const path = promotionsPath(artifactsDir);
  const before = textOf(path);
  const file = openSync(path, 'a');
  try {
    // Behind a torn line a new one begins.
    writeSync(file, `${before === '' || before.endsWith('\n') ? '' : '\n'}${JSON.stringify(promotion)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
