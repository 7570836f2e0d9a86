// Looks through files of bars once: whose bars, from when to when, how long, and the hash of what was read.

import { InputError, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_SECOND } from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import type { BarFile, FileContents } from '../core/bar-file.ts';
import { timeframeInName } from '../core/file-name-hints.ts';
import type { BarCache } from './cache/bar-cache.ts';
import { cachedSurvey } from './cache/cached-survey.ts';
import { surveyCsv } from './csv-file.ts';
import { findFiles } from './find-files.ts';
import { surveyParquet } from './parquet-file.ts';

/**
 * The files at `paths`, a folder standing for all the files of bars in it.
 * @param cache where surveys are kept; without it every file is read
 * @throws InputError for what is missing, empty, cut off, or not made of bars
 */
export async function surveyBars(paths: readonly string[], cache?: BarCache): Promise<BarFile[]> {
  const files: BarFile[] = [];
  for (const path of await findFiles(paths)) files.push(await cachedSurvey(cache, path, (one) => surveyFile(one)));
  return files;
}

/** @param named whose bars those are that say it neither in a column nor in the name of the file */
export async function surveyFile(path: string, named?: string): Promise<BarFile> {
  const hash = createHash('sha256');
  const onRaw = (block: Uint8Array): void => void hash.update(block);
  const format = path.toLowerCase().endsWith('.parquet') ? 'parquet' : 'csv';
  const contents = await (format === 'csv' ? surveyCsv(path, onRaw, named) : surveyParquet(path, onRaw, named));
  if (contents.spans.length === 0) throw new InputError(path, 'the file holds no bars', 'fetch it again');
  return {
    path,
    format,
    sha256: hash.digest('hex'),
    synthetic: contents.synthetic,
    symbols: contents.spans.map(({ symbol }) => symbol),
    spans: contents.spans.map((span) => ({ ...span, timeframe: timeframeOf(path, contents, span.step) })),
  };
}

/** By the name of the file, else by its close times, else by the smallest step. */
export function timeframeOf(
  path: string,
  contents: Pick<FileContents, 'closeTimeSays'>,
  step: number | undefined,
): number | undefined {
  const said = timeframeInName(path) ?? contents.closeTimeSays ?? step;
  if (said === undefined) return undefined;
  // A local day is 23 hours long when clocks go forward.
  if ((said + MICROS_PER_HOUR) % MICROS_PER_DAY === 0) return said + MICROS_PER_HOUR;
  if (said % MICROS_PER_SECOND === 0) return said;
  throw new InputError(path, `its bars are ${said / MICROS_PER_SECOND} s apart, which is no whole number of seconds`);
}
