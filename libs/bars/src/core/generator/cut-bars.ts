// The part of generated bars that is wanted: the first so many, and of these the ones within a range.

import { formatMicros, InputError } from '@tradingbot/domain';
import type { BarChunk } from '../bar-series.ts';
import { refuseEmptyRange, type Range } from '../choose-spans.ts';

/**
 * Cuts chunks in place; never gives an empty one.
 * @param count how many bars there are to be; `undefined` for all
 * @param range of open times, `to` exclusive
 * @throws InputError when there are fewer than `count`, or none in the range
 */
export function* cutBars(
  chunks: Iterable<BarChunk>,
  symbol: string,
  count: number | undefined,
  range: Range,
): Generator<BarChunk> {
  let left = count ?? Infinity;
  let first: number | undefined;
  let last = -Infinity;
  let kept = 0;
  for (const chunk of chunks) {
    chunk.length = Math.min(chunk.length, left);
    left -= chunk.length;
    first ??= chunk.openTime[0] as number;
    last = chunk.openTime[chunk.length - 1] as number;
    keepRange(chunk, range);
    kept += chunk.length;
    if (chunk.length > 0) yield chunk;
    if (left === 0 || last >= range.to) break;
  }
  if (first === undefined) refuseNone(symbol);
  if (kept === 0) refuseEmptyRange(symbol, range, `${formatMicros(first)} to ${formatMicros(last)}`);
  if (left !== 0 && left !== Infinity && last < range.to) refuseTooFew(symbol, left, count);
}

function keepRange(chunk: BarChunk, { from, to }: Range): void {
  const { openTime, open, high, low, close, volume } = chunk;
  let first = 0;
  while (first < chunk.length && (openTime[first] as number) < from) first += 1;
  let end = chunk.length;
  while (end > first && (openTime[end - 1] as number) >= to) end -= 1;
  if (first > 0) for (const column of [openTime, open, high, low, close, volume]) column.copyWithin(0, first, end);
  chunk.length = end - first;
}

function refuseNone(symbol: string): never {
  throw new InputError('data.generator', `holds no trading time of ${symbol}`, 'give it a later end');
}

function refuseTooFew(symbol: string, left: number, count: number | undefined): never {
  throw new InputError(
    'data.generator.bars',
    `the calendar of ${symbol} ends ${left} bars before there are ${count}`,
    'ask for fewer, or begin earlier',
  );
}
