// The register of trials: which configurations were tried on the same bars, and how each fared. Whoever tries often finds
// something; how often is what the deflated Sharpe ratio asks for. Lines are only ever added.

import { deflatedSharpe, isDefined, momentsOf, type Moments } from '@tradingbot/metrics';
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import type { TrialFigures } from './request.ts';

/** One configuration, one code, on the bars that the register is named after. */
export interface Trial {
  readonly configuration_hash: string;
  readonly code_hash: string;
  /** Of daily returns, not annualised; null when it has none. */
  readonly daily_sharpe: number | null;
  readonly days: number;
}

const FOLDER = '.trials';
const registerOf = (artifactsDir: string, dataHash: string): string => join(artifactsDir, FOLDER, `${dataHash}.jsonl`);

/** What tells one trial from another. A new version of the product counts as another: rather one too many than one too few. */
const idOf = ({ configuration_hash, code_hash }: Trial): string => `${configuration_hash} ${code_hash}`;

/** Each trial once, as it was recorded last. Lines that were torn when their writer died are passed over. */
export function readTrials(artifactsDir: string, dataHash: string): readonly Trial[] {
  const trials = new Map<string, Trial>();
  for (const line of linesOf(registerOf(artifactsDir, dataHash))) {
    const trial = trialIn(line);
    if (trial !== undefined) trials.set(idOf(trial), trial);
  }
  return [...trials.values()];
}

/**
 * Adds what the register does not hold yet. Several programs may do it at once: every call is one write to the end.
 * @param dataHash hexadecimal; "" for bars that nothing tells from others, which have no register
 * @returns all trials, those of others too
 */
export function recordTrials(artifactsDir: string, dataHash: string, trials: readonly Trial[]): readonly Trial[] {
  if (dataHash === '') return trials;
  const known = new Map(readTrials(artifactsDir, dataHash).map((trial) => [idOf(trial), JSON.stringify(trial)]));
  const fresh = trials.map(inOrder).filter((trial) => known.get(idOf(trial)) !== JSON.stringify(trial));
  if (fresh.length > 0) {
    makeFolder(join(artifactsDir, FOLDER));
    append(registerOf(artifactsDir, dataHash), fresh.map((trial) => `${JSON.stringify(trial)}\n`).join(''));
  }
  return readTrials(artifactsDir, dataHash);
}

/** @param moments of the daily returns of the run that is judged */
export function trialFigures(trials: readonly Trial[], moments: Moments): TrialFigures {
  const sharpes = trials.map(({ daily_sharpe: sharpe }) => sharpe).filter((sharpe) => sharpe !== null);
  const { deviation } = momentsOf(sharpes);
  const deflated = deflatedSharpe(moments, trials.length, deviation ** 2);
  return {
    count: trials.length,
    deflated_sharpe: isDefined(deflated) ? deflated : null,
    reason: isDefined(deflated) ? '' : deflated.missing,
  };
}

const inOrder = ({ configuration_hash, code_hash, daily_sharpe, days }: Trial): Trial => ({
  configuration_hash,
  code_hash,
  daily_sharpe,
  days,
});

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function trialIn(line: string): Trial | undefined {
  try {
    const found = JSON.parse(line) as Partial<Trial> | null;
    if (typeof found?.configuration_hash !== 'string' || typeof found.code_hash !== 'string') return undefined;
    if (typeof found.days !== 'number') return undefined;
    if (found.daily_sharpe !== null && typeof found.daily_sharpe !== 'number') return undefined;
    return inOrder(found as Trial);
  } catch {
    return undefined;
  }
}

/** Behind a torn line a new one begins. */
function append(path: string, text: string): void {
  const file = openSync(path, 'a+');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    const bytes = Buffer.from(size === 0 || last.toString() === '\n' ? text : `\n${text}`);
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
  } finally {
    closeSync(file);
  }
}
