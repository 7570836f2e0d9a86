// Workload W1 for the engine, exactly as configs/bench_w1.yaml states it; and the same with all that a venue can cost and
// all that risk can limit, wide enough that it trades all the same.

import { UNKEPT, type EngineSetup } from '@tradingbot/backtester';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { amount, micros, price, qty, type TradingRules } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { NO_LIMITS, type RiskLimits } from '@tradingbot/risk';
import { HOURS_OF_WEEK, plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { BUILT_IN_STRATEGIES } from '@tradingbot/strategy';

/** No venue rule stands in the way of one unit. */
export const FREE_RULES: TradingRules = {
  from: micros(0),
  tick: price(1),
  lot: qty(1),
  minQty: qty(1),
  minNotional: 0,
};

/** `flat` is W1: fees alone. `full` has everything on. */
export type Costs = 'flat' | 'full';

export function w1(catalog: Catalog, costs: Costs = 'flat'): EngineSetup {
  const definition = BUILT_IN_STRATEGIES.find(({ name }) => name === 'ema-cross');
  if (definition === undefined) throw new Error('ema-cross is built in');
  return {
    catalog,
    rules: catalog.instruments.map(() => [FREE_RULES]),
    strategies: [{ name: 'ema-cross', definition, params: definition.params.parse({ fast: 10, slow: 20, size: '1' }) }],
    limits: costs === 'full' ? wideLimits(catalog) : FLAT_LIMITS,
    venue: costs === 'full' ? fullVenue(catalog) : flatVenue(catalog),
    execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000) },
    cash: amount(1_000_000 * 10 ** moneyScaleOf(catalog)),
    seed: 1,
    closeAtEnd: true,
    identity: UNKEPT,
  };
}

const FLAT_LIMITS: RiskLimits = { ...NO_LIMITS, costReservePpb: 1_000_000 };

const flatVenue = ({ instruments }: Catalog): VenueSettings =>
  plainVenue(instruments.length, { takerBps: 10, makerBps: 10 });

/** Every limit is checked and none is met. */
const wideLimits = (catalog: Catalog): RiskLimits => ({
  ...NO_LIMITS,
  maxOrderNotional: money(catalog, 100_000),
  maxPositionNotional: money(catalog, 100_000),
  dailyLossLimit: money(catalog, 100_000),
  maxOrdersPerWindow: 1_000,
  costReservePpb: 11_000_000,
});

const money = (catalog: Catalog, value: number) => amount(value * 10 ** moneyScaleOf(catalog));

/** The venue of configs/config_sim.yaml, without the end that it puts to the volume of a bar. */
function fullVenue(catalog: Catalog): VenueSettings {
  const flat = flatVenue(catalog);
  const hours = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => 1 + 0.5 * Math.sin((2 * Math.PI * hour) / 24));
  return {
    ...flat,
    intrabar: 'bridge',
    slippage: { ...flat.slippage, defaultSpreadBps: 2, k: 0.8, volWindow: 120, liquidityWindow: 24, maxBps: 100 },
    latency: {
      baseMs: 250,
      jitterMs: 50,
      spikeP: 0.01,
      spikeMult: 5,
      timeoutMs: 2_500,
      retries: 1,
      volatilityGamma: 0,
      volWindow: 120,
      zscoreClip: 3,
      minMs: 0,
      maxMs: 10_000,
    },
    seasonality: { liquidity: hours, spread: hours, latency: hours, interpolate: true },
  };
}
