// Whether two engines made the same trades: times and prices to the last bit, fees but for the rounding of doubles.

/** Entry time in milliseconds, entry price, exit time, exit price, fees of both. */
export type Trade = readonly [number, number, number, number, number];

const FEE_TOLERANCE = 1e-9;

/** The first difference, in words; `undefined` when there is none. */
export function difference(ours: readonly Trade[], theirs: readonly Trade[]): string | undefined {
  const at = ours.findIndex((trade, i) => !isSame(trade, theirs[i]));
  if (at >= 0) return `trade ${at + 1}: ours ${describe(ours[at])}, theirs ${describe(theirs[at])}`;
  return ours.length === theirs.length ? undefined : `we make ${ours.length} trades, they make ${theirs.length}`;
}

function isSame(ours: Trade, theirs: Trade | undefined): boolean {
  if (theirs === undefined || Math.abs(ours[4] - theirs[4]) > FEE_TOLERANCE) return false;
  return ours.slice(0, 4).every((value, i) => value === theirs[i]);
}

function describe(trade: Trade | undefined): string {
  if (trade === undefined) return 'none';
  const [entryTime, entryPrice, exitTime, exitPrice, fees] = trade;
  const time = (ms: number): string => new Date(ms).toISOString();
  return `${time(entryTime)} at ${entryPrice} to ${time(exitTime)} at ${exitPrice}, fees ${fees}`;
}
