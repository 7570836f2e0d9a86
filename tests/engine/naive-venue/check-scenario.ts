// Holds a run of the real cores against the naive ones, event by event: on every event that was recorded each must say
// what the other says.

import type { SequencedEvent } from '@tradingbot/contracts';
import { assetScale } from '@tradingbot/domain';
import { drawsOf } from './draws.ts';
import { createNaiveExecution } from './naive-execution.ts';
import { createNaiveVenue, type NaiveVenue } from './naive-venue.ts';
import { SEED, type Played } from './play-scenario.ts';
import { executionLine, venueLine } from './report-lines.ts';
import type { Scenario } from './scenario.ts';

export interface Difference {
  readonly core: 'venue-sim' | 'execution';
  readonly event: SequencedEvent;
  readonly expected: readonly string[];
  readonly got: readonly string[];
}

export interface Checked {
  readonly difference: Difference | undefined;
  /** As it stands at the end: what the account holds by the naive venue's own count. */
  readonly venue: NaiveVenue;
}

export function checkScenario(scenario: Scenario, { events }: Played): Checked {
  const scaleOf = (asset: string): number => assetScale(scenario.instruments, asset);
  const venue = createNaiveVenue({
    settings: scenario.venue,
    instruments: scenario.instruments,
    currency: 'USDT',
    scaleOf,
    draws: drawsOf(SEED, scenario.venue.latency?.jitterMs ?? 0),
  });
  const execution = createNaiveExecution(scenario.execution, scenario.instruments, scaleOf('USDT'));
  const venueSaid = answersOf(events, 'venue-sim');
  const executionSaid = answersOf(events, 'execution');
  let difference: Difference | undefined;
  let ended = false;
  for (const event of events) {
    const reports = venue.see(event);
    const got = (venueSaid.get(event.position) ?? []).map((said) => venueLine(said) ?? '');
    if (reports.join('\n') !== got.join('\n')) difference ??= { core: 'venue-sim', event, expected: reports, got };
    if (event.type === 'run.ending') ended = true;
    const orders = [...execution.see(event)];
    const sent: string[] = [];
    for (const said of executionSaid.get(event.position) ?? []) {
      // Orders that protect a position are held to the rules of protection alone.
      if (said.type === 'order.submitted' && execution.asksProtection(said.payload.approval)) {
        orders.push(...execution.judgeProtective(said.payload));
      } else if (said.type !== 'order.cancel-requested' || !execution.protects(said.payload.orderId)) {
        sent.push(executionLine(said) ?? '');
      }
    }
    orders.sort();
    sent.sort();
    // The page leaves the order of what execution does at the end open: that is held to its outcome in `books.ts`.
    if (!ended && orders.join('\n') !== sent.join('\n')) {
      difference ??= { core: 'execution', event, expected: orders, got: sent };
    }
    if (difference !== undefined) break;
  }
  return { difference, venue };
}

/** What a core said of orders, by the position of the event that it answered. */
function answersOf(events: readonly SequencedEvent[], source: string): Map<number, SequencedEvent[]> {
  const answers = new Map<number, SequencedEvent[]>();
  for (const event of events) {
    if (event.source !== source || !event.type.startsWith('order.')) continue;
    answers.set(event.cause, [...(answers.get(event.cause) ?? []), event]);
  }
  return answers;
}
