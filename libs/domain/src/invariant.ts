// "We are wrong": a broken rule of our own. It ends the process; restart replays the log.
// Never used for what a user or a venue can cause.

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws `InvariantError` with the rule in words when `condition` does not hold. */
export function invariant(condition: unknown, rule: string): asserts condition {
  if (!condition) throw new InvariantError(`broken invariant: ${rule}`);
}
