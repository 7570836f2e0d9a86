// The promise of the trainer: on the same actions an account in training is worth what the backtester says, bar by bar.

import { expect, test } from '@jest/globals';
import { playEngine, playEnvironment, randomMarket } from './random-market.ts';

const MARKETS = 300;

test(`on ${MARKETS} random markets the account is worth the same after every bar, to the last decimal`, async () => {
  const counts = { fills: 0, shortOfCash: 0, parts: 0, stocks: 0, stressed: 0 };
  const denied = new Map<string, number>();
  for (let seed = 1; seed <= MARKETS; seed++) {
    const scenario = randomMarket(seed);
    const engine = await playEngine(scenario);
    expect({ seed, equity: playEnvironment(scenario) }).toEqual({ seed, equity: engine.equity });
    counts.fills += engine.fills;
    counts.shortOfCash += engine.shortOfCash;
    counts.parts += engine.parts;
    if (scenario.terms.instrument.assetClass === 'us_equity') counts.stocks += 1;
    if (scenario.stress.feeMultiplier > 1) counts.stressed += 1;
    for (const code of engine.denied) denied.set(code, (denied.get(code) ?? 0) + 1);
  }
  // Agreement about markets in which nothing happens would prove nothing.
  expect(counts.fills).toBeGreaterThan(MARKETS * 10);
  expect(counts.shortOfCash).toBeGreaterThan(100);
  expect(counts.parts).toBeGreaterThan(30);
  expect(counts.stocks).toBeGreaterThan(30);
  expect(counts.stressed).toBeGreaterThan(60);
  for (const code of [
    'BELOW_MIN_NOTIONAL',
    'BELOW_MIN_QTY',
    'ABOVE_MAX_QTY',
    'ORDER_NOTIONAL_EXCEEDS_LIMIT',
    'POSITION_NOTIONAL_EXCEEDS_LIMIT',
  ])
    expect({ code, denied: (denied.get(code) ?? 0) >= 5 }).toEqual({ code, denied: true });
}, 60_000);
