// Results of runs side by side: every figure, how far it is from that of the first run, and what they were run with.

import { formatDecimal, parseDecimal } from '@tradingbot/domain';
import type { StoredResults } from './choose-results.ts';
import { differingKeys, flatDocument } from './flat-document.ts';

export interface Comparison {
  readonly runs: readonly { readonly run_id: string; readonly path: string }[];
  readonly figures: readonly ComparedFigure[];
  /** Keys of the configuration that are not the same in all runs, and what else a run is made of. */
  readonly configuration: readonly { readonly key: string; readonly values: readonly unknown[] }[];
}

export interface ComparedFigure {
  readonly name: string;
  /** One for each run; money as decimal strings. */
  readonly values: readonly unknown[];
  /** From the first run to each: a number, a decimal string for money, `null` where one has no such figure. */
  readonly differences: readonly (number | string | null)[];
}

/** Shown of each run as it is. */
const SAID_ONCE = ['undefined_metrics', 'warnings', 'decision_digest'];

export function comparisonOf(results: readonly StoredResults[]): Comparison {
  const documents = results.map(({ metrics }) => flatDocument(metrics));
  const names = [...new Set(documents.flatMap((document) => [...document.keys()]))];
  return {
    runs: results.map(({ runId, path }) => ({ run_id: runId, path })),
    figures: names
      .filter((name) => !SAID_ONCE.some((one) => name === one || name.startsWith(`${one}.`)))
      .filter((name) => documents.some((document) => isFigure(document.get(name))))
      .map((name) => {
        const values = documents.map((document) => document.get(name) ?? null);
        return { name, values, differences: values.map((value) => differenceOf(values[0], value)) };
      }),
    configuration: differingKeys(results.map(({ manifest }) => flatDocument(madeOf(manifest)))),
  };
}

/** What of a manifest tells one run from another: not its name and not its hour. */
function madeOf(manifest: Readonly<Record<string, unknown>>): object {
  const { configuration, code_hash, data_hash, seed } = manifest;
  return { ...(configuration as object | undefined), code_hash, data_hash, seed };
}

const DECIMAL = /^-?\d+(?:\.(\d+))?$/;
const isFigure = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value));

/** `null` unless both are numbers, or both are decimal strings. */
export function differenceOf(from: unknown, to: unknown): number | string | null {
  if (typeof from === 'number' && typeof to === 'number') return to - from;
  if (typeof from !== 'string' || typeof to !== 'string' || !isFigure(from) || !isFigure(to)) return null;
  const scale = Math.max(...[from, to].map((one) => (DECIMAL.exec(one)?.[1] ?? '').length));
  return formatDecimal(BigInt(parseDecimal(to, scale)) - BigInt(parseDecimal(from, scale)), scale);
}
