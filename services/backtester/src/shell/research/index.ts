// Research over one plan: the same bars played many times in memory, by many threads, cut off, and in folds.

export { cutTimes } from './cut-times.ts';
export { cutBars, firstFrom, perturbBars, rangeOf, type BarRange } from './held-range.ts';
export { checkLookahead, type LookaheadReport, type LookaheadRequest } from './check-lookahead.ts';
export { checkWarmUp, type WarmUpNote } from './check-warm-up.ts';
export type { TracedDecision } from './decision-trace.ts';
export { foldsOf, type Fold, type FoldLengths } from './folds.ts';
export { combinationAt, countOf, type Axis, type Combination } from './grid.ts';
export { detached, replanned, type DetachedPlan } from './detached-plan.ts';
export { METRIC_NAMES, metricIn, type MetricName } from './metric.ts';
export { openResearchFolder, type ResearchFolder } from './research-folder.ts';
export { runInMemory, type MemoryRun, type MemoryRunOptions } from './run-in-memory.ts';
export { dailyReturnsOf } from './daily-returns.ts';
export { leadOf, runOnRange, type RangeOptions, type RangeRun } from './run-on-range.ts';
export { testRanges } from './test-ranges.ts';
export { trialOfReturns } from './trial-of.ts';
export { stitch, type EquityPoint, type Stitched } from './stitch.ts';
export { firstDecisionApart, type DecisionApart } from './first-decision-apart.ts';
export { createEquityCurve, daysPerYearOf, type EquityCurve } from './equity-curve.ts';
export { dataHashOf } from '../run-identity.ts';
export { trainingTrial, type TrainedCandidate } from './training-trial.ts';
export { readTrials, recordTrials, trialFigures, type Trial } from '../trials.ts';
export type { TrialFigures } from '../request.ts';
