// Simulated time: what is taken and when, and what nobody may make it do. The order itself against the engine's is in
// tests/replay/lockstep.test.ts.

import { expect, test } from '@jest/globals';
import type { RecordedEvent, Source, UnsequencedEvent } from '@tradingbot/contracts';
import { createJournalFold } from './journal-fold.ts';
import { createLockstepOrder } from './lockstep-order.ts';
import type { Order } from './order.ts';

const RANKS: readonly Source[] = ['strategy', 'risk'];
const NEVER = { done: 0, wake: Infinity };

const opening = (position: number, type: 'run.manifest' | 'run.started'): RecordedEvent => ({
  type,
  position,
  time: 10,
  source: 'sequencer',
  cause: 0,
  ordinal: 0,
  correlation: position,
  payload: '{}',
});

/** A journal with two opening facts, which both cores have decided. */
function start(): Order {
  const fold = createJournalFold();
  fold.see(opening(1, 'run.manifest'));
  fold.see(opening(2, 'run.started'));
  const order = createLockstepOrder({ ranks: RANKS, closePositions: false, fold });
  order.take(2);
  decided(order, 2);
  return order;
}

function decided(order: Order, done: number, wake = Infinity): void {
  for (const core of RANKS) order.mark(core, 0, { done, wake });
}

const bar = (time: number): UnsequencedEvent =>
  ({ type: 'md.bar', source: 'market-data', time, cause: 0, ordinal: 0, correlation: 0, payload: {} }) as never;
const signal = (cause: number): UnsequencedEvent =>
  ({ type: 'signal.target', source: 'strategy', time: 10, cause, ordinal: 0, correlation: 1, payload: {} }) as never;
const group = (first: number, ...events: UnsequencedEvent[]) => ({
  source: 'market-data' as const,
  first,
  mark: NEVER,
  events,
});
const typesOf = (order: Order, head: number): string[] | undefined => order.take(head)?.events.map(({ type }) => type);

test('a group waits until every core has decided what stands, and is handed out once', () => {
  const order = start();
  let settledAt = 0;
  order.append(group(0, bar(20)), (head) => (settledAt = head));
  const batch = order.take(2);
  expect(batch?.events).toHaveLength(1);
  // Written, decided by everybody through the log, and its answer still on the way.
  expect(order.take(3)).toBeUndefined();
  decided(order, 3);
  expect([order.take(3), settledAt]).toEqual([undefined, 0]);
  batch?.settled(3);
  expect(settledAt).toBe(3);
  order.append(group(1, bar(30)), () => undefined);
  expect(typesOf(order, 3)).toEqual(['md.bar']);
});

test('a tick comes before the group if it falls due before it', () => {
  const order = start();
  order.take(2);
  decided(order, 2, 1_500_000);
  order.append(group(0, bar(3_000_000)), () => undefined);
  const tick = order.take(2);
  expect(tick?.events).toMatchObject([{ type: 'clock.tick', time: 2_000_000 }]);
  tick?.settled(3);
  expect(order.take(3)).toBeUndefined();
  decided(order, 3);
  expect(typesOf(order, 3)).toEqual(['md.bar']);
});

test("an operator's command comes before the market, at the time of the last fact", () => {
  const order = start();
  order.append(group(0, bar(20)), () => undefined);
  order.command({ ...bar(0), type: 'control.kill', source: 'sequencer' } as never, () => undefined);
  expect(order.take(2)?.events).toMatchObject([{ type: 'control.kill', time: 10 }]);
});

test('a request that comes again is answered when the first is written, or at once if it is', () => {
  const order = start();
  const answers: string[] = [];
  order.append(group(0, bar(20)), () => answers.push('first'));
  order.append(group(0, bar(20)), () => answers.push('again'));
  order.take(2)?.settled(3);
  order.append(group(0, bar(20)), () => answers.push('late'));
  expect(answers).toEqual(['again', 'late']);
});

test.each<[string, (order: Order) => unknown, object | undefined]>([
  ['a gap in facts', (o) => o.append(group(4, bar(20)), () => undefined), { code: 'OUT_OF_STEP', expected: 0 }],
  ['time that goes back', (o) => o.append(group(0, bar(5)), () => undefined), { code: 'TIME' }],
  [
    'a gap in decisions',
    (o) =>
      o.append(
        { source: 'strategy', first: 2, mark: { done: 2, wake: Infinity }, events: [signal(2)] },
        () => undefined,
      ),
    { code: 'OUT_OF_STEP', expected: 0 },
  ],
  [
    'a decision on what its core is done with',
    (o) =>
      o.append(
        { source: 'strategy', first: 0, mark: { done: 2, wake: Infinity }, events: [signal(1)] },
        () => undefined,
      ),
    { code: 'MALFORMED' },
  ],
  [
    'done with what nobody has been told',
    (o) => o.append({ source: 'strategy', first: 0, mark: { done: 9, wake: Infinity }, events: [] }, () => undefined),
    { code: 'MALFORMED' },
  ],
])('%s is refused', (_what, offer, refusal) => {
  const order = start();
  order.take(2);
  expect(offer(order)).toMatchObject(refusal ?? {});
});

test('a mark from the future does not let the market run ahead of a core', () => {
  const order = start();
  order.append(group(0, bar(20)), () => undefined);
  order.take(2)?.settled(3);
  order.take(3);
  order.mark('strategy', 0, { done: 100, wake: Infinity });
  order.mark('risk', 0, { done: 3, wake: Infinity });
  order.append(group(1, bar(30)), () => undefined);
  expect(order.take(3)).toBeUndefined();
  expect(order.waitingFor(3)).toEqual(['strategy']);
});

test('the end is written when all is decided, and counts what came before it', () => {
  const order = start();
  let closedAt = 0;
  order.close('end of data', (head) => (closedAt = head));
  order.take(2)?.settled(3);
  expect(order.take(3)).toBeUndefined();
  decided(order, 3);
  const closing = order.take(3);
  expect(closing?.events).toMatchObject([
    { type: 'run.closed', payload: { facts: 3, decisions: 0, done: { strategy: 3, risk: 3 } } },
  ]);
  closing?.settled(4);
  expect([closedAt, order.closed, order.take(4)]).toEqual([4, true, undefined]);
});
