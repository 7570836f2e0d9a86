// Recorded journals, compared byte for byte. A change here is a change of what the platform decides or records:
// it must be wanted, explained in the changelog, and recorded anew with `UPDATE_GOLDEN=1`.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ETH, randomRows, seriesOf, usdt } from '@tradingbot/testing';
import { builtIn, runEngine, type EngineRun } from '../engine/run-engine.ts';
import { richRun } from './rich-market.ts';

const FOLDER = join(import.meta.dirname, 'golden');

const JOURNALS: Readonly<Record<string, (chunkSize: number) => Promise<EngineRun>>> = {
  'two-strategies-two-symbols': (chunkSize) =>
    runEngine([seriesOf(randomRows(11, 60), undefined, chunkSize), seriesOf(randomRows(12, 60, 400), ETH, chunkSize)], {
      cash: usdt('1000'),
      slippagePpb: 200_000,
      maxPositionNotional: usdt('700'),
      dailyLossLimit: usdt('8'),
      strategies: [
        builtIn('ema-cross', { fast: 2, slow: 5, weight: 0.6 }, 'trend'),
        builtIn('momentum', { lookback: 3, enter: 0.004, exit: -0.004, weight: 0.5 }, 'pace'),
      ],
    }),
  'rich-market': richRun,
  'w1-small': (chunkSize) =>
    runEngine([seriesOf(randomRows(3, 80), undefined, chunkSize)], { strategies: [builtIn('ema-cross', { size: '1' })] }),
};

test.each(Object.entries(JOURNALS))('%s is what it was, twice and for any size of chunk', async (name, run) => {
  const file = join(FOLDER, `${name}.jsonl`);
  const first = (await run(7)).journal;
  expect((await run(1)).journal).toBe(first);
  expect((await run(1000)).journal).toBe(first);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, first);
  expect(existsSync(file)).toBe(true);
  expect(first).toBe(readFileSync(file, 'utf8'));
});

test('the journals hold what they are there to guard: fills, denials, cancels and a pause', async () => {
  const { events } = await JOURNALS['two-strategies-two-symbols']?.(7) as EngineRun;
  const types = new Set(events.map(({ type }) => type));
  for (const type of ['order.filled', 'risk.denied', 'risk.state', 'portfolio.position', 'clock.tick', 'run.closed'] as const) {
    expect([type, types.has(type)]).toEqual([type, true]);
  }
});

test('the rich one holds all that can become of an order', async () => {
  const { events } = await richRun(7);
  const seen = new Set(
    events.flatMap((event) => {
      switch (event.type) {
        case 'order.submitted':
          return [`${event.type} ${event.payload.terms.type}`, `${event.type} ${event.payload.group === '' ? 'alone' : 'in a group'}`];
        case 'order.canceled':
        case 'order.rejected':
        case 'order.abandoned':
          return [`${event.type} ${event.payload.code}`];
        case 'order.filled':
          return [`${event.type} ${event.payload.liquidity}`, `${event.type} ${event.payload.remaining > 0 ? 'in part' : 'whole'}`];
        default:
          return [event.type];
      }
    }),
  );
  for (const what of [
    ...['market', 'limit', 'stop', 'stop-limit', 'trailing-stop', 'alone', 'in a group'].map((x) => `order.submitted ${x}`),
    ...['taker', 'maker', 'in part', 'whole'].map((x) => `order.filled ${x}`),
    ...['REQUESTED', 'EXPIRED', 'ONE_CANCELS_OTHER', 'NO_CAPACITY'].map((x) => `order.canceled ${x}`),
    'order.rejected VENUE_TIMEOUT',
    'order.abandoned REQUESTED',
    'order.triggered',
    'clock.tick',
    'risk.protected',
    'risk.denied',
  ])
    expect([what, seen.has(what)]).toEqual([what, true]);
});
