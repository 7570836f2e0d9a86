// The promise of the trainer: on the same actions an account in training is worth what the backtester says, bar by bar.

import { expect, test } from '@jest/globals';
import { qty } from '@tradingbot/domain';
import { NO_STRESS } from '@tradingbot/trainer';
import { playEngine, playEnvironment } from './play-market.ts';
import { randomMarket } from './random-market.ts';
import { CALM, calmMarket } from './watched-market.ts';

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

test('of a sale beyond the largest order the last part may be too small for the venue, and stays, in both', async () => {
  const { terms } = calmMarket([]);
  const rules = { ...terms.rules, lot: qty(70_000), maxQty: qty(400_000), minNotional: 100 * 10 ** 7 };
  const rows = [100, 100, 100, 100, 200].map((close, at) => ({
    at,
    open: 10_000,
    high: close * 100,
    low: 10_000,
    close: close * 100,
  }));
  const scenario = {
    terms: { ...terms, rules },
    stressedVenue: terms.venue,
    stress: NO_STRESS,
    rows,
    cash: CALM.cash,
    actions: Float32Array.of(0.29, 0.57, 0.78, 0).map((weight) => 2 * weight - 1),
  };
  const engine = await playEngine(scenario);
  expect(playEnvironment(scenario)).toEqual(engine.equity);
  // Eleven lots of 0.7 coins go out as five, five and one, which is worth 70 and stays: at 200 a coin in the end.
  expect(engine.equity.at(-1)).toBe(1_000 - 770 + 700 + 140);
});
