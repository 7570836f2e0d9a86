// A strategy that wants something else at every turn, over a venue that is slow, small and dear: whatever it asks for,
// every approval is accounted for, a holding is never offered twice, and the books add up.

import { expect, test } from '@jest/globals';
import { createEngine, createRecorder, factOf, NO_SINK, UNKEPT } from '@tradingbot/backtester';
import type { BarChunk, BarSeries } from '@tradingbot/bars';
import { EVENT_TYPES, serialiserFor, type SequencedEvent } from '@tradingbot/contracts';
import { journalWriter } from '@tradingbot/core';
import { micros, price, qty } from '@tradingbot/domain';
import { WHOLE_AT_ONCE, type ExecutionSettings } from '@tradingbot/execution';
import { applyOrderEvent, cashOf, ORDER_EVENTS, type OpenOrders, type OrderEvent } from '@tradingbot/portfolio';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { defineStrategy, z, type StrategyContext } from '@tradingbot/strategy';
import fc from 'fast-check';
import { anyStrategy } from './any-strategy.ts';
import { BTC, CATALOG, usdt } from './catalog.ts';
import { hour, HOUR } from './events.ts';
import { keepEvents } from './keep-events.ts';
import { noise } from './market.ts';

const SECOND = 1_000_000;
const BARS = 60;

const restless = defineStrategy({
  name: 'restless',
  params: z.strictObject({}),
  onBar(ctx, bar) {
    act(ctx, bar.close);
  },
  onFill(ctx, fill) {
    if (ctx.random() < 0.3) act(ctx, fill.price);
  },
  onTimer(ctx) {
    act(ctx, ctx.book.lastPrice());
  },
});

function act(ctx: StrategyContext, at: number): void {
  if (ctx.random() < 0.2) ctx.setTimer('again', ctx.time + Math.ceil(ctx.random() * 7_200) * SECOND);
  if (ctx.random() < 0.4) protect(ctx, at);
  if (ctx.random() < 0.5) want(ctx, at);
}

function want(ctx: StrategyContext, at: number): void {
  const weight = Math.max(0, ctx.random() * 1.2 - 0.3);
  const share = weight > 1 ? 1 : weight;
  const near = at * (0.97 + ctx.random() * 0.06);
  const kinds = [{}, {}, { limit: near }, { stop: near }, { takeProfit: near }, { trailing: 0.01 }];
  const kind = Math.floor(ctx.random() * 7);
  ctx.targetWeight(share, kind === 6 ? { stopLimit: { stop: near, limit: near * 1.01 } } : kinds[kind]);
}

function protect(ctx: StrategyContext, at: number): void {
  const draw = ctx.random();
  const takeProfit = at * 1.02;
  if (draw < 0.3) ctx.protect({ trailingStop: 0.015, takeProfit });
  else if (draw < 0.9) ctx.protect({ stopLoss: at * 0.98, takeProfit });
  else ctx.protect({});
}

const VENUES: readonly Partial<VenueSettings>[] = [
  {},
  { capacity: { maxParticipation: 0.5, advFraction: 0, floorBase: 0, advBase: [0], advWindowDays: 1 } },
  {
    latency: {
      baseMs: 900_000,
      jitterMs: 1_800_000,
      spikeP: 0.6,
      spikeMult: 2,
      timeoutMs: 3_000_000,
      retries: 1,
      volatilityGamma: 0,
      volWindow: 10,
      zscoreClip: 3,
      minMs: 0,
      maxMs: 6_000_000,
    },
  },
];
const EXECUTIONS: readonly Partial<ExecutionSettings>[] = [
  {},
  { profile: { kind: 'vwap', slices: [300_000_000, 300_000_000, 400_000_000] } },
  { profile: { kind: 'limit-mid', offsetPpb: -1_000_000 }, timeInForce: 'IOC', ttlSteps: 2 },
  { largeOrders: { threshold: usdt('100'), algo: 'twap', parts: 5, interval: micros(1_300 * SECOND) }, ttlSteps: 1 },
  {
    largeOrders: {
      threshold: usdt('100'),
      algo: 'pov',
      participationPpb: 200_000_000,
      interval: micros(600 * SECOND),
      minChildNotional: usdt('5'),
    },
  },
];

