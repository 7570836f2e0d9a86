// Files of bars for specs, and the bars read back from them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { InputError, marketSymbol, parseMicros, parseTimeframe } from '@tradingbot/domain';
import { openBars, surveyBars, type BarCache, type BarFile, type OpenedBars } from '../src/shell/index.ts';
import { INSTRUMENTS, rulesFrom } from './market.ts';

type ParquetOptions = Parameters<typeof parquetWriteBuffer>[0];

/** 2024-01-01T00:00:00Z in milliseconds. */
export const START_MS = 1_704_067_200_000;
export const HOUR_MS = 3_600_000;
export const HEADER = 'ts_ms,symbol,open,high,low,close,volume';

/** An hourly bar that is in order: line `i` of a series. */
export const hourly = (i: number, symbol = 'BTCUSDT'): string =>
  `${START_MS + i * HOUR_MS},${symbol},100.${10 + i},101.5,99.25,100.${20 + i},${i}.5`;

/** The same as a line of a Binance dump. @param perMs 1 for milliseconds, 1,000 for microseconds */
export const kline = (i: number, perMs = 1): string => {
  const open = START_MS + i * HOUR_MS;
  const prices = `100.${10 + i}000000,101.50000000,99.25000000,100.${20 + i}000000`;
  return `${open * perMs},${prices},${i}.50000000,${(open + HOUR_MS) * perMs - 1},1234.5,67,1.2,120.5,0`;
};

export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A folder of its own, gone after the spec. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bars-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function writeFile(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export function writeParquet(folder: string, name: string, options: ParquetOptions): string {
  return writeFile(folder, name, new Uint8Array(parquetWriteBuffer(options)));
}

type Column = ParquetOptions['columnData'][number];

/** Columns of `count` hourly bars of one symbol; those in `over` take the place of the usual ones. */
export function parquetColumns(count: number, over: Readonly<Record<string, Partial<Column>>> = {}): Column[] {
  const at = range(count);
  const usual: Record<string, Partial<Column>> = {
    ts_ms: { data: at.map((i) => BigInt(START_MS + i * HOUR_MS)), type: 'INT64' },
    symbol: { data: at.map(() => 'BTCUSDT'), type: 'STRING' },
    open: { data: at.map((i) => Number(`100.${10 + (i % 90)}`)), type: 'DOUBLE' },
    high: { data: at.map(() => 101.5), type: 'DOUBLE' },
    low: { data: at.map(() => 99.25), type: 'DOUBLE' },
    close: { data: at.map((i) => Number(`100.${10 + ((i + 10) % 90)}`)), type: 'DOUBLE' },
    volume: { data: at.map((i) => i + 0.5), type: 'DOUBLE' },
  };
  return Object.entries({ ...usual, ...over })
    .filter(([, column]) => column.data !== undefined)
    .map(([name, column]) => ({ ...column, name }) as Column);
}

export interface ReadOptions {
  readonly symbols?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly timeframe?: string;
  /** ISO date of the first trading rules. */
  readonly rulesFrom?: string;
  readonly session?: 'regular' | 'extended';
  readonly withPath?: boolean;
  readonly references?: readonly BarFile[];
  readonly cache?: BarCache;
}

export async function openFiles(files: readonly BarFile[], options: ReadOptions = {}): Promise<OpenedBars> {
  const { from, to, timeframe } = options;
  const symbols = options.symbols ?? [...new Set(files.flatMap((file) => file.symbols))];
  return openBars({
    files,
    catalog: { instruments: INSTRUMENTS },
    rules: INSTRUMENTS.map(() => rulesFrom(parseMicros(options.rulesFrom ?? '1990-01-01') ?? 0)),
    symbols: symbols.map(marketSymbol),
    from: from === undefined ? undefined : parseMicros(from),
    to: to === undefined ? undefined : parseMicros(to),
    timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
    session: options.session,
    withPath: options.withPath,
    references: options.references,
    cache: options.cache,
  });
}

/** Bars read back: `[open time in ms, open, high, low, close, volume]`. */
export type ReadBar = readonly number[];

export interface ReadSeries {
  readonly symbol: string;
  readonly timeframe: number;
  readonly bars: readonly ReadBar[];
}

export async function readSeries(opened: OpenedBars): Promise<ReadSeries[]> {
  const all: ReadSeries[] = [];
  for (const { instrument, timeframe, chunks } of opened.series) {
    const bars: ReadBar[] = [];
    for await (const chunk of chunks()) {
      const { openTime, open, high, low, close, volume } = chunk;
      for (let i = 0; i < chunk.length; i++) {
        bars.push(
          [openTime, open, high, low, close, volume].map((column, at) => (column[i] as number) / (at === 0 ? 1e3 : 1)),
        );
      }
    }
    all.push({ symbol: INSTRUMENTS[instrument]?.symbol ?? '', timeframe, bars });
  }
  return all;
}

/** Everything from paths to bars. */
export async function readAll(paths: readonly string[], options?: ReadOptions): Promise<ReadSeries[]> {
  return readSeries(await openFiles(await surveyBars(paths), options));
}

/** The sentence that refuses, with the folder's name left out; fails when nothing is refused, or not by an InputError. */
export async function refusal(folder: string, work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  throw new Error('nothing was refused');
}
