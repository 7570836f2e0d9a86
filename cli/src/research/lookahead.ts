// `tradingbot backtest --check-lookahead`: the run once with its future and many times without; decisions must not differ.

import { checkLookahead, checkWarmUp, detached, replanned } from '@tradingbot/backtester/research';
import { planRun } from '@tradingbot/backtester/run';
import { holdSeries, type HeldSeries } from '@tradingbot/bars/files';
import { strategySpecs } from '@tradingbot/config';
import { loadStrategies } from '@tradingbot/strategy/load';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import { configOf } from '../backtest/config-of.ts';
import { explained } from '../backtest/explained.ts';
import type { Terminal } from '../terminal.ts';
import { createCutStrategies } from './cut-strategies.ts';
import type { Known } from './cut-tables.ts';
import { lookaheadDocument, lookaheadText } from './lookahead-text.ts';
import { sweepProgress } from './sweep-progress.ts';

const THERE_IS_A_LEAK = 1;

/** @returns 1 when a decision hangs on the future, else 0 */
export async function lookahead(options: BacktestCommandOptions, terminal: Terminal): Promise<number> {
  const loaded = configOf(options);
  const { config } = loaded;
  const strategies = await loadStrategies(strategySpecs(config), loaded.placeOf, {
    artifactsDir: config.artifacts_dir,
  });
  const plan = await planRun({ config, strategies, stack: '' });
  const held = await holdSeries((await plan.openBars()).series);
  const base = detached(plan);
  const cutStrategies = createCutStrategies(loaded, strategies);
  const market = marketOf(held, plan.catalog.instruments);
  const { signal } = terminal;
  let line: ReturnType<typeof sweepProgress> | undefined;
  try {
    const report = await explained(strategies, () =>
      checkLookahead({
        held,
        signal,
        planAt: async (cut) =>
          cut === undefined ? plan : replanned(base, config, await cutStrategies.at({ ...market, until: cut })),
        onProgress: (done, total) => {
          line ??= sweepProgress(terminal, options.quiet !== true, total, 'cuts');
          line.show(done);
        },
      }),
    );
    const warmUp = await explained(strategies, () => checkWarmUp(plan, held, signal));
    line?.clear();
    const document = lookaheadDocument(plan.catalog.strategies, report, warmUp);
    terminal.out(
      options.json === true ? `${JSON.stringify(document, undefined, 2)}\n` : lookaheadText(document, terminal.colours),
    );
    return report.leak === null ? 0 : THERE_IS_A_LEAK;
  } finally {
    line?.clear();
    cutStrategies.close();
  }
}

/** The run's bars, in the units of users' files. */
function marketOf(held: HeldSeries, instruments: readonly { readonly priceScale: number }[]): Omit<Known, 'until'> {
  const series = held.series.map(({ instrument, openTime, timeframe, length, open, high, low, close }) => {
    const unit = 10 ** (instruments[instrument]?.priceScale ?? 0);
    return {
      openTime,
      timeframe,
      length,
      columns: [open, high, low, close].map((column) => column.map((one) => one / unit)),
    };
  });
  return {
    series,
    first: Math.min(...series.map(({ openTime }) => openTime[0] ?? Infinity)),
    last: Math.max(...series.map(({ openTime, length, timeframe }) => (openTime[length - 1] ?? -Infinity) + timeframe)),
  };
}
