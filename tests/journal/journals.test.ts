// A run over the log: the same as a backtest, whatever stops it, and provably so afterwards.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runBacktest } from '@tradingbot/backtester/run';
import {
  openJournal,
  recordedResults,
  replayJournal,
  runBacktestFromJournal,
  type RunPlan,
} from '@tradingbot/backtester/journal';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { runStack } from './local-stack.ts';
import { planOf, scratch } from './plans.ts';

const backtestOf = ({ config, strategies }: RunPlan) =>
  runBacktest({ config, strategies, journal: false, onProgress: () => {}, signal: new AbortController().signal });

const FILES = ['metrics.json', 'equity_curve.csv', 'fills.csv', 'trades.csv'];

describe('A run over the log', () => {
  test('leaves the files of the backtest, replays identically, and is itself a market for backtests', async () => {
    const plan = await planOf({
      bars: 200,
      closeAtEnd: true,
      risk: { max_abs_position_notional: 2500, daily_loss_limit: 60 },
    });
    const log = inMemoryLog();
    const { journal, state } = await openJournal({ log, plan, fresh: false });
    expect(state).toBe('new');
    expect(await runStack({ log, plan, journal })).toBe(true);

    const backtest = await backtestOf(plan);
    const folder = scratch();
    const recorded = await recordedResults(log, journal, { artifactsDir: folder, logsDir: folder });
    for (const file of FILES) {
      const text = (dir: string) => readFileSync(join(dir, file), 'utf8');
      expect([file, text(recorded.artifacts_dir)]).toEqual([file, text(backtest.artifacts_dir)]);
    }
    expect(recorded.fills).toBeGreaterThan(50);
    expect(recorded.run_id).toBe(journal);

    const verdict = await replayJournal(log, journal, { strategies: plan.strategies });
    expect(verdict).toMatchObject({ verdict: 'identical', reason: null, decision_digest: backtest.decision_digest });

    const again = await runBacktestFromJournal(log, journal, {
      ...plan,
      journal: false,
      onProgress: () => {},
      signal: new AbortController().signal,
    });
    expect(again.decision_digest).toBe(backtest.decision_digest);
  });
});
