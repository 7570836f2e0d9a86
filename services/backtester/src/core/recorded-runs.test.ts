// What a recorder says of whole runs on random markets: to the last unit it adds up to what the account made.

import { describe, expect, test } from '@jest/globals';
import { playTimeline } from '@tradingbot/bars/files';
import type { Catalog } from '@tradingbot/contracts';
import { addExact, amount, micros, price, qty, subExact, type Amount } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { equityOf } from '@tradingbot/portfolio';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { defineStrategy, z, type StrategyInstance } from '@tradingbot/strategy';
import { anyStrategy, BTC, CATALOG, ETH, randomRows, seriesOf, usdt } from '@tradingbot/testing';
import { createEngine, UNKEPT } from './engine.ts';
import { createRecorder, NO_SINK } from './recorder.ts';
import type { RoundTrip } from './round-trips.ts';

/** Holds, or does not, as long as the close is above the one so many bars before: it looks at no position, so dust is no matter. */
const follow = defineStrategy({
  name: 'follow',
  params: z.strictObject({ bars: z.int() }),
  init: () => ({ closes: [] as number[], wanted: false }),
  onBar(ctx, bar) {
    const { state, params } = ctx;
    const before = state.closes.at(-params.bars) ?? bar.close;
    state.closes.push(bar.close);
    const wanted = bar.close > before;
    if (wanted === state.wanted) return;
    state.wanted = wanted;
    ctx.targetWeight(wanted ? 0.2 : 0);
  },
});
const instance = (name: string, bars: number): StrategyInstance => ({
  name,
  definition: anyStrategy(follow),
  params: { bars },
});
const STRATEGIES = [instance('alpha', 2), instance('beta', 5)];
const LOT = 100;

async function play(seed: number, settlement: VenueSettings['fees']['settlement'], closeAtEnd: boolean) {
  const catalog: Catalog = { ...CATALOG, strategies: STRATEGIES.map(({ name }) => name) };
  const plain = plainVenue(2, { takerBps: 10, makerBps: 5, slippageBps: 3 });
  const trades: RoundTrip[] = [];
  const recorder = createRecorder(catalog, 365, { ...NO_SINK, trade: (trade) => void trades.push(trade) });
  const rules = { from: micros(0), tick: price(1), lot: qty(LOT), minQty: qty(LOT), minNotional: 0 };
  const engine = createEngine(
    {
      catalog,
      rules: catalog.instruments.map(() => [rules]),
      strategies: STRATEGIES,
      limits: { ...NO_LIMITS, costReservePpb: 2_000_000 },
      venue: { ...plain, fees: { ...plain.fees, settlement } },
      execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000) },
      cash: usdt('100000'),
      seed,
      closeAtEnd,
      identity: UNKEPT,
    },
    [recorder],
  );
  const series = [BTC, ETH].map((instrument, i) => seriesOf(randomRows(seed * 2 + i + 1, 250), instrument));
  await playTimeline(series, engine);
  engine.finish();
  return { trades, figures: recorder.figures(), ledger: recorder.ledger };
}

const sum = (values: readonly Amount[]): Amount => values.reduce<Amount>(addExact, amount(0));

describe.each(['quote', 'received'] as const)('with fees in the asset "%s"', (settlement) => {
  test.each([true, false])(
    'symbols, strategies and round trips add up to the account (closed at the end: %p)',
    async (closeAtEnd) => {
      for (let seed = 1; seed <= 8; seed++) {
        const { trades, figures, ledger } = await play(seed, settlement, closeAtEnd);
        const made = subExact(equityOf(ledger), usdt('100000'));
        // A fee in a base asset is rounded up to a whole unit of it in the position; what is left of it stays in the balance.
        const stray = subExact(made, sum(figures.byInstrument.map(({ pnl }) => pnl)));
        expect(Number(stray)).toBeGreaterThanOrEqual(0);
        expect(Number(stray)).toBeLessThan(settlement === 'quote' ? 1 : 1e6);
        expect(sum(figures.byStrategy.map(({ pnl }) => pnl))).toBe(sum(figures.byInstrument.map(({ pnl }) => pnl)));
        expect(figures.fees).toBe(sum(ledger.positions.flat().map(({ fees }) => fees)));
        expect(trades.length).toBeGreaterThan(50);
        expect(figures.tripPnl).toHaveLength(trades.length);
        expect(figures.all.grossProfit).toBe(sum(trades.map(({ pnl }) => pnl).filter((pnl) => pnl > 0)));
        expect(sum([...figures.tripsByMonth.values()].map(({ pnl }) => pnl))).toBe(sum(trades.map(({ pnl }) => pnl)));
        for (const { mae, mfe, pnl, fees } of trades) {
          const beforeFees = Number(addExact(pnl, fees));
          expect(mae).toBeLessThanOrEqual(Math.min(0, beforeFees));
          expect(mfe).toBeGreaterThanOrEqual(Math.max(0, beforeFees));
        }
        if (!closeAtEnd) continue;
        // Nothing is left but dust, and that has made nothing yet but by its price.
        expect(figures.held.every(({ qty: held }) => held < LOT)).toBe(true);
        const booked = sum(ledger.positions.flat().map(({ realizedPnl, fees }) => subExact(realizedPnl, fees)));
        expect(sum(trades.map(({ pnl }) => pnl))).toBe(booked);
      }
    },
  );
});
