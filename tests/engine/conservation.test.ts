// Money is neither made nor lost: on random markets, strategies, fees and slippage, the books reconcile to the last unit.

import { describe, expect, test } from '@jest/globals';
import { amount, type Amount } from '@tradingbot/domain';
import { cashOf } from '@tradingbot/portfolio';
import { CATALOG, ETH, noise, randomRows, seriesOf } from '@tradingbot/testing';
import { builtIn, runEngine, type EngineOptions, type EngineRun } from './run-engine.ts';

const MARKETS = 1000;
const CASH = amount(1_000_000_000_000);

describe(`on ${MARKETS} random markets`, () => {
  test('cash + cost basis = opening cash + realised P&L − fees, and every fill is in the books once', async () => {
    let fills = 0;
    for (let seed = 1; seed <= MARKETS; seed++) {
      const run = await randomRun(seed);
      fills += run.fills.length;
      reconcile(run, seed);
    }
    // A property over runs that never trade would prove nothing.
    expect(fills).toBeGreaterThan(MARKETS * 5);
  }, 120_000);
});

async function randomRun(seed: number): Promise<EngineRun> {
  const random = noise(seed * 7919);
  const options: EngineOptions = {
    cash: CASH,
    feePpb: Math.floor(random() * 5_000_000),
    slippagePpb: Math.floor(random() * 3_000_000),
    clipToBar: random() < 0.5,
    closeAtEnd: random() < 0.5,
    strategies: [
      builtIn('ema-cross', { fast: 2, slow: 5, weight: 0.7 }, 'one'),
      builtIn(
        'momentum',
        { lookback: 3, enter: 0.001, exit: -0.001, ...(random() < 0.5 ? { weight: 0.6 } : { size: '1.234' }) },
        'two',
      ),
    ],
  };
  const length = 20 + Math.floor(random() * 60);
  return runEngine([seriesOf(randomRows(seed, length)), seriesOf(randomRows(seed + 1, length, 300), ETH)], options);
}

/** Big integers only, from the fills alone: nothing here is shared with the ledger under test. */
function reconcile({ fills, ledger, figures }: EngineRun, seed: number): void {
  const tenth = 10n;
  let cash = BigInt(CASH);
  let fees = 0n;
  const held = [0n, 0n];
  for (const { fill } of fills) {
    const value = BigInt(fill.price) * BigInt(fill.qty) * tenth;
    const sign = fill.side === 'buy' ? 1n : -1n;
    cash -= sign * value + BigInt(fill.fee);
    fees += BigInt(fill.fee);
    held[fill.instrument] = (held[fill.instrument] as bigint) + sign * BigInt(fill.qty);
  }
  const positions = ledger.positions.flat();
  const sum = (pick: (position: (typeof positions)[number]) => Amount): bigint =>
    positions.reduce((total, position) => total + BigInt(pick(position)), 0n);
  const basis = sum((p) => p.costBasis);
  const realized = sum((p) => p.realizedPnl);
  const seen = { seed, cash: BigInt(cashOf(ledger)), fees: BigInt(figures.fees), paid: sum((p) => p.fees) };
  expect(seen).toEqual({ seed, cash, fees, paid: fees });
  expect(BigInt(cashOf(ledger)) + basis).toBe(BigInt(CASH) + realized - fees);
  CATALOG.instruments.forEach((_, instrument) => {
    const booked = ledger.positions.reduce((total, row) => total + BigInt(row[instrument]?.qty ?? 0), 0n);
    expect(booked).toBe(held[instrument]);
  });
  expect(cash >= 0n).toBe(true);
}
