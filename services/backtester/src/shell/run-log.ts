// The log of a run as text: what strategies said, what was denied, and every change of the trading state.
// Written from the events, so the same run writes the same log.

import type { Catalog, Payload, Sequenced, SequencedEvent } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { formatMicros, type Micros } from '@tradingbot/domain';
import { createTextFile } from './text-file.ts';

export interface RunLog extends Observer {
  close(): void;
}

/** A denial that may come again at every bar: said once, and how often when it is over. */
interface Streak {
  readonly code: string;
  readonly since: Micros;
  count: number;
}

export function createRunLog(path: string, catalog: Catalog, synthetic: boolean): RunLog {
  const file = createTextFile(path);
  const streaks = new Map<string, Streak>();
  const line = (event: SequencedEvent, level: string, text: string): void =>
    file.write(`${formatMicros(event.time)} ${level} ${event.source} ${text}\n`);
  const strategyName = (index: number): string => catalog.strategies[index] ?? '?';
  const about = ({ strategy, instrument }: Pick<Payload<'risk.approved'>, 'strategy' | 'instrument'>): string =>
    `${strategyName(strategy)} ${catalog.instruments[instrument]?.symbol ?? '?'}`;

  function onDenied(event: Sequenced<'risk.denied'>): void {
    const key = about(event.payload);
    const { code } = event.payload.denial;
    const streak = streaks.get(key);
    if (streak?.code === code) {
      streak.count += 1;
      return;
    }
    endStreak(event, key);
    streaks.set(key, { code, since: event.time, count: 1 });
    line(event, 'warn', `denied ${key} ${code}`);
  }

  function endStreak(at: SequencedEvent, key: string): void {
    const streak = streaks.get(key);
    if (streak !== undefined && streak.count > 1) {
      const { code, since, count } = streak;
      line(at, 'warn', `denied ${key} ${code} ${count} times since ${formatMicros(since)}`);
    }
    streaks.delete(key);
  }

  return {
    reads: [
      'strategy.logged',
      'risk.approved',
      'risk.denied',
      'risk.state',
      'order.rejected',
      'order.canceled',
      'run.started',
      'run.ending',
    ],
    see(event) {
      switch (event.type) {
        case 'strategy.logged':
          return line(event, event.payload.level, `${strategyName(event.payload.strategy)}: ${event.payload.message}`);
        case 'risk.approved':
          return endStreak(event, about(event.payload));
        case 'risk.denied':
          return onDenied(event);
        case 'risk.state':
          return line(event, 'warn', `trading ${event.payload.state.status} (${event.payload.reason})`);
        case 'order.rejected':
          return line(event, 'warn', `rejected ${event.payload.orderId} ${event.payload.code}`);
        case 'order.canceled':
          return line(event, 'info', `canceled ${event.payload.orderId} ${event.payload.code}`);
        case 'run.started':
          return line(event, 'info', `run started on ${synthetic ? 'synthetic' : 'recorded'} data`);
        case 'run.ending':
          for (const key of [...streaks.keys()]) endStreak(event, key);
          return line(event, 'info', `run ending: ${event.payload.reason}`);
        default:
          return;
      }
    },
    close: () => file.close(),
  };
}
