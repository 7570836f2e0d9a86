// What `ctx.book` tells a strategy of its own position and of the account. A class and not a literal: an object literal
// with getters is a dictionary to V8, and this one is asked at every bar.

import { moneyScaleOf, type Catalog, type StrategyIndex } from '@tradingbot/contracts';
import { invariant, toFloat, type InstrumentIndex } from '@tradingbot/domain';
import { cashOf, equityOf, positionOf, type Position } from '@tradingbot/portfolio';
import type { Book } from './context.ts';
import type { StrategyState } from './strategy-state.ts';

/** The instrument in hand, and those that are named. */
export interface Instruments {
  instrumentOf(symbol: string | undefined): InstrumentIndex;
}

export class RunningBook implements Book {
  readonly #instruments: Instruments;
  readonly #strategy: StrategyIndex;
  readonly #catalog: Catalog;
  readonly #state: StrategyState;
  readonly #moneyScale: number;

  constructor(instruments: Instruments, strategy: StrategyIndex, catalog: Catalog, state: StrategyState) {
    this.#instruments = instruments;
    this.#strategy = strategy;
    this.#catalog = catalog;
    this.#state = state;
    this.#moneyScale = moneyScaleOf(catalog);
  }

  qty(symbol?: string): number {
    const at = this.#instruments.instrumentOf(symbol);
    return this.#positionAt(at).qty / 10 ** this.#scalesOf(at).qtyScale;
  }

  averagePrice(symbol?: string): number {
    const at = this.#instruments.instrumentOf(symbol);
    const { qty: held, costBasis } = this.#positionAt(at);
    return held === 0 ? 0 : toFloat(costBasis, this.#moneyScale) / (held / 10 ** this.#scalesOf(at).qtyScale);
  }

  holds(symbol?: string): boolean {
    return this.#holdsAt(this.#instruments.instrumentOf(symbol));
  }

  isFlat(symbol?: string): boolean {
    const at = this.#instruments.instrumentOf(symbol);
    return !this.#holdsAt(at) && !this.#isOnOrder(at);
  }

  hasOpenOrder(symbol?: string): boolean {
    return this.#isOnOrder(this.#instruments.instrumentOf(symbol));
  }

  lastPrice(symbol?: string): number {
    const at = this.#instruments.instrumentOf(symbol);
    return (this.#state.ledger.marks[at] as number) / 10 ** this.#scalesOf(at).priceScale;
  }

  get cash(): number {
    return toFloat(cashOf(this.#state.ledger), this.#moneyScale);
  }

  get equity(): number {
    return toFloat(equityOf(this.#state.ledger), this.#moneyScale);
  }

  #holdsAt(at: InstrumentIndex): boolean {
    return this.#positionAt(at).qty >= (this.#state.lots[at] as number);
  }

  #isOnOrder(at: InstrumentIndex): boolean {
    const { openOrders, unsent } = this.#state;
    return openOrders[this.#strategy]?.[at] !== 0 || unsent[this.#strategy]?.[at] !== 0;
  }

  #positionAt(at: InstrumentIndex): Position {
    return positionOf(this.#state.ledger, this.#strategy, at);
  }

  #scalesOf(at: InstrumentIndex): Catalog['instruments'][number] {
    const instrument = this.#catalog.instruments[at];
    invariant(instrument !== undefined, 'the instrument in hand is in the manifest');
    return instrument;
  }
}
