// `tradingbot eval --run`: how a recorded run has fared lately, and the model that it trades: from its journal alone.

import { stitch, daysPerYearOf, type EquityPoint } from '@tradingbot/backtester/research';
import { catalogOf, configOfManifest, strategySpecs, type RunConfig } from '@tradingbot/config';
import type { RecordedManifest } from '@tradingbot/contracts';
import { formatMicros, InputError, micros, parseTimeframe } from '@tradingbot/domain';
import type { LogReader } from '@tradingbot/event-log';
import { DEFAULT_ARTIFACTS, promotedIn } from '@tradingbot/strategy/load';
import { chooseRun } from '../../log/choose-run.ts';
import { manifestOf, storedEvent, type StoredEvent } from '../../log/stored-event.ts';
import { withLog } from '../../log/with-log.ts';
import { stackOf } from '../../stack/choose-stack.ts';
import type { Terminal } from '../../terminal.ts';
import type { EvalOptions } from '../eval-options.ts';
import type { RunFigures, RunScore, ScoreFailure } from './run-score.ts';
import { runScoreText } from './run-score-text.ts';

const BELOW_BAR = 1;

/** @returns 0, or 1 when the run is below `eval.bar` of the configuration */
export async function scoreRun(options: EvalOptions & { readonly run: string }, terminal: Terminal): Promise<number> {
  const { config, stack, run } = options;
  const since = lengthOf(options.since);
  const where = { ...(config === undefined ? {} : { config }), ...(stack === undefined ? {} : { stack }) };
  const settings = stackOf({ ...where, ...(options.set === undefined ? {} : { set: options.set }) }).config;
  const score = await withLog(where, terminal, async (log) => {
    const { journal } = await chooseRun(log, run);
    return scoreOf(log, journal, since, settings);
  });
  terminal.out(
    options.json === true ? `${JSON.stringify(score, undefined, 2)}\n` : runScoreText(score, terminal.colours),
  );
  return score.bar.passed ? 0 : BELOW_BAR;
}

/** @param since how far back from the run's end, in microseconds */
export async function scoreOf(
  log: LogReader,
  run: string,
  since: number,
  settings: RunConfig | undefined,
): Promise<RunScore> {
  const manifest = (await manifestOf(log, run)) as RecordedManifest;
  const { to, points, closes, fills } = await readingOf(log, run);
  const from = Math.max(to - since, points[0]?.time ?? to);
  const start = points.findLast(({ time }) => time <= from)?.equity;
  if (start === undefined)
    throw new InputError(`--run ${run}`, 'has recorded no equity yet', 'wait until its first bar has closed');
  const lately = points.filter(({ time }) => time > from);
  const { points: _, ...figures } = stitch([lately], start, daysPerYearOf(catalogOf(manifest)));
  const score = {
    ...figures,
    fills: fills.filter((time) => time > from).length,
    final_equity: lately.at(-1)?.equity ?? start,
  };
  const failures = failuresOf(score, settings?.eval.bar ?? {});
  return {
    run,
    from: formatMicros(micros(from)),
    to: formatMicros(micros(to)),
    currency: manifest.currency,
    model: modelOf(manifest, settings?.artifacts_dir ?? DEFAULT_ARTIFACTS),
    figures: score,
    buy_and_hold_return: growthOf(closes, from),
    bar: { passed: failures.length === 0, failures },
  };
}

interface Reading {
  /** Of the last event. */
  readonly to: number;
  readonly points: readonly EquityPoint[];
  /** By symbol. */
  readonly closes: ReadonlyMap<string, readonly { readonly time: number; readonly close: number }[]>;
  /** When something was filled. */
  readonly fills: readonly number[];
}

async function readingOf(log: LogReader, run: string): Promise<Reading> {
  const points: EquityPoint[] = [];
  const closes = new Map<string, { time: number; close: number }[]>();
  const fills: number[] = [];
  let to = 0;
  const see = ({ type, time, payload }: StoredEvent): void => {
    to = Math.max(to, time);
    if (type === 'portfolio.equity') points.push({ time, equity: Number(payload['equity']) });
    else if (type === 'order.filled') fills.push(time);
    else if (type === 'md.bar') {
      const symbol = String(payload['instrument']);
      const known = closes.get(symbol) ?? [];
      closes.set(symbol, known);
      known.push({ time, close: Number(payload['close']) });
    }
  };
  for await (const chunk of log.stream(run, 0)) for (const { body } of chunk) see(storedEvent(body));
  return { to, points, closes, fills };
}

/** The last one of the configuration that trades a model. */
function modelOf(manifest: RecordedManifest, artifactsDir: string): RunScore['model'] {
  const at = strategySpecs(configOfManifest(manifest)).findLastIndex(({ name }) => name === 'policy');
  const sha256 = manifest.strategyCodeHashes[at];
  return sha256 === undefined ? null : { sha256, in_force: promotedIn(artifactsDir)?.sha256 === sha256 };
}

function growthOf(closes: Reading['closes'], from: number): number | null {
  const growths = [...closes.values()].flatMap((bars) => {
    const first = bars.findLast(({ time }) => time <= from) ?? bars[0];
    const last = bars.at(-1);
    return first === undefined || last === undefined ? [] : [last.close / first.close - 1];
  });
  return growths.length === 0 ? null : growths.reduce((sum, growth) => sum + growth, 0) / growths.length;
}

/** `deflated_sharpe` and `pbo` are figures of evaluations, which a run has none of. */
function failuresOf(figures: RunFigures, bar: NonNullable<RunConfig['eval']['bar']>): ScoreFailure[] {
  return Object.entries(bar).flatMap(([figure, least]): ScoreFailure[] => {
    if (!(figure in figures) || least === undefined) return [];
    const value = figures[figure as keyof RunFigures];
    return value !== null && value >= least ? [] : [{ figure, value, bar: least }];
  });
}

/** @returns microseconds; all of the run when nothing is said */
function lengthOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  const length = parseTimeframe(text);
  if (length !== undefined) return length;
  throw new InputError(`--since ${text}`, 'is no length of time', 'write --since 30d or --since 12h');
}
