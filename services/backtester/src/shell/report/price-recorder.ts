// The candles of every symbol for a report: the whole run in bounded memory, and the run's own bars around fills.

import type { Catalog, Payload } from '@tradingbot/contracts';
import { MICROS_PER_MS, type InstrumentIndex } from '@tradingbot/domain';
import {
  createCandleBuckets,
  createCandlesAround,
  type CandleBuckets,
  type CandlesAround,
  type PriceSeries,
} from '@tradingbot/report';

/** Of all symbols together: what a file of some 3 MB holds. */
const MOST_CANDLES = 40_000;
const MOST_OF_ONE = 10_000;
const FEWEST_OF_ONE = 500;

export interface PriceRecorder {
  bar(bar: Payload<'md.bar'>): void;
  /** A fill: its surroundings are kept. */
  fill(instrument: InstrumentIndex): void;
  series(): readonly PriceSeries[];
  /** Of the run's bars in milliseconds; 0 before the first. */
  step(): number;
}

interface Recorded {
  readonly timeframe: number;
  readonly whole: CandleBuckets;
  readonly around: CandlesAround;
}

export function createPriceRecorder({ instruments }: Catalog): PriceRecorder {
  const recorded: (Recorded | undefined)[] = instruments.map(() => undefined);
  const share = Math.floor(MOST_CANDLES / Math.max(1, instruments.length));
  const most = Math.max(FEWEST_OF_ONE, Math.min(MOST_OF_ONE, share));

  function begin(instrument: InstrumentIndex, timeframe: number): Recorded {
    const step = timeframe / MICROS_PER_MS;
    const whole = createCandleBuckets(step, most);
    return (recorded[instrument] = { timeframe, whole, around: createCandlesAround(step, Math.floor(most / 2)) });
  }

  return {
    bar({ instrument, timeframe, openTime, open, high, low, close }) {
      const prices = recorded[instrument] ?? begin(instrument, timeframe);
      // A symbol that is traded on several lengths of bar is drawn in the first of them.
      if (prices.timeframe !== timeframe) return;
      const time = openTime / MICROS_PER_MS;
      prices.whole.add(time, open, high, low, close);
      prices.around.add(time, open, high, low, close);
    },
    fill: (instrument) => recorded[instrument]?.around.mark(),
    series: () => instruments.map(({ symbol, priceScale }, index) => seriesOf(symbol, priceScale, recorded[index])),
    step: () => Math.max(0, ...recorded.map((one) => (one?.timeframe ?? 0) / MICROS_PER_MS)),
  };
}

const NO_CANDLES = { step: 1, time: [], open: [], high: [], low: [], close: [] };

function seriesOf(symbol: string, decimals: number, recorded: Recorded | undefined): PriceSeries {
  if (recorded === undefined) return { symbol, decimals, whole: NO_CANDLES, fine: NO_CANDLES };
  const whole = recorded.whole.columns();
  const fine = recorded.around.columns();
  // Where the whole is in the run's own bars, there is nothing finer.
  return { symbol, decimals, whole, fine: whole.step === fine.step ? { ...NO_CANDLES, step: fine.step } : fine };
}
