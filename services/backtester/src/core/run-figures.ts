// What a recorder has gathered by the end of a run. Exact where it is money; the documents are made of it.

import type { StrategyIndex } from '@tradingbot/contracts';
import type { Amount, InstrumentIndex, Micros, Qty } from '@tradingbot/domain';
import type { EquityStatistics } from './equity-statistics.ts';
import type { PartFigures } from './part-totals.ts';

export type CountsByCode = ReadonlyMap<string, number>;

export interface RunFigures {
  readonly bars: number;
  readonly firstTime: Micros;
  readonly lastTime: Micros;
  /** Per instrument: when its last bar closed. */
  readonly lastBarAt: readonly number[];
  /** What the account held of its currency when the journal opened. */
  readonly openingCash: Amount;
  readonly fills: number;
  readonly trades: number;
  readonly winningTrades: number;
  readonly fees: Amount;
  /** What fills were worse than the market, the spread included. */
  readonly slippage: Amount;
  readonly dividends: Amount;
  readonly denialsByCode: CountsByCode;
  readonly rejectionsByCode: CountsByCode;
  readonly cancelsByCode: CountsByCode;
  readonly abandonedByCode: CountsByCode;
  /** Instants at which something was held ÷ all instants. */
  readonly exposure: number;
  readonly equity: EquityStatistics;
  readonly finalEquity: Amount;
  readonly all: PartFigures;
  readonly byInstrument: readonly PartWithPnl[];
  readonly byStrategy: readonly PartWithPnl[];
  /** By month, "2021-03": the round trips that ended in it. */
  readonly tripsByMonth: ReadonlyMap<string, TripsOfMonth>;
  /** Of each round trip in their order, in units of the account's currency. */
  readonly tripPnl: readonly number[];
  /** All that was bought or sold, in units of the instrument; `undefined` when there are several. */
  readonly tradedQty: number | undefined;
  readonly held: readonly HeldPosition[];
  /** Per instrument: last close ÷ first open, after splits; `undefined` without a bar. */
  readonly growth: readonly (number | undefined)[];
}

export interface PartWithPnl extends PartFigures {
  /** All that it has added to equity since the journal opened: what is held is priced at its last close. */
  readonly pnl: Amount;
}

export interface TripsOfMonth {
  readonly trades: number;
  readonly pnl: Amount;
}

export interface HeldPosition {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly qty: Qty;
  readonly value: Amount;
}
