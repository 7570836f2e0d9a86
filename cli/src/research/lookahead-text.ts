// Whether decisions hang on the future, as a document and for people.

import type { LookaheadReport, TracedDecision, WarmUpNote } from '@tradingbot/backtester/research';
import { formatMicros } from '@tradingbot/domain';
import { bigNumber } from '../number-text.ts';
import { factTable } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';

export interface LookaheadDocument {
  readonly verdict: 'no_leak_found' | 'leak';
  readonly strategies: readonly string[];
  readonly decisions: number;
  /** How many times the future was cut off, and changed. */
  readonly cuts: number;
  readonly leak: ShownLeak | null;
  readonly warm_up: {
    readonly declared_bars: number;
    readonly settled_after_bars: number;
    readonly note: string | null;
  };
}

interface ShownLeak {
  readonly time: string;
  readonly known_until: string;
  readonly how: string;
  readonly with_future: ShownDecision | null;
  readonly without_future: ShownDecision | null;
}

interface ShownDecision {
  readonly type: string;
  readonly payload: unknown;
}

export function lookaheadDocument(
  strategies: readonly string[],
  { cuts, decisions, leak }: LookaheadReport,
  warmUp: WarmUpNote,
): LookaheadDocument {
  return {
    verdict: leak === null ? 'no_leak_found' : 'leak',
    strategies,
    decisions,
    cuts,
    leak: leak && {
      time: formatMicros(leak.time),
      known_until: formatMicros(leak.cut),
      how: HOW[leak.future],
      with_future: shown(leak.withFuture),
      without_future: shown(leak.withoutFuture),
    },
    warm_up: {
      declared_bars: warmUp.declared,
      settled_after_bars: warmUp.settledAfter,
      note: warmUpNote(warmUp),
    },
  };
}

const HOW = {
  cut: 'what came later was missing',
  changed: 'what came later was another market',
  repeated: 'the same run was made a second time: something is kept outside ctx.state',
} as const;

const shown = (decision: TracedDecision | null): ShownDecision | null =>
  decision && { type: decision.type, payload: JSON.parse(decision.payload) as unknown };

/** After so many warm-ups no indicator remembers its start. */
const FORGOTTEN = 8;

function warmUpNote({ declared, settledAfter, neverSettled }: WarmUpNote): string | null {
  if (neverSettled) {
    return 'a later start never came to the same targets: decisions hang on where the run begins, or on what is held';
  }
  if (settledAfter <= declared) return null;
  const until = `a later start decided otherwise until its bar ${settledAfter}`;
  return settledAfter > FORGOTTEN * declared
    ? `${until}, far behind its warm-up: decisions hang on what is held or was refused, too`
    : `${until}: warmup should be at least ${settledAfter}, unless what is held decides too`;
}

export function lookaheadText(document: LookaheadDocument, colours: Terminal['colours']): string {
  const { verdict, strategies, decisions, cuts, leak, warm_up: warmUp } = document;
  const said = (decision: ShownDecision | null): string =>
    decision === null ? 'nothing' : `${decision.type} ${JSON.stringify(decision.payload)}`;
  const lines = [
    '',
    verdict === 'leak'
      ? `${colours.red('leak')}  ${strategies.join(', ')} decides by what has not happened yet`
      : `${colours.green('no leak found')}  ${strategies.join(', ')}`,
    ...factTable(
      [
        ['decisions', bigNumber(decisions)],
        ['future cut off', `${bigNumber(cuts)} times, and changed as often`],
        ['warm-up', `${bigNumber(warmUp.declared_bars)} bars declared`],
        ...(leak === null
          ? []
          : ([
              ['first difference', leak.time],
              ['known until', `${leak.known_until}; ${leak.how}`],
              ['with future', said(leak.with_future)],
              ['without it', said(leak.without_future)],
            ] as const)),
      ],
      colours.dim,
    ),
    ...(warmUp.note === null ? [] : [`${colours.yellow('note')} ${warmUp.note}`]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}
