// Surveys kept beside the bars: looking through a file takes as long as reading it.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { BarFile } from '../../core/bar-file.ts';
import { draftEntry, entryPath, type BarCache } from './bar-cache.ts';
import { identityOf } from './file-identity.ts';
import { READING } from './reading-version.ts';

const number = z.number();
const SpanSchema = z.strictObject({
  symbol: z.string(),
  bars: number,
  first: number,
  last: number,
  step: number.optional(),
  timeframe: number.optional(),
});
const SurveySchema = z.strictObject({
  format: z.enum(['csv', 'parquet']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  synthetic: z.boolean(),
  spans: z.array(SpanSchema).min(1),
});
/** The hash of the second is the first: a torn entry is none. */
const EntrySchema = z.tuple([z.string(), z.string()]);

/** @param survey looks through the file, when it has to be */
export async function cachedSurvey(
  cache: BarCache | undefined,
  path: string,
  survey: (path: string) => Promise<BarFile>,
): Promise<BarFile> {
  const before = cache === undefined ? undefined : await identityOf(path);
  if (cache === undefined || before === undefined || before.size < cache.leastBytes) return survey(path);
  const entry = entryPath(cache, hashOf(`survey ${READING} ${before.text}`), 'json');
  const known = await readEntry(entry, path);
  if (known !== undefined) return known;
  const file = await survey(path);
  const after = await identityOf(path);
  if (after?.text === before.text) await writeEntry(cache, entry, file, before.changedMs);
  return file;
}

async function readEntry(entry: string, path: string): Promise<BarFile | undefined> {
  try {
    const [hash, text] = EntrySchema.parse(JSON.parse(await readFile(entry, 'utf8')));
    if (hashOf(text) !== hash) return undefined;
    const { spans, ...rest } = SurveySchema.parse(JSON.parse(text));
    return {
      ...rest,
      path,
      symbols: spans.map(({ symbol }) => symbol),
      spans: spans.map(({ step, timeframe, ...span }) => ({ ...span, step, timeframe })),
    };
  } catch {
    return undefined;
  }
}

async function writeEntry(cache: BarCache, entry: string, file: BarFile, changedMs: number): Promise<void> {
  const draft = await draftEntry(cache, entry);
  if (draft === undefined) return;
  const { format, sha256, synthetic, spans } = file;
  const text = JSON.stringify({ format, sha256, synthetic, spans });
  try {
    await draft.file.writeFile(JSON.stringify([hashOf(text), text]));
    await draft.commit(changedMs);
  } catch {
    await draft.discard();
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
