// Numbers that a strategy gives, in units of an instrument.

import { DecimalError, formatFloat, parseSafeDecimal } from '@tradingbot/domain';
import { StrategyUsageError } from './strategy-failure.ts';

/**
 * A decimal string is taken exactly and refused when it is finer than the scale. A number comes out of arithmetic and
 * has digits that nobody meant: those beyond the scale are cut off, so that no more is bought than was computed.
 */
export function scaled(what: string, value: number | string, scale: number): number {
  // The target of whoever sells what is held.
  if (value === 0) return 0;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new StrategyUsageError(`${what} takes a finite number, not ${value}`);
  }
  try {
    return parseSafeDecimal(typeof value === 'number' ? cut(formatFloat(value), scale) : value, scale);
  } catch (error) {
    if (error instanceof DecimalError) throw new StrategyUsageError(`${what}: ${error.message}`);
    throw error;
  }
}

/** A plain decimal without the digits beyond `scale`. */
function cut(text: string, scale: number): string {
  const point = text.indexOf('.');
  if (point < 0) return text;
  return scale === 0 ? text.slice(0, point) : text.slice(0, point + 1 + scale);
}
