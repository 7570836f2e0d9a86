// Reports as single HTML files: of one run, of an evaluation of profiles, of a sweep of parameters, of runs side by side.

export { createCandleBuckets, type CandleBuckets } from './gather/candle-buckets.ts';
export { createCandlesAround, type CandlesAround } from './gather/candles-around.ts';
export { createExtremeBuckets, type EquityRow, type ExtremeBuckets } from './gather/extreme-buckets.ts';
export { numberText, percentText, signed } from './page/number-text.js';
export type { ComparedRun, ComparisonColumn, ComparisonData } from './comparison-data.ts';
export { renderComparison, renderEvaluation } from './render-comparison.ts';
export type { LearningCurveData, LuckData, ModelContestant, ModelEvaluationData } from './model-evaluation-data.ts';
export { renderModelEvaluation } from './render-model-evaluation.ts';
export { renderReport } from './render-report.ts';
export { renderSweep } from './render-sweep.ts';
export type { SweepData } from './sweep-data.ts';
export type {
  Breakdown,
  BreakdownRow,
  CandleColumns,
  CodeCount,
  DailyEquity,
  EquityColumns,
  Figure,
  FigureGroup,
  OpenPosition,
  PriceSeries,
  ReportCosts,
  ReportData,
  ReportFill,
  ReportTrade,
} from './report-data.ts';
