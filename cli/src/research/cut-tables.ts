// Tables in a user's files, cut off as the bars are: rows of times that have not come, and prices of bars that have not
// closed. What is no such table stays as it is, to the letter.

/** What is known at the cut, and how the run's own bars look, so that they are found again in a table without times. */
export interface Known {
  /** Microseconds; what has this time is known. */
  readonly until: number;
  /** Microseconds: the run's first open and last close. Only numbers near them can be times. */
  readonly first: number;
  readonly last: number;
  readonly series: readonly KnownSeries[];
}

export interface KnownSeries {
  /** Microseconds. */
  readonly timeframe: number;
  readonly openTime: ArrayLike<number>;
  /** Open, high, low, close as the files of users have them: in currency. */
  readonly columns: readonly ArrayLike<number>[];
  readonly length: number;
}

const YEAR = 366 * 86_400_000_000;
/** Shorter lists may look like anything. */
const LEAST_ROWS = 8;

/** @returns the value itself when nothing in it is of the future */
export function cutTable(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return cutRows(value, known);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const keyed = entries.length >= LEAST_ROWS && entries.every(([key]) => timeOf(key, known) !== undefined);
  if (keyed) {
    const label = labelOf(
      entries.map(([key, row]) => [timeOf(key, known) as number, row]),
      known,
    );
    return shorter(
      value,
      entries,
      entries.filter(([key]) => (timeOf(key, known) as number) + label <= known.until),
    );
  }
  const times = timeColumn(entries, known);
  if (times !== undefined) return cutColumns(value, entries, times, known);
  const cut = entries.map(([key, one]): [string, unknown] => [key, cutTable(one, known)]);
  return cut.every(([, one], at) => one === entries[at]?.[1]) ? value : Object.fromEntries(cut);
}

const shorter = (value: object, all: readonly unknown[], kept: readonly (readonly [string, unknown])[]): object =>
  kept.length === all.length ? value : Object.fromEntries(kept);

function cutRows(rows: readonly unknown[], known: Known): unknown {
  if (rows.length >= LEAST_ROWS) {
    const stamps = stampsOf(rows, known);
    if (stamps !== undefined) {
      const label = labelOf(
        rows.map((row, at) => [stamps[at] as number, row]),
        known,
      );
      const kept = rows.filter((_, at) => (stamps[at] as number) + label <= known.until);
      return kept.length === rows.length ? rows : kept;
    }
    const closed = closedAmong(rows, known);
    if (closed !== undefined) return closed === rows.length ? rows : rows.slice(0, closed);
  }
  const cut = rows.map((row) => cutTable(row, known));
  return cut.every((row, at) => row === rows[at]) ? rows : cut;
}

/** The time of each row: the first field that is one in all of them. */
function stampsOf(rows: readonly unknown[], known: Known): number[] | undefined {
  const [first] = rows;
  if (typeof first !== 'object' || first === null) return undefined;
  for (const key of Object.keys(first)) {
    const stamps = rows.map((row) => timeOf((row as Record<string, unknown> | null)?.[key], known));
    if (stamps.every((stamp) => stamp !== undefined)) return stamps;
  }
  return undefined;
}

/** The column of a table of columns that holds the times. */
function timeColumn(entries: readonly (readonly [string, unknown])[], known: Known): number[] | undefined {
  for (const [, column] of entries) {
    if (!Array.isArray(column) || column.length < LEAST_ROWS) continue;
    const times = column.map((one) => timeOf(one, known));
    if (times.every((time) => time !== undefined)) return times;
  }
  return undefined;
}

function cutColumns(
  value: object,
  entries: readonly (readonly [string, unknown])[],
  times: readonly number[],
  known: Known,
): object {
  const rows = times.map((time, at) => [time, entries.map(([, column]) => (column as unknown[])[at])] as const);
  const label = labelOf(rows, known);
  if (times.every((time) => time + label <= known.until)) return value;
  const isKnown = (_: unknown, at: number): boolean => (times[at] ?? Infinity) + label <= known.until;
  const cut = entries.map(([key, column]) => [
    key,
    Array.isArray(column) && column.length === times.length ? column.filter(isKnown) : column,
  ]);
  return Object.fromEntries(cut) as object;
}

/**
 * What to add to a row's time until it is known: the length of a bar when rows bear the time at which their bar opens,
 * told by the closes in them; else nothing.
 */
function labelOf(rows: readonly (readonly [time: number, row: unknown])[], { series }: Known): number {
  const closes = closesAt(series);
  const length = Math.max(0, ...series.map(({ timeframe }) => timeframe));
  const matches = (shift: number): number =>
    rows.filter(([time, row]) => {
      const then = closes.get(time - shift);
      return then !== undefined && numbersIn(row).some((number) => then.some((close) => isSame(number, close)));
    }).length;
  const opened = matches(0);
  return opened * 2 > rows.length && opened > matches(length) ? length : 0;
}

const known = new WeakMap<readonly KnownSeries[], ReadonlyMap<number, readonly number[]>>();

/** The closes of all series by the time at which their bar opens; made once for each market. */
function closesAt(series: readonly KnownSeries[]): ReadonlyMap<number, readonly number[]> {
  const made = known.get(series);
  if (made !== undefined) return made;
  const closes = new Map<number, number[]>();
  for (const { openTime, columns, length } of series) {
    const close = columns[3] as ArrayLike<number>;
    for (let row = 0; row < length; row++) {
      const time = openTime[row] as number;
      closes.set(time, [...(closes.get(time) ?? []), close[row] as number]);
    }
  }
  known.set(series, closes);
  return closes;
}

const numbersIn = (row: unknown): number[] =>
  typeof row === 'object' && row !== null
    ? Object.values(row).filter((one): one is number => typeof one === 'number')
    : typeof row === 'number'
      ? [row]
      : [];

/** How many of a list of prices had closed, where it is a column of one of the series; `undefined` where it is none. */
function closedAmong(rows: readonly unknown[], { series, until }: Known): number | undefined {
  for (const { openTime, columns, timeframe, length } of series) {
    for (const column of columns) {
      for (let start = 0; start + LEAST_ROWS <= length; start++) {
        if (!isSame(rows[0], column[start])) continue;
        const count = Math.min(rows.length, length - start);
        let same = 1;
        while (same < count && isSame(rows[same], column[start + same])) same += 1;
        if (same < Math.min(count, rows.length) || same < LEAST_ROWS) continue;
        let closed = 0;
        while (closed < same && (openTime[start + closed] as number) + timeframe <= until) closed += 1;
        return closed === same ? rows.length : closed;
      }
    }
  }
  return undefined;
}

const isSame = (a: unknown, b: number | undefined): boolean =>
  typeof a === 'number' && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.abs(b);

/** Seconds, milliseconds, microseconds or an ISO date near the run, in microseconds. */
function timeOf(value: unknown, { first, last }: Known): number | undefined {
  const isNear = (time: number): boolean => time > first - YEAR && time < last + YEAR;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) {
    const stated = /[zZ]$|[+-]\d\d:?\d\d$/.test(value) || value.length === 10 ? value : `${value.replace(' ', 'T')}Z`;
    const time = Date.parse(stated) * 1_000;
    return isNear(time) ? time : undefined;
  }
  const number = typeof value === 'string' && /^\d{9,17}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return [1, 1_000, 1_000_000].map((unit) => number * unit).find(isNear);
}
