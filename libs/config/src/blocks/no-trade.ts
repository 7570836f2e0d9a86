// The block `no_trade`: when nothing is entered. What is held can always be sold.

import { z } from 'zod';
import { block, flag, symbol, wholeNumber } from '../config-fields.ts';
import { RISK } from '../readers.ts';

const WINDOW = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** Minutes of the UTC day; `undefined` for what is no window. An end before the start lies on the next day. */
export function windowOf(text: string): { startMinute: number; endMinute: number } | undefined {
  const match = WINDOW.exec(text);
  if (match === null) return undefined;
  const [startHour, startRest, endHour, endRest] = match.slice(1).map(Number) as [number, number, number, number];
  const window = { startMinute: startHour * 60 + startRest, endMinute: endHour * 60 + endRest };
  return window.endMinute > 1440 || window.startMinute === window.endMinute ? undefined : window;
}

const WINDOW_EXPECTED = 'expected a window such as 08:00-08:05, or 23:50-00:10 over midnight';
const SPAN_EXPECTED = 'expected a map with the keys start_ts_ms and end_ts_ms';
const instantMs = () => wholeNumber(0, 9_007_199_254_740);

const SpanSchema = z
  .strictObject(
    {
      start_ts_ms: instantMs().meta({ unit: 'ms since 1970, UTC', description: 'The first instant.' }),
      end_ts_ms: instantMs().meta({ unit: 'ms since 1970, UTC', description: 'The last instant, inclusive.' }),
      symbol: symbol().optional().meta({ description: 'For this symbol alone. Default: for all.' }),
    },
    { error: SPAN_EXPECTED },
  )
  .refine(({ start_ts_ms, end_ts_ms }) => start_ts_ms <= end_ts_ms, {
    path: ['end_ts_ms'],
    error: 'expected a time that is not before start_ts_ms',
  });

const MaintenanceSchema = block({
  daily_utc: z
    .array(
      z.string({ error: WINDOW_EXPECTED }).refine((text) => windowOf(text) !== undefined, WINDOW_EXPECTED),
      {
        error: 'expected a list of windows',
      },
    )
    .default(['00:00-00:05', '08:00-08:05', '16:00-16:05'])
    .meta({ description: 'Windows of every day, UTC, from the first minute to before the last.' }),
  funding_buffer_min: wholeNumber(0, 239)
    .default(5)
    .meta({ unit: 'minutes', description: 'Before and after 00:00, 08:00 and 16:00 UTC; 0 = off.' }),
  custom_ms: z
    .array(SpanSchema, { error: 'expected a list of spans' })
    .default([])
    .meta({ description: 'Single spans of time, both ends included.' }),
});

export const NoTradeSchema = block({
  enabled: flag().default(true).meta({ description: 'Whether the windows of this block hold.' }),
  maintenance: MaintenanceSchema.prefault({}).meta({ description: 'When nothing is entered.' }),
  regular_session_only: flag().default(false).meta({
    description: 'Whether US stocks are not entered before and after the regular session, whatever bars there are.',
  }),
}).meta({ reader: RISK });
