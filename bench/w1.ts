// Workload W1 for the engine, exactly as configs/bench_w1.yaml states it.

import { UNKEPT, type EngineSetup } from '@tradingbot/backtester';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { amount, micros, price, qty, type TradingRules } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue } from '@tradingbot/simulation';
import { BUILT_IN_STRATEGIES } from '@tradingbot/strategy';

/** No venue rule stands in the way of one unit. */
export const FREE_RULES: TradingRules = {
  from: micros(0),
  tick: price(1),
  lot: qty(1),
  minQty: qty(1),
  minNotional: 0,
};

export function w1(catalog: Catalog): EngineSetup {
  const definition = BUILT_IN_STRATEGIES.find(({ name }) => name === 'ema-cross');
  if (definition === undefined) throw new Error('ema-cross is built in');
  return {
    catalog,
    rules: catalog.instruments.map(() => [FREE_RULES]),
    strategies: [{ name: 'ema-cross', definition, params: definition.params.parse({ fast: 10, slow: 20, size: '1' }) }],
    limits: { ...NO_LIMITS, costReservePpb: 1_000_000 },
    venue: plainVenue(catalog.instruments.length, { takerBps: 10, makerBps: 10 }),
    execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000) },
    cash: amount(1_000_000 * 10 ** moneyScaleOf(catalog)),
    seed: 1,
    closeAtEnd: true,
    identity: UNKEPT,
  };
}
