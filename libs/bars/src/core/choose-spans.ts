// Which files a series is read from: those of its symbol and bar length, in time order.

import {
  formatMicros,
  formatTimeframe,
  InputError,
  timeframe as asTimeframe,
  type Timeframe,
} from '@tradingbot/domain';
import type { BarFile, FileSpan } from './bar-file.ts';

/** The bars of one symbol in one file. */
export interface Part {
  readonly file: BarFile;
  readonly span: FileSpan;
}

/** What a series is made of. */
export interface Choice {
  /** Of the bars that are read. */
  readonly timeframe: Timeframe;
  /** In time order, only those that may hold bars of the range. */
  readonly parts: readonly Part[];
  /** When the range is open at both ends, how many bars there are. */
  readonly bars: number | undefined;
  /** The time that the files of this symbol and bar length cover, as text. */
  readonly covered: string;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * @param parts all that was found of the symbol, at least one
 * @param requested the bar length that is asked for, if any; bars of the longest length that it can be made of are
 * chosen where there are none of its own
 * @param canResample whether longer bars can be made of finer ones
 * @throws InputError when the bar length is open or absent, or when nothing lies in the range
 */
export function chooseSpans(
  symbol: string,
  parts: readonly Part[],
  requested: number | undefined,
  range: Range,
  canResample: (finer: number, longer: number) => boolean = () => false,
): Choice {
  const timeframe = requested === undefined ? onlyTimeframe(symbol, parts) : lengthFor(requested, parts, canResample);
  // A single bar does not say how long it is, and may be as long as is asked for.
  const fitting = parts.filter(({ span }) => (span.timeframe ?? timeframe) === timeframe);
  if (fitting.length === 0) refuseTimeframe(symbol, timeframe, lengths(parts));
  const first = Math.min(...fitting.map(({ span }) => span.first));
  const last = Math.max(...fitting.map(({ span }) => span.last));
  const covered = `${formatMicros(first)} to ${formatMicros(last)}`;
  const inRange = fitting.filter(({ span }) => span.last >= range.from && span.first < range.to);
  if (inRange.length === 0) refuseEmptyRange(symbol, range, covered);
  const whole = first >= range.from && last < range.to;
  return {
    timeframe: asTimeframe(timeframe),
    parts: inRange.sort((a, b) => a.span.first - b.span.first),
    bars: whole ? inRange.reduce((sum, { span }) => sum + span.bars, 0) : undefined,
    covered,
  };
}

/** Refuses a range without bars. */
export function refuseEmptyRange(symbol: string, { from, to }: Range, covered: string): never {
  const range = [
    from === -Infinity ? '' : ` from ${formatMicros(from)}`,
    to === Infinity ? '' : ` before ${formatMicros(to)}`,
  ].join('');
  throw new InputError(
    from === -Infinity ? 'data.to' : 'data.from',
    `there are no bars of ${symbol}${range}, the data covers ${covered}`,
    'change data.from and data.to',
  );
}

function lengthFor(
  requested: number,
  parts: readonly Part[],
  canResample: (finer: number, longer: number) => boolean,
): number {
  // A single bar of unknown length is taken to be of the length that is asked for.
  if (parts.some(({ span }) => (span.timeframe ?? requested) === requested)) return requested;
  return lengths(parts).findLast((length) => canResample(length, requested)) ?? requested;
}

function refuseTimeframe(symbol: string, asked: number, found: readonly number[]): never {
  const name = formatTimeframe(asked);
  const [shortest = Infinity] = found;
  const what = `there are no ${name} bars of ${symbol}, only ${listed(found)}`;
  const mend =
    shortest > asked
      ? `shorter bars cannot be made of longer ones: ask for ${formatTimeframe(shortest)}, or add a file`
      : `nor can ${name} bars be made of them: ask for a multiple of one of these that divides the sessions of the market, or add a file`;
  throw new InputError('data.timeframe', what, mend);
}

function onlyTimeframe(symbol: string, parts: readonly Part[]): number {
  const found = lengths(parts);
  const [one] = found;
  if (one === undefined) {
    throw new InputError(
      (parts[0] as Part).file.path,
      `a single bar of ${symbol} does not say how long it is`,
      'set data.timeframe, or name the file like BTCUSDT-1h.csv',
    );
  }
  if (found.length > 1) {
    throw new InputError(
      'data.timeframe',
      `there are ${listed(found)} bars of ${symbol}`,
      'set data.timeframe to one of them, as a series has one length',
    );
  }
  return one;
}

/** The bar lengths that occur, the shortest first. */
function lengths(parts: readonly Part[]): number[] {
  const found = new Set(parts.flatMap(({ span }) => span.timeframe ?? []));
  return [...found].sort((a, b) => a - b);
}

function listed(found: readonly number[]): string {
  const names = found.map(formatTimeframe);
  const last = names.pop() ?? 'a single one of unknown length';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
