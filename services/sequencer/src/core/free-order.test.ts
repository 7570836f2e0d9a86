// Real time: first come, first written, all or nothing, and time never goes back.

import { expect, test } from '@jest/globals';
import type { Source, UnsequencedEvent } from '@tradingbot/contracts';
import { createFreeOrder } from './free-order.ts';
import { createJournalFold } from './journal-fold.ts';
import type { Order } from './order.ts';

const RANKS: readonly Source[] = ['strategy', 'risk'];
const start = (): Order => createFreeOrder({ ranks: RANKS, closePositions: false, fold: createJournalFold() });

const bar = (time: number): UnsequencedEvent =>
  ({ type: 'md.bar', source: 'market-data', time, cause: 0, ordinal: 0, correlation: 0, payload: {} }) as never;
const offer = (first: number, events: readonly UnsequencedEvent[], source: Source = 'market-data') => ({
  source,
  first,
  events,
  mark: { done: 0, wake: Infinity },
});
const times = (order: Order, head = 0): number[] => order.take(head)?.events.map(({ time }) => time) ?? [];

test('requests are written in the order in which they come, and settled with the batch', () => {
  const order = start();
  const settled: [string, number][] = [];
  order.append(offer(0, [bar(1), bar(2)]), (head) => settled.push(['first', head]));
  order.append(offer(2, [bar(3)]), (head) => settled.push(['second', head]));
  const batch = order.take(10);
  expect(batch?.events.map(({ time }) => time)).toEqual([1, 2, 3]);
  expect(settled).toEqual([]);
  batch?.settled(13);
  expect(settled).toEqual([
    ['first', 13],
    ['second', 13],
  ]);
  expect(order.take(13)).toBeUndefined();
});

test('an earlier time is stamped with the latest', () => {
  const order = start();
  order.append(offer(0, [bar(5), bar(3), bar(6)]), () => undefined);
  expect(times(order)).toEqual([5, 5, 6]);
});

test('what was sent before is dropped, a gap is refused with the number that is expected', () => {
  const order = start();
  order.append(offer(0, [bar(1), bar(2)]), () => undefined);
  expect(order.append(offer(1, [bar(2), bar(3)]), () => undefined)).toBeUndefined();
  expect(order.append(offer(5, [bar(9)]), () => undefined)).toEqual({
    code: 'OUT_OF_STEP',
    message: 'market-data has sent 3 events',
    expected: 3,
  });
  expect(times(order)).toEqual([1, 2, 3]);
});

test('a large batch is cut between requests, never within one', () => {
  const order = start();
  for (let i = 0; i < 10; i++) {
    order.append(
      offer(
        i * 100,
        Array.from({ length: 100 }, (_, k) => bar(i * 100 + k)),
      ),
      () => undefined,
    );
  }
  expect([times(order).length, times(order).length, times(order).length]).toEqual([500, 500, 0]);
});

test('beyond the bound a producer is told to come again', () => {
  const order = start();
  const many = Array.from({ length: 20_000 }, (_, k) => bar(k));
  expect(order.append(offer(0, many), () => undefined)).toBeUndefined();
  expect(order.append(offer(20_000, [bar(1)]), () => undefined)).toEqual({
    code: 'BUSY',
    message: '20000 events wait already',
  });
});

test('a journal is closed once every core has decided its end', () => {
  const order = start();
  order.append(offer(0, [bar(7)]), () => undefined);
  expect(times(order)).toEqual([7]);
  let closedAt = 0;
  order.close('end of data', (head) => (closedAt = head));
  expect(order.take(1)?.events).toMatchObject([{ type: 'run.ending', time: 7, payload: { reason: 'end of data' } }]);
  order.mark('strategy', 0, { done: 2, wake: Infinity });
  expect(order.take(2)).toBeUndefined();
  expect(order.waitingFor(2)).toEqual(['risk']);
  order.mark('risk', 0, { done: 2, wake: Infinity });
  const closing = order.take(2);
  expect(closing?.events).toMatchObject([
    { type: 'run.closed', payload: { facts: 2, decisions: 0, done: { strategy: 2, risk: 2 } } },
  ]);
  closing?.settled(3);
  expect([order.closed, closedAt]).toEqual([true, 3]);
  expect(order.append(offer(1, [bar(9)]), () => undefined)?.code).toBe('CLOSED');
});
