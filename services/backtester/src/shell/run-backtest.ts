// Runs one backtest from files to files: bars in, results out. All decisions are made by the cores;
// what stands here is reading, hashing, writing, and the order in which that happens.

import { openBars, playTimeline, surveyBars, type BarFile } from '@tradingbot/bars/files';
import { resolveInstruments, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, serialiserFor, type Catalog } from '@tradingbot/contracts';
import { decisionDigest, journalWriter, type Observer } from '@tradingbot/core';
import {
  calendarOf,
  formatDecimal,
  marketSymbol,
  parseMicros,
  parseTimeframe,
  formatMicros,
  MICROS_PER_DAY,
} from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createEngine, createRecorder, type RunFigures } from '../core/index.ts';
import { createCsvTables } from './csv-tables.ts';
import { createProgressMeter } from './progress-meter.ts';
import { raiseInliningBudget } from './inlining-budget.ts';
import { makeFolder } from './make-folder.ts';
import { metricsOf, resultOf } from './results.ts';
import type { BacktestRequest, BacktestResult } from './request.ts';
import { createRunFolder, moveFile, type RunFolder } from './run-folder.ts';
import { createRunLog } from './run-log.ts';
import { describeRun, engineSetup, type DescribedRun } from './run-setup.ts';
import { createTextFile } from './text-file.ts';
import { writeJson } from './json-file.ts';

export { raiseInliningBudget } from './inlining-budget.ts';
export type { BacktestRequest, BacktestResult, LoadedStrategy, Progress } from './request.ts';

/**
 * Replays the bars of `request.config` through the cores and writes `artifacts/<run_id>/`.
 * @throws InputError for a file, symbol or date that does not fit; StrategyFailure when a strategy fails.
 * In either case, and when aborted, nothing is left behind.
 */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  raiseInliningBudget();
  const { config } = request;
  const files = await surveyBars(config.data.paths);
  const market = await openMarket(config, files, request);
  const identity = describeRun(request, market.catalog, market.rules, files);
  makeFolder(config.logs_dir);
  const folder = createRunFolder(config.artifacts_dir);
  try {
    return await runInto(folder, request, market, identity);
  } catch (error) {
    folder.discard();
    throw error;
  }
}

type Market = Awaited<ReturnType<typeof openMarket>>;

async function openMarket(config: RunConfig, files: readonly BarFile[], request: BacktestRequest) {
  const { from, to, timeframe } = config.data;
  const found = [...new Set(files.flatMap((file) => file.symbols))];
  const symbols = (config.data.symbols ?? found).map(marketSymbol);
  const { instruments, rules, currency } = resolveInstruments(config, symbols);
  const catalog: Catalog = { instruments, strategies: request.strategies.map((s) => s.name), currency };
  const bars = await openBars({
    files,
    catalog,
    rules,
    symbols,
    from: from === undefined ? undefined : parseMicros(from),
    to: to === undefined ? undefined : parseMicros(to),
    timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
  });
  return { catalog, rules, bars, synthetic: files.some((file) => file.synthetic) };
}

async function runInto(
  folder: RunFolder,
  request: BacktestRequest,
  market: Market,
  identity: DescribedRun,
): Promise<BacktestResult> {
  const { catalog, rules, bars, synthetic } = market;
  const serialiser = serialiserFor(catalog);
  const tables = createCsvTables(folder.draft, catalog, synthetic ? 'synthetic' : 'recorded');
  const log = createRunLog(join(folder.draft, 'run.log'), catalog, synthetic);
  const journal = request.journal ? createTextFile(join(folder.draft, 'journal.jsonl')) : undefined;
  try {
    const hash = createHash('sha256');
    const digest = decisionDigest(serialiser, {
      update: (text) => void hash.update(text),
      hex: () => hash.digest('hex'),
    });
    const recorder = createRecorder(catalog, daysPerYearOf(catalog), tables);
    const observers: Observer[] = [recorder, digest, log];
    if (journal !== undefined) observers.push(journalWriter(serialiser, identity.runId, journal.write));
    const meter = createProgressMeter(() => recorder.progress(), bars.totalBars, request.onProgress);
    const setup = engineSetup(request, catalog, rules, identity);
    const engine = createEngine(setup, observers);
    await playTimeline(bars.series, engine, async () => {
      meter.tick();
      // Lets signals in, and the progress line out.
      await setImmediate();
      request.signal.throwIfAborted();
    });
    request.signal.throwIfAborted();
    engine.finish();
    const figures = recorder.figures();
    tables.close();
    log.close();
    journal?.close();
    const warnings = warningsOf(market, figures);
    const money = (value: Parameters<typeof formatDecimal>[0]): string => formatDecimal(value, moneyScaleOf(catalog));
    const metrics = metricsOf({ figures, catalog, cash: setup.cash, digest: digest.hex(), synthetic, warnings, money });
    writeJson(join(folder.draft, 'metrics.json'), metrics);
    writeJson(join(folder.draft, 'manifest.json'), { ...identity.manifest, decisions: digest.decisions });
    const { runId, path } = folder.publish(identity.runId);
    moveFile(join(path, 'run.log'), request.config.logs_dir, `${runId}.log`);
    return resultOf(metrics, runId, path, meter.barsPerSecond());
  } finally {
    tables.close();
    log.close();
    journal?.close();
  }
}

/** Longer than any regular closing of a market: a weekend with holidays on both sides. */
const LONGEST_BREAK = 5 * MICROS_PER_DAY;

/** Days by which a Sharpe ratio is annualised: 252 when everything trades in New York sessions, else 365. */
function daysPerYearOf({ instruments }: Catalog): number {
  return Math.max(...instruments.map((instrument) => calendarOf(instrument.calendar).daysPerYear));
}

function warningsOf({ bars, synthetic, catalog }: Market, { trades, lastTime, lastBarAt }: RunFigures): string[] {
  const warnings: string[] = [];
  if (synthetic) warnings.push('the data is synthetic: made by a generator, not recorded from a market');
  if (bars.outsideSession.count > 0) {
    warnings.push(
      `${bars.outsideSession.count} bars outside trading sessions left out, first ${bars.outsideSession.first}`,
    );
  }
  catalog.instruments.forEach(({ symbol }, index) => {
    const end = lastBarAt[index] ?? -1;
    if (end >= lastTime - LONGEST_BREAK) return;
    warnings.push(`the bars of ${symbol} end at ${formatMicros(end)}: what was held or ordered then stayed so`);
  });
  if (trades === 0) warnings.push('no round trip was completed');
  else if (trades < 30) warnings.push(`only ${trades} round trips: too few to judge a strategy by`);
  return warnings;
}
