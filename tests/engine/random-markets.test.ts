// The venue and execution against their naive twins on random markets, and the books of each against its fills.

import { expect, test } from '@jest/globals';
import type { SequencedEvent } from '@tradingbot/contracts';
import { unreconciled } from './naive-venue/books.ts';
import { checkScenario } from './naive-venue/check-scenario.ts';
import { playScenario, type Played } from './naive-venue/play-scenario.ts';
import { scenarioOf, type Scenario } from './naive-venue/scenario.ts';
import { MODELS, PROFILES } from './naive-venue/scenario-settings.ts';
import { ORDER_TYPES } from './naive-venue/scenario-wishes.ts';
import { smallest } from './naive-venue/smallest.ts';
import { tellDifference, tellScenario } from './naive-venue/tell-scenario.ts';

const MARKETS = 2400;

test(`on ${MARKETS} random markets every order and fill is that of the naive simulator, and the books reconcile`, () => {
  const counts = new Map<string, number>();
  let fault: string | undefined;
  for (let number = 0; number < MARKETS && fault === undefined; number++) {
    const scenario = scenarioOf(number);
    const played = playScenario(scenario);
    count(counts, scenario, played);
    fault = faultOf(scenario, played);
    if (fault !== undefined) fault = story(scenario);
  }
  expect(fault).toBeUndefined();
  // A property of markets in which nothing happens would prove nothing.
  const missing = LEAST.flatMap(([what, least]) => {
    const seen = counts.get(what) ?? 0;
    return seen >= least ? [] : [`${what}: ${seen} of ${least}`];
  });
  expect(missing).toEqual([]);
}, 240_000);

function faultOf(scenario: Scenario, played: Played): string | undefined {
  const { difference, venue } = checkScenario(scenario, played);
  if (difference !== undefined) return tellDifference(difference, played.events);
  return unreconciled(scenario, played, venue);
}

function story(scenario: Scenario): string {
  const least = smallest(scenario, (smaller) => faultOf(smaller, playScenario(smaller)) !== undefined);
  return `${tellScenario(least)}\n\n${faultOf(least, playScenario(least))}`;
}

/** What must have been met, and how often at least. */
const LEAST: readonly (readonly [what: string, least: number])[] = [
  ...PROFILES.flatMap(([name]) => [[`fills of ${name}`, 200] as const]),
  ...MODELS.map((model) => [`fills of ${model}`, 200] as const),
  ...ORDER_TYPES.map((type) => [`fills of a ${type} order`, 100] as const),
  ['fills of protection', 100],
  ['maker fills', 100],
  ['fills after a latency', 300],
  ['fills in bars known late', 100],
  ['fills paid in BTC', 20],
  ['fills paid in BNB', 20],
  ...['GTC', 'IOC', 'FOK'].map((tif) => [`fills of ${tif}`, 20] as const),
  ...['twap', 'pov', 'large vwap'].map((algo) => [`markets with ${algo}`, 50] as const),
  ...[
    'REQUESTED',
    'INSUFFICIENT_BALANCE',
    'EXPIRED',
    'IMMEDIATE_OR_CANCEL',
    'FILL_OR_KILL',
    'ONE_CANCELS_OTHER',
    'NO_CAPACITY',
  ].map((code) => [`canceled ${code}`, 20] as const),
  ['rejected VENUE_TIMEOUT', 20],
  // Rules that change while an order is on its way: risk judged it by the ones before.
  ...['NOT_ON_LOT', 'NOT_ON_TICK', 'BELOW_MIN_QTY', 'ABOVE_MAX_QTY', 'BELOW_MIN_NOTIONAL', 'PRICE_OUT_OF_BAND'].map(
    (code) => [`rejected ${code}`, 1] as const,
  ),
  ['order.triggered', 100],
  ['order.abandoned', 20],
];

function count(counts: Map<string, number>, scenario: Scenario, { events }: Played): void {
  const add = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const orders = new Map<string, Extract<SequencedEvent, { type: 'order.submitted' }>['payload']>();
  const [profile] = PROFILES[scenario.number % PROFILES.length] as (typeof PROFILES)[number];
  const { largeOrders } = scenario.execution;
  if (largeOrders !== undefined) add(`markets with ${largeOrders.algo === 'vwap' ? 'large vwap' : largeOrders.algo}`);
  for (const event of events) {
    switch (event.type) {
      case 'order.submitted':
        orders.set(event.payload.orderId, event.payload);
        break;
      case 'order.triggered':
      case 'order.abandoned':
        add(event.type);
        break;
      case 'order.rejected':
        add(`rejected ${event.payload.code}`);
        break;
      case 'order.canceled':
        add(`canceled ${event.payload.code}`);
        break;
      case 'order.filled': {
        const { orderId, liquidity, feeAsset } = event.payload;
        const order = orders.get(orderId);
        add(`fills of ${profile}`);
        add(`fills of ${scenario.venue.intrabar}`);
        add(`fills of a ${order?.terms.type} order`);
        add(`fills of ${order?.timeInForce}`);
        add(`fills paid in ${feeAsset}`);
        if (order?.group !== '') add('fills of protection');
        if (liquidity === 'maker') add('maker fills');
        if (scenario.venue.latency !== undefined) add('fills after a latency');
        if (scenario.bars[0]?.known === false) add('fills in bars known late');
        break;
      }
      default:
        break;
    }
  }
}
