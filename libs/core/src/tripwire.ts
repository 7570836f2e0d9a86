// Whether a core is deciding at this moment. While it is, anything impure that the guard has wrapped throws.
// The flag lives here, in the pure room; what it guards is wrapped in `shell/impurity-guard.ts`.

import { invariant } from '@tradingbot/domain';

export class PurityError extends Error {
  override readonly name = 'PurityError';
}

let depth = 0;

/** True while a core or a strategy is deciding. */
export const isDeciding = (): boolean => depth > 0;

export function enterDecision(): void {
  depth += 1;
}

export function leaveDecision(): void {
  // Below zero the next decision would not count as one, and nothing impure would throw in it.
  if (depth === 0) invariant(false, 'a decision that ends has begun');
  depth -= 1;
}

/** Runs `decide` as a core would run: impure calls inside it throw `PurityError`. */
export function deciding<T>(decide: () => T): T {
  depth += 1;
  try {
    return decide();
  } finally {
    depth -= 1;
  }
}
