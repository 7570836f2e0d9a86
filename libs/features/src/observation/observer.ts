// Sees one instrument bar by bar, and writes what it knows at the close of the last one.
// All state is in its fields, so `saveState` and `restoreState` carry it across a restart bit for bit.

import { featureNamed } from './catalog.ts';
import type { AccountToObserve } from './account-features.ts';
import { BAR_COLUMNS, ObservedBar, type BarToObserve, type ObservationColumn } from './columns.ts';
import type { Cell } from './feature.ts';
import { marketScale } from './market-scale.ts';
import type { ObservationPlan } from './observation-plan.ts';
import { createTailWriter, type TailWriter } from './tail-writer.ts';
import { hoursOf } from './window-bars.ts';
import { within } from './within.ts';

export interface Observer {
  /** `plan.warmup` bars have been seen: every feature is there. Until then what is not there is written as 0. */
  readonly ready: boolean;
  /** @throws RangeError when the bar lacks a column that the plan reads */
  update(bar: BarToObserve): void;
  /** Shares are split, so many new ones for an old one: later bars are in new shares, and compared as such. */
  split(ratio: number): void;
  /** Writes the `plan.marketCount` features of the market, as of the last bar's close, from `offset` on. */
  writeMarket(target: Float32Array, offset: number): void;
  /** Writes all `plan.features.length` numbers, from `offset` on. */
  write(account: AccountToObserve, target: Float32Array, offset: number): void;
}

/**
 * @param instrument which of the plan's instruments it is; may be left out when there is one
 * @throws RangeError when it is none of them
 */
export function createObserver(plan: ObservationPlan, instrument?: string): Observer {
  return new InstrumentObserver(plan, instrument);
}

class InstrumentObserver implements Observer {
  ready = false;
  private readonly cells: readonly Cell[];
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly required: readonly ObservationColumn[];
  private readonly tail: TailWriter;
  private readonly warmup: number;
  private readonly bar = new ObservedBar();
  private seen = 0;
  /** Brings later prices to the shares of the first bar. */
  private scale = 1;

  constructor(plan: ObservationPlan, instrument: string | undefined) {
    const market = plan.features.filter(({ kind }) => kind === 'market');
    const scale = marketScale(plan.assetClass, hoursOf(plan.timeframe));
    this.cells = market.map(({ feature, window }) => {
      const found = featureNamed(feature);
      if (found?.kind === 'market') return found.cell(window, scale);
      throw new RangeError(`${feature} is no feature of the market.`);
    });
    this.low = Float64Array.from(market, ({ low }) => low);
    this.high = Float64Array.from(market, ({ high }) => high);
    // An index that is not known yet is a fact; any other gap is a mistake.
    this.required = plan.columns.filter((column) => column !== 'fear_greed');
    this.tail = createTailWriter(plan, instrument);
    this.warmup = plan.warmup;
  }

  update(bar: BarToObserve): void {
    this.bar.take(bar, this.scale);
    for (const column of this.required) if (!(Math.abs(this.bar[column]) < Infinity)) refuse(column, bar);
    for (const cell of this.cells) cell.update(this.bar);
    this.seen += 1;
    this.ready = this.seen >= this.warmup;
  }

  split(ratio: number): void {
    this.scale *= ratio;
  }

  writeMarket(target: Float32Array, offset: number): void {
    const { cells, low, high } = this;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as Cell;
      target[offset + i] = cell.ready ? within(cell.value, low[i] as number, high[i] as number) : 0;
    }
  }

  write({ cash, positionValue, worth, fillRatio }: AccountToObserve, target: Float32Array, offset: number): void {
    this.writeMarket(target, offset);
    this.tail.write(cash, positionValue, worth, fillRatio, target, offset + this.cells.length);
  }
}

function refuse(column: ObservationColumn, bar: BarToObserve): never {
  const isPrice = (BAR_COLUMNS as readonly string[]).includes(column);
  throw new RangeError(`${column} must be ${isPrice ? 'finite' : 'there and finite'}, but it is ${bar[column]}.`);
}
