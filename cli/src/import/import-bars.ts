// `tradingbot import bars`: files of any kind in, one file as a run reads it out.

import { gatherBars, type Gathered } from '@tradingbot/bars/files';
import { formatTimeframe, InputError, parseTimeframe, type Timeframe } from '@tradingbot/domain';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Terminal } from '../terminal.ts';
import { barsDocument } from './bars-document.ts';
import type { ImportOptions } from './import-options.ts';
import { importDocument, importSummary, importWarnings } from './import-summary.ts';
import { marketOfSymbol } from './market-of-symbol.ts';

/** @returns the exit code. @throws InputError; then nothing is written */
export async function importBars(
  files: readonly string[],
  options: ImportOptions,
  terminal: Pick<Terminal, 'out' | 'err' | 'colours'>,
): Promise<number> {
  const { symbol, json } = options;
  refuseEnding(options.out);
  const timeframe = options.timeframe === undefined ? undefined : timeframeOf(options.timeframe);
  const gathered = await gatherBars(files, { symbol, timeframe, marketOf: marketOfSymbol });
  const out = options.out ?? usualName(gathered);
  await refuseExisting(out);
  await publish(out, barsDocument(gathered, out));
  for (const warning of importWarnings(gathered)) terminal.err(`warning ${warning}\n`);
  terminal.out(
    json === true
      ? `${JSON.stringify(importDocument(gathered, out), undefined, 2)}\n`
      : importSummary(gathered, out, terminal.colours),
  );
  return 0;
}

function timeframeOf(text: string): Timeframe {
  const found = parseTimeframe(text);
  if (found !== undefined) return found;
  throw new InputError('--timeframe', `${text} is no length of time`, 'say 1m, 15m, 1h, 4h or 1d');
}

/** Such as `BTCUSDT_1h.parquet`, in the working directory: a name that says whose bars these are and how long. */
function usualName({ series, timeframe }: Gathered): string {
  const [first, ...others] = series;
  const symbol = others.length === 0 ? (first?.symbol ?? 'bars').replaceAll(/[/:]/g, '-') : 'bars';
  return `${symbol}_${formatTimeframe(timeframe)}.parquet`;
}

function refuseEnding(out: string | undefined): void {
  if (out === undefined || /\.(?:csv|parquet)$/i.test(out)) return;
  throw new InputError('--out', `${out} ends neither in .parquet nor in .csv`, 'the ending says what is written');
}

async function refuseExisting(out: string): Promise<void> {
  const found = await stat(out).catch(() => undefined);
  if (found !== undefined) throw new InputError(out, 'is there already', 'remove it, or name another file with --out');
}

/** Whole or not at all. */
async function publish(out: string, content: string | Uint8Array): Promise<void> {
  const draft = `${out}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw new InputError(out, `cannot be written (${error instanceof Error ? error.message : String(error)})`);
  }
}
