// Gathers what a run's report draws, in bounded memory: the equity curve, candles, fills and round trips.
// It stands behind the recorder of figures, which tells it of equity and round trips, so that nothing is reckoned twice.

import {
  moneyScaleOf,
  type Catalog,
  type Payload,
  type RecordedManifest,
  type SequencedEvent,
} from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { MICROS_PER_MS } from '@tradingbot/domain';
import { createExtremeBuckets, type EquityRow } from '@tradingbot/report';
import type { RecordSink } from '../../core/index.ts';
import { createBenchmark } from './benchmark.ts';
import { createPriceRecorder, type PriceRecorder } from './price-recorder.ts';
import { createTradeRecorder, type RecordedTrades } from './trade-recorder.ts';

/** Each holds up to three points: a chart is at most some 2,000 pixels wide. */
const BUCKETS = 640;

export interface ReportRecorder {
  /** Must stand after the recorder of figures: of an instant it sees the bars when the one before has been valued. */
  readonly observer: Observer;
  /** What the recorder of figures says. */
  readonly sink: RecordSink;
  recorded(): RecordedRun;
}

export interface RecordedRun {
  /** What the journal opened with; `undefined` when nothing has been seen. */
  readonly manifest: RecordedManifest | undefined;
  /** `benchmark` is a multiple of what there was at the beginning. */
  readonly curve: readonly EquityRow[];
  readonly prices: Pick<PriceRecorder, 'series' | 'step'>;
  readonly trades: RecordedTrades;
}

export function createReportRecorder(catalog: Catalog): ReportRecorder {
  const moneyUnit = 10 ** moneyScaleOf(catalog);
  const benchmark = createBenchmark(catalog);
  const curve = createExtremeBuckets(BUCKETS, benchmark.growth);
  const prices = createPriceRecorder(catalog);
  const trades = createTradeRecorder(catalog);
  let manifest: RecordedManifest | undefined;
  let equityBefore = 0;

  function onBar(bar: Payload<'md.bar'>): void {
    benchmark.bar(bar);
    prices.bar(bar);
  }

  return {
    observer: {
      reads: ['run.manifest', 'md.bar', 'md.split', 'order.submitted', 'order.canceled', 'order.rejected'],
      see(event: SequencedEvent) {
        switch (event.type) {
          case 'md.bar':
            return onBar(event.payload);
          case 'md.split':
            return benchmark.split(event.payload);
          case 'order.submitted':
            return trades.submitted(event.payload);
          case 'order.canceled':
          case 'order.rejected':
            return trades.closed(event.payload.orderId);
          case 'run.manifest':
            manifest = event.payload.manifest;
            return;
          default:
            return;
        }
      },
    },
    sink: {
      equity(time, equity, _cash, drawdown) {
        equityBefore = Number(equity) / moneyUnit;
        curve.add(time / MICROS_PER_MS, equityBefore, drawdown);
      },
      fill(time, strategy, fill) {
        prices.fill(fill.instrument);
        trades.fill(time, strategy, fill);
      },
      trade: (trade) => trades.trade(trade, equityBefore),
    },
    recorded: () => ({ manifest, curve: curve.rows(), prices, trades: trades.recorded }),
  };
}