function runs(seed: number, venue: Partial<VenueSettings>, execution: Partial<ExecutionSettings>, received: boolean) {
  const [btc] = CATALOG.instruments;
  const catalog = { ...CATALOG, instruments: btc === undefined ? [] : [btc], strategies: ['restless'] };
  const events: SequencedEvent[] = [];
  const recorder = createRecorder(catalog, 365, NO_SINK);
  const plain = plainVenue(1, { takerBps: 10, makerBps: 5, slippageBps: 3 });
  const engine = createEngine(
    {
      catalog,
      rules: [
        [
          {
            from: micros(0),
            tick: price(5),
            lot: qty(100),
            minQty: qty(200),
            minNotional: 500_000_000,
            maxQty: qty(3_000_000),
          },
        ],
      ],
      strategies: [{ name: 'restless', definition: anyStrategy(restless), params: {} }],
      limits: { ...NO_LIMITS, costReservePpb: 3_000_000, dailyLossLimit: usdt('60') },
      venue: { ...plain, ...venue, fees: { ...plain.fees, settlement: received ? 'received' : 'quote' } },
      execution: { ...WHOLE_AT_ONCE, ...execution, equityInterval: micros(24 * HOUR) },
      cash: usdt('10000'),
      seed,
      closeAtEnd: true,
      identity: UNKEPT,
    },
    [recorder, journalWriter(serialiserFor(catalog), 'restless', () => {}), keepEvents(events)],
  );
  play(engine, seed);
  return { events, ledger: recorder.ledger };
}

function play(engine: ReturnType<typeof createEngine>, seed: number): void {
  const random = noise(seed);
  const series: BarSeries = { instrument: BTC, timeframe: HOUR, chunks: () => neverAsked() };
  const column = (): Float64Array => new Float64Array(1);
  let last = 10_000;
  for (let at = 0; at <= BARS; at++) {
    const chunk: BarChunk = {
      length: 1,
      openTime: column(),
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    };
    engine.instant(hour(at));
    if (at > 0) engine.closed(series, chunkAt, 0);
    engine.closesDone();
    if (at === BARS) break;
    if (at === 30 || at === 33) {
      const command = { operator: 'ann', reason: 'test', command: '' };
      engine.say(hour(at), factOf('sequencer', at === 30 ? 'control.kill' : 'control.resume', command));
      engine.sequencer.drain();
    }
    if (at === 20 || at === 40) {
      const numerator = at === 20 ? 3 : 1;
      const denominator = at === 20 ? 1 : 2;
      last = Math.round((last * denominator) / numerator);
      engine.say(hour(at), factOf('market-data', 'md.split', { instrument: BTC, numerator, denominator }));
      engine.say(hour(at), factOf('market-data', 'md.dividend', { instrument: BTC, perShare: usdt('0.01') }));
      engine.sequencer.drain();
    }
    const move = (size: number): number => Math.max(50, Math.round(last * (1 + (random() - 0.5) * size)));
    const open = (last = move(0.02));
    const close = (last = move(0.05));
    chunk.openTime[0] = hour(at);
    chunk.open[0] = open;
    chunk.close[0] = close;
    chunk.high[0] = Math.max(open, close) + Math.floor(random() * last * 0.02);
    chunk.low[0] = Math.max(1, Math.min(open, close) - Math.floor(random() * last * 0.02));
    chunk.volume[0] = random() * 200;
    chunkAt = chunk;
    engine.opened(series, chunk, 0);
    engine.opensDone();
  }
  engine.finish();
}

