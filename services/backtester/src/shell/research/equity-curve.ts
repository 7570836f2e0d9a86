// The equity curve of a run in memory, as numbers: for statistics, not for books.

import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { calendarOf } from '@tradingbot/domain';
import { NO_SINK, type RecordSink } from '../../core/index.ts';
import type { EquityPoint } from './stitch.ts';

export interface EquityCurve {
  readonly points: readonly EquityPoint[];
  readonly sink: RecordSink;
}

export function createEquityCurve(catalog: Catalog): EquityCurve {
  const unit = 10 ** moneyScaleOf(catalog);
  const points: EquityPoint[] = [];
  return {
    points,
    sink: { ...NO_SINK, equity: (time, equity) => void points.push({ time, equity: Number(equity) / unit }) },
  };
}

/** Days by which figures are annualised: the most that one of the calendars has. */
export const daysPerYearOf = ({ instruments }: Pick<Catalog, 'instruments'>): number =>
  Math.max(...instruments.map(({ calendar }) => calendarOf(calendar).daysPerYear));
