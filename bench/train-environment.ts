// How fast the market environment steps on one thread, each observation of 40 numbers written. One JSON line.
// Actions are drawn at random, so that nearly every step trades: the dearest case there is.

import { createRandom, nextFloat } from '@tradingbot/core';
import { amount, marketSymbol, micros, price, qty } from '@tradingbot/domain';
import { observationPlan } from '@tradingbot/features';
import { plainVenue } from '@tradingbot/simulation';
import {
  accountTail,
  DEFAULT_BINS,
  DEFAULT_EPISODE,
  DEFAULT_REWARD,
  marketEnvironment,
  NO_STRESS,
  sharedMarket,
  stepResultFor,
  type Market,
} from '@tradingbot/trainer';
import { machine } from './machine.ts';

const BARS = 50_000;
/** Numbers of an observation that tell of the market; those of the account come after them. */
const FEATURES = 37;
const ENVIRONMENTS = 16;
const STEPS = 4_000_000;
const RUNS = 5;
const PLAN = observationPlan({
  columns: ['open', 'high', 'low', 'close', 'volume'],
  timeframe: '1h',
  assetClass: 'crypto_spot',
  instruments: ['BTCUSDT'],
});
/** Issue 5: at least so many steps a second. */
const BUDGET = 5_000_000;

export function benchTrainEnvironment(): void {
  const measured = Array.from({ length: RUNS }, (_, run) => measure(run));
  const rates = sorted(measured.map(({ perSecond }) => perSecond));
  const ofCpu = sorted(measured.map(({ perCpuSecond }) => perCpuSecond));
  const median = rates[Math.floor(RUNS / 2)] as number;
  console.log(
    JSON.stringify({
      bench: 'train-environment',
      observations: FEATURES + accountTail(PLAN).width,
      environments: ENVIRONMENTS,
      steps: STEPS,
      runs: RUNS,
      steps_per_second: median,
      slowest: rates[0],
      fastest: rates.at(-1),
      // What a thread would do that nobody interrupts: others on this machine take part of the time above.
      steps_per_cpu_second: ofCpu[Math.floor(RUNS / 2)],
      budget: BUDGET,
      of_budget: Number((median / BUDGET).toFixed(2)),
      machine: machine(),
    }),
  );
}

const sorted = (rates: readonly number[]): number[] => [...rates].sort((a, b) => a - b);

function measure(run: number): { readonly perSecond: number; readonly perCpuSecond: number } {
  const environment = marketEnvironment(
    [sharedMarket(randomMarket(run + 1))],
    {
      cash: 1_000 * 10 ** 8,
      actions: DEFAULT_BINS,
      reward: DEFAULT_REWARD,
      episode: DEFAULT_EPISODE,
      stress: NO_STRESS,
    },
    ENVIRONMENTS,
  );
  const result = stepResultFor(environment);
  environment.reset(run, result.observations);
  // Drawn before: what is measured is the environment alone.
  const random = randomNumbers(run + 1);
  const actions = Array.from({ length: 1_000 }, () =>
    Float32Array.from({ length: ENVIRONMENTS }, () => Math.floor(random() * 4)),
  );
  const rounds = STEPS / ENVIRONMENTS;
  const start = performance.now();
  const busy = process.cpuUsage();
  for (let round = 0; round < rounds; round++) environment.step(actions[round % 1_000] as Float32Array, result);
  const { user, system } = process.cpuUsage(busy);
  return {
    perSecond: Math.round((STEPS / (performance.now() - start)) * 1_000),
    perCpuSecond: Math.round((STEPS / (user + system)) * 1_000_000),
  };
}

function randomNumbers(seed: number): () => number {
  const random = createRandom(seed);
  return () => nextFloat(random);
}

/** A random walk with the terms of BTCUSDT on a spot venue: 10 bps of fee, 3 bps of spread and slippage. */
function randomMarket(seed: number): Market {
  const random = randomNumbers(seed);
  const column = (): Float64Array => new Float64Array(BARS);
  const [open, high, low, close] = [column(), column(), column(), column()];
  let last = 3_000_000;
  for (let row = 0; row < BARS; row++) {
    open[row] = last;
    last = Math.round(last * (1 + (random() - 0.5) * 0.01));
    close[row] = last;
    high[row] = Math.max(open[row] as number, last) + 500;
    low[row] = Math.min(open[row] as number, last) - 500;
  }
  const instrument = {
    symbol: marketSymbol('BTCUSDT'),
    assetClass: 'crypto_spot' as const,
    priceScale: 2,
    qtyScale: 5,
  };
  const rules = { from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 5 * 10 ** 7 };
  return {
    terms: {
      instrument,
      moneyScale: 8,
      rules,
      venue: plainVenue(1, { takerBps: 10, slippageBps: 3 }),
      index: 0,
      limits: { costReservePpb: 1_300_000, maxOrderNotional: amount(0), maxPositionNotional: amount(0) },
    },
    open,
    high,
    low,
    close,
    features: Float32Array.from({ length: BARS * FEATURES }, () => random() * 2 - 1),
    width: FEATURES,
    tail: accountTail(PLAN),
    range: { from: 100, to: BARS },
  };
}
