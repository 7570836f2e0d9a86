// How a policy does on bars that it has not learnt from: one episode in each market, its actions without chance, and the
// figures of what the accounts are worth together.

import { createDailyEquity, createDrawdownMeter, isDefined, returnMetricsOf, type Metric } from '@tradingbot/metrics';
import { distributionOf, normalise, type NormaliserState } from '@tradingbot/policy';
import { outputsFor, stepResultFor, type Backend, type MarketEnvironment } from '../../core/index.ts';

export interface JudgedBy {
  readonly backend: Backend;
  /** As many environments as there are markets, each from the first bar of its range. */
  readonly environment: MarketEnvironment;
  /** When the bars of each market close, in microseconds. */
  readonly closeTimes: readonly Float64Array[];
  /** What each account begins with, in currency. */
  readonly cash: number;
  readonly daysPerYear: number;
}

export interface Judgement {
  /** By name; `null` for what does not exist. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** From one day to the next, of all accounts together. */
  readonly dailyReturns: readonly number[];
  readonly meanReward: number;
  readonly meanLength: number;
}

export function judgePolicy(judged: JudgedBy, normaliser: NormaliserState | null): Judgement {
  const { closeTimes, cash, daysPerYear } = judged;
  const samples: Sample[] = [];
  const rewards = playOut(judged, normaliser, samples);
  // By time, and of one instant in the order of markets: markets need not have the same bars.
  samples.sort((a, b) => a.time - b.time || a.market - b.market);
  const worths = new Float64Array(closeTimes.length).fill(cash);
  const daily = createDailyEquity(daysPerYear);
  const falls = createDrawdownMeter();
  const opened = cash * worths.length;
  let equity = opened;
  daily.start(opened);
  falls.start(samples[0]?.time ?? 0, opened);
  samples.forEach(({ time, market, worth }, at) => {
    worths[market] = worth;
    if (samples[at + 1]?.time === time) return;
    equity = worths.reduce((sum, one) => sum + one, 0);
    daily.sample(time, equity);
    falls.sample(time, equity);
  });
  const result = daily.result();
  const drawdown = falls.result().deepest?.depth ?? 0;
  const { sharpe, sortino, calmar } = returnMetricsOf(result, daysPerYear, drawdown);
  return {
    figures: {
      sharpe: numberOf(sharpe),
      sortino: numberOf(sortino),
      calmar: numberOf(calmar),
      total_return: opened === 0 ? 0 : equity / opened - 1,
      pnl: equity - opened,
      max_drawdown: drawdown,
      mean_reward: mean(rewards.returns),
    },
    dailyReturns: [...result.returns],
    meanReward: mean(rewards.returns),
    meanLength: mean(rewards.lengths),
  };
}

interface Sample {
  readonly time: number;
  readonly market: number;
  readonly worth: number;
}

/** One episode of every environment; what comes after its end is another one, and does not count. */
function playOut(
  { backend, environment, closeTimes }: JudgedBy,
  normaliser: NormaliserState | null,
  samples: Sample[],
): { readonly returns: number[]; readonly lengths: number[] } {
  const { count } = environment;
  const distribution = distributionOf(backend.spec.head);
  const observations = new Float32Array(count * environment.observations);
  const outputs = outputsFor(backend.spec, count);
  const actions = new Float32Array(count * distribution.width);
  const result = stepResultFor(environment);
  const isOver = new Uint8Array(count);
  const ended = { returns: [] as number[], lengths: [] as number[] };
  // No luck has a part in it: the episodes begin at the first bar.
  environment.reset(0, observations);
  while (isOver.includes(0)) {
    if (normaliser !== null) normalise(normaliser, observations, count);
    backend.forward(observations, count, outputs);
    distribution.mode(outputs.actor, count, actions);
    environment.step(actions, result);
    observations.set(result.observations);
    for (let i = 0; i < count; i++) {
      if (isOver[i] === 1) continue;
      const time = closeTimes[i]?.[environment.rows[i] as number] as number;
      samples.push({ time, market: i, worth: environment.worths[i] as number });
      if (result.terminated[i] !== 1 && result.truncated[i] !== 1) continue;
      isOver[i] = 1;
      ended.returns.push(result.episodeReturns[i] as number);
      ended.lengths.push(result.episodeLengths[i] as number);
    }
  }
  return ended;
}

const numberOf = (metric: Metric): number | null => (isDefined(metric) ? metric : null);
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
