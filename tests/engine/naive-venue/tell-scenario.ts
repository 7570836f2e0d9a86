// A scenario and what went wrong in it, as text tables that a person can follow by hand.

import type { SequencedEvent } from '@tradingbot/contracts';
import type { Difference } from './check-scenario.ts';
import { executionLine, venueLine } from './report-lines.ts';
import type { Scenario } from './scenario.ts';

export function tellScenario(scenario: Scenario): string {
  const { bars, wishes, venue, execution, rules, changed, cash, bnb, length } = scenario;
  const start = Math.min(...bars.map(({ openTime }) => openTime));
  const at = (time: number): string => `+${((time - start) / length).toFixed(4)}`;
  return [
    `market ${scenario.number}, bars of ${length / 60_000_000} min, times in bars after ${start}, cash ${cash}, bnb ${bnb}`,
    `venue ${JSON.stringify({ ...venue, seasonality: venue.seasonality === undefined ? 'none' : 'random' }, plain)}`,
    `execution ${JSON.stringify(execution, plain)}`,
    ...rules.map((rule) => `rules ${JSON.stringify(rule, plain)}`),
    ...(changed === undefined ? [] : [`${at(changed.at)} rules ${JSON.stringify(changed.rules, plain)}`]),
    ...bars.map(
      (b) =>
        `${at(b.openTime)} ${b.instrument} O ${b.open} H ${b.high} L ${b.low} C ${b.close} V ${b.volume.toFixed(3)}` +
        `${b.known ? '' : ' unknown'} ${b.path.join(' ')}`,
    ),
    ...wishes.map((wish) => `${at(wish.at)} ${wish.phase} ${wish.type} ${JSON.stringify(wish.payload, plain)}`),
  ].join('\n');
}

export function tellDifference({ core, event, expected, got }: Difference, events: readonly SequencedEvent[]): string {
  const before = events
    .filter(({ position }) => position <= event.position)
    .map((one) => ({ one, line: venueLine(one) ?? executionLine(one) ?? riskLine(one) }))
    .filter(({ line }) => line !== undefined)
    .slice(-25)
    .map(({ one, line }) => `  ${one.position} ${one.time} ${line}`);
  return [
    `${core} on ${event.position} ${event.type} at ${event.time} ${JSON.stringify(event.payload, plain)}`,
    'expected:',
    ...expected.map((line) => `  ${line}`),
    'got:',
    ...got.map((line) => `  ${line}`),
    'before:',
    ...before,
  ].join('\n');
}

const riskLine = ({ type, payload }: SequencedEvent): string | undefined =>
  type.startsWith('risk.') ? `${type} ${JSON.stringify(payload, plain)}` : undefined;

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
