// Plans of small runs on a generated market, and strategies that do a little of everything.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { LoadedStrategy } from '@tradingbot/backtester/run';
import { planRun, type RunPlan } from '@tradingbot/backtester/journal';
import { RunConfigSchema, type RunConfig } from '@tradingbot/config';
import { defineStrategy, z } from '@tradingbot/strategy';
import { anyStrategy } from '@tradingbot/testing';

export interface PlanOptions {
  readonly bars?: number;
  readonly marketSeed?: number;
  readonly cash?: number;
  readonly risk?: Readonly<Record<string, unknown>>;
  readonly closeAtEnd?: boolean;
  /** By the name of a strategy. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly strategies?: readonly string[];
  readonly codeHash?: string;
}

/** Orders of all kinds at random, a few of them far from the market, timers, and a word now and then. */
const fidget = defineStrategy({
  name: 'fidget',
  params: z.strictObject({ busy: z.number().default(0.3) }),
  init: () => ({ bars: 0, fills: 0 }),
  onBar(ctx, bar) {
    ctx.state.bars += 1;
    if (ctx.random() > ctx.params.busy) return;
    const dice = ctx.random();
    if (dice < 0.3) ctx.targetWeight(0.3 * ctx.random());
    else if (dice < 0.75)
      ctx.targetWeight(0.2, { limit: Number((bar.close * (0.95 + 0.05 * ctx.random())).toFixed(2)) });
    else if (dice < 0.85) ctx.targetQty(0);
    else ctx.setTimer('later', bar.closeTime + 1 + Math.floor(ctx.random() * 5e9));
  },
  onFill(ctx) {
    ctx.state.fills += 1;
    ctx.log(`${ctx.state.fills} fills in ${ctx.state.bars} bars`);
  },
  onTimer: (ctx) => ctx.targetWeight(0.1),
});

export async function planOf(options: PlanOptions = {}): Promise<RunPlan> {
  const strategies = (options.strategies ?? ['left', 'right']).map((name): LoadedStrategy => {
    const params = fidget.params.parse(options.params?.[name] ?? {});
    const codeHash = options.codeHash ?? '';
    return { name, use: 'fidget', definition: anyStrategy(fidget), params, codeHash };
  });
  return planRun({ config: configOf(options, strategies), strategies, stack: '' });
}

const scratches: string[] = [];
afterAll(() => scratches.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder that is gone after the tests. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-journal-'));
  scratches.push(folder);
  return folder;
}

function configOf(options: PlanOptions, strategies: readonly LoadedStrategy[]): RunConfig {
  const folder = scratch();
  return RunConfigSchema.parse({
    artifacts_dir: join(folder, 'artifacts'),
    logs_dir: join(folder, 'logs'),
    seed: 3,
    data: {
      generator: {
        symbols: ['BTCUSDT', 'ETHUSDT'],
        timeframe: '1h',
        from: '2024-01-01',
        bars: options.bars ?? 60,
        seed: options.marketSeed ?? 5,
        start_prices: { BTCUSDT: 100, ETHUSDT: 20 },
      },
    },
    portfolio: { cash: options.cash ?? 10_000 },
    fees: { maker_bps: 5, taker_bps: 10 },
    execution_params: { slippage_bps: 2 },
    execution: { close_at_end: options.closeAtEnd ?? false },
    risk: { max_orders_per_min: 0, ...options.risk },
    strategies: strategies.map(({ name }) => ({ name: 'fidget', as: name, params: options.params?.[name] ?? {} })),
  });
}