let chunkAt: BarChunk;

function neverAsked(): never {
  throw new Error('the market is played by hand');
}

/** Of every approval: what filled, what was canceled or refused, and what was abandoned are together what was approved. */
function expectAccounted(events: readonly SequencedEvent[]): void {
  const left = new Map<number, number>();
  const approvalOf = new Map<string, number>();
  const sizeOf = new Map<string, number>();
  const take = (approval: number | undefined, by: number): void => {
    if (approval !== undefined && left.has(approval)) left.set(approval, (left.get(approval) as number) - by);
  };
  for (const event of events) {
    switch (event.type) {
      case 'risk.approved':
        left.set(event.position, event.payload.qty);
        break;
      case 'order.submitted':
        if (event.payload.group !== '') break;
        approvalOf.set(event.payload.orderId, event.payload.approval);
        sizeOf.set(event.payload.orderId, event.payload.qty);
        break;
      case 'order.filled':
        take(approvalOf.get(event.payload.orderId), event.payload.qty);
        break;
      case 'order.canceled':
        take(approvalOf.get(event.payload.orderId), event.payload.remaining);
        break;
      case 'order.rejected':
        take(approvalOf.get(event.payload.orderId), sizeOf.get(event.payload.orderId) as number);
        break;
      case 'order.abandoned':
        take(event.payload.approval, event.payload.remaining);
        break;
      default:
    }
  }
  expect([...left].filter(([, rest]) => rest !== 0)).toEqual([]);
}

/** What is offered for sale at once, one order of each group counted, is never more than is held. */
function expectOfferedOnce(events: readonly SequencedEvent[]): void {
  const orders: OpenOrders = [];
  const isOrderEvent = (event: SequencedEvent): event is SequencedEvent & OrderEvent =>
    (ORDER_EVENTS as readonly string[]).includes(event.type);
  let held = 0;
  for (const [index, event] of events.entries()) {
    if (isOrderEvent(event)) applyOrderEvent(orders, event);
    if (event.type === 'portfolio.position') held = event.payload.qty;
    // Between two instants nothing is on its way from one core to another.
    if (events[index + 1]?.cause !== 0) continue;
    const offered = new Map<string, number>();
    for (const order of orders) {
      if (order.side === 'sell') offered.set(order.group === '' ? order.orderId : order.group, order.remaining);
    }
    const total = [...offered.values()].reduce((sum, one) => sum + one, 0);
    if (total > held) throw new Error(`${total} are offered and ${held} are held after position ${event.position}`);
  }
  expect(orders).toEqual([]);
}

/** Nothing leaves between a kill and a resume. */
function expectHalted(events: readonly SequencedEvent[]): void {
  let halted = false;
  for (const event of events) {
    if (event.type === 'risk.state') halted = event.payload.state.status === 'HALTED';
    if (halted && event.type === 'order.submitted') throw new Error(`position ${event.position} leaves during a halt`);
  }
}

test('however it is asked, approvals are accounted for, no holding is offered twice, and the books add up', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(...VENUES),
      fc.constantFrom(...EXECUTIONS),
      fc.boolean(),
      (seed, venue, execution, received) => {
        const { events, ledger } = runs(seed, venue, execution, received);
        expectAccounted(events);
        expectOfferedOnce(events);
        expectHalted(events);
        const [position] = ledger.positions.flat();
        expect(BigInt(cashOf(ledger)) + BigInt(position?.costBasis ?? 0)).toBe(
          BigInt(usdt('10000')) + BigInt(position?.realizedPnl ?? 0) - BigInt(position?.fees ?? 0),
        );
        for (const { type } of events) seen.set(type, (seen.get(type) ?? 0) + 1);
      },
    ),
    { numRuns: 80 },
  );
  const missed = EVENT_TYPES.filter((type) => /^(order|signal|risk)\./.test(type) && !seen.has(type));
  expect(missed).toEqual([]);
});
