// Times of Parquet columns as the file has them: the library's own dates keep only milliseconds.

import type { ParquetParsers, SchemaElement } from 'hyparquet';
import type { TimeUnit } from '../core/file-clock.ts';

const SECONDS_PER_DAY = 86_400;

/** Counts of the unit that `unitOfElement` names. */
export const RAW_TIMES: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (count) => count,
  timestampFromMicroseconds: (count) => count,
  timestampFromNanoseconds: (count) => count,
  dateFromDays: (days) => days * SECONDS_PER_DAY,
};

const CONVERTED: Readonly<Record<string, TimeUnit>> = { DATE: 's', TIMESTAMP_MILLIS: 'ms', TIMESTAMP_MICROS: 'us' };
const LOGICAL: Readonly<Record<string, TimeUnit>> = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' };

/** The unit of a column whose type is a time. */
export function unitOfElement(element: SchemaElement | undefined): TimeUnit | undefined {
  if (element?.type === 'INT96') return 'ns';
  if (element?.converted_type !== undefined) return CONVERTED[element.converted_type];
  return element?.logical_type?.type === 'TIMESTAMP' ? LOGICAL[element.logical_type.unit] : undefined;
}
