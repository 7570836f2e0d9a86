// How far each core has surely decided in a journal that was left, told by what is recorded: what verification may ask
// for. Too low a mark asks for less, too high a one for what was never sent.

import type { RecordedEvent, RecordedManifest, Source } from '@tradingbot/contracts';

export interface DoneMarks {
  see(recorded: RecordedEvent): void;
  /** By core: every decision on this position and those before it is in the journal. */
  marks(): Readonly<Record<string, number>>;
}

export function createDoneMarks({ ranks, clock }: Pick<RecordedManifest, 'ranks' | 'clock'>): DoneMarks {
  const lastCause = new Map<Source, number>();
  let last: { cause: number; rank: number } | undefined;
  // The first of the facts behind the last decision.
  let trailing = 0;

  /** In simulated time decisions are written in order, and facts only when all before them is decided. */
  const inOrder = (rank: number): number => {
    if (trailing > 0) return trailing - 1;
    if (last === undefined) return 0;
    return rank < last.rank ? last.cause : last.cause - 1;
  };
  /** In real time they are written as they come: of each core in the order of its causes. */
  const asTheyCome = (core: string): number => Math.max(0, (lastCause.get(core as Source) ?? 0) - 1);

  return {
    see({ position, source, cause }) {
      if (cause === 0) {
        if (trailing === 0) trailing = position;
        return;
      }
      trailing = 0;
      last = { cause, rank: ranks.indexOf(source) };
      lastCause.set(source, cause);
    },
    marks: () =>
      Object.fromEntries(ranks.map((core, rank) => [core, clock === 'simulated' ? inOrder(rank) : asTheyCome(core)])),
  };
}
