// What a configuration says that is allowed, and that whoever reads its results should know.

import { MICROS_PER_DAY, parseMicros, type Instrument, type Micros } from '@tradingbot/domain';
import { feeWarnings } from './fee-scope.ts';
import type { RunConfig } from './run-config.ts';

/** Beyond this the venue's rules of one day say little about those of another. */
const OLD_DAYS = 30;

/**
 * Sentences about fees that belong to another venue, and filters that are not of the time of the bars.
 * @param until when the bars end; the machine's clock is not asked
 */
export function configWarnings(
  config: Pick<RunConfig, 'fees' | 'tables'>,
  instruments: readonly Instrument[],
  until: Micros,
): string[] {
  return [...feeWarnings(config, instruments), ...filtersWarnings(config.tables?.filters, until)];
}

function filtersWarnings(filters: NonNullable<RunConfig['tables']>['filters'], until: Micros): string[] {
  if (filters === undefined) return [];
  const { built_at, files } = filters;
  const builtAt = built_at === undefined ? undefined : parseMicros(built_at.replace('+00:00', 'Z'));
  const path = files[0]?.path ?? 'the filters';
  if (builtAt === undefined) return [`${path} does not say when the venue's filters were fetched`];
  const days = Math.round((builtAt - until) / MICROS_PER_DAY);
  if (Math.abs(days) <= OLD_DAYS) return [];
  const apart = `${Math.abs(days)} days ${days > 0 ? 'after' : 'before'} the last bar`;
  return [`the venue's filters in ${path} are of ${built_at?.slice(0, 10)}, ${apart}, and were taken for all of it`];
}
