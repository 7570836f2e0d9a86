// Which bars a model is judged on: those that it has not been trained or chosen by, as far as it says so.

import { testRanges, type BarRange } from '@tradingbot/backtester/research';
import type { HeldSeries } from '@tradingbot/bars/files';
import type { RunConfig } from '@tradingbot/config';
import { formatMicros, parseMicros, parseTimeframe } from '@tradingbot/domain';
import type { ModelData } from '@tradingbot/policy';

export interface JudgedRange {
  readonly ranges: readonly BarRange[];
  /** `out`: nothing of it was known to training. `in`: some of it was. `unknown`: the model does not say. */
  readonly sample: 'out' | 'in' | 'unknown';
  /** A sentence where figures may be too good. */
  readonly warning: string | undefined;
}

/** @param warmup bars that the policy needs before its first decision */
export function judgedRange(
  held: HeldSeries,
  data: ModelData,
  warmup: number,
  { eval: settings }: RunConfig,
): JudgedRange {
  const bar = Math.max(...held.series.map(({ timeframe }) => timeframe));
  const first = Math.max(...held.series.map(({ openTime, length }) => openTime[Math.min(warmup, length - 1)] ?? 0));
  const to = Math.max(...held.series.map(({ openTime, length, timeframe }) => (openTime[length - 1] ?? 0) + timeframe));
  const known = data.hyperparameters['trained_until'];
  const trained = typeof known === 'string' ? parseMicros(known) : undefined;
  const isBehind = trained !== undefined && trained < to - bar;
  const from = isBehind ? Math.max(first, trained) : first;
  const embargo = settings.embargo === undefined ? 0 : (parseTimeframe(settings.embargo) ?? 0);
  const ranges = testRanges({ from, to }, settings.folds, { embargo, bar });
  return { ranges, ...sampleOf(trained, isBehind) };
}

function sampleOf(trained: number | undefined, isBehind: boolean): Pick<JudgedRange, 'sample' | 'warning'> {
  if (trained === undefined) {
    const warning = 'the model does not say until when it was trained: some of these bars may be what it learnt from';
    return { sample: 'unknown', warning };
  }
  if (isBehind) return { sample: 'out', warning: undefined };
  const until = formatMicros(trained).slice(0, 10);
  return {
    sample: 'in',
    warning: `the model was trained until ${until}, on all of these bars: nothing here is out of sample`,
  };
}
