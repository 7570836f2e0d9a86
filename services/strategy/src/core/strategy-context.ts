// The `ctx` of one strategy: reads the state of the core, turns calls into decisions. One object for a whole run.

import type { Catalog, Payload, StrategyIndex } from '@tradingbot/contracts';
import { nextFloat, type Emit } from '@tradingbot/core';
import { invariant, MICROS_PER_SECOND, qty, weight, WEIGHT_ONE, type InstrumentIndex } from '@tradingbot/domain';
import type { Book, ProtectOptions, StrategyContext, TargetOptions } from './context.ts';
import { protectionOf, termsOf } from './order-options.ts';
import { scaled } from './scaled-number.ts';
import { RunningBook } from './running-book.ts';
import { StrategyUsageError } from './strategy-failure.ts';
import type { StrategyState } from './strategy-state.ts';

/** Targets for each symbol at one instant; more is a strategy that answers itself. */
const MOST_TARGETS = 100;

export const LONG_ONLY = 'long-only spot and cash equities: shorting, margin and futures are refused';

/** The context as the core drives it: the core says which event is in hand before it calls the strategy. */
export class RunningContext implements StrategyContext {
  readonly params: unknown;
  readonly symbols: readonly string[];
  readonly book: Book;
  instrument = 0 as InstrumentIndex;
  time = 0;
  /** False during warm-up: targets are then not passed on. */
  mayAct = false;
  emit: Emit = noEmit;
  readonly #index: StrategyIndex;
  readonly #catalog: Catalog;
  readonly #state: StrategyState;
  /** The last size that was named as a string, and what it is in units. */
  #sizeText = '';
  #sizeScale = -1;
  #sizeUnits = 0;

  constructor(index: StrategyIndex, params: unknown, catalog: Catalog, state: StrategyState) {
    this.#index = index;
    this.#catalog = catalog;
    this.#state = state;
    this.params = params;
    this.symbols = catalog.instruments.map((i) => i.symbol);
    this.book = new RunningBook(this, index, catalog, state);
  }

  get state(): unknown {
    return this.#state.user[this.#index]?.[this.instrument];
  }

  stateOf(symbol: string): unknown {
    return this.#state.user[this.#index]?.[this.instrumentOf(symbol)];
  }

  get symbol(): string {
    return this.symbols[this.instrument] as string;
  }

  instrumentOf(symbol: string | undefined): InstrumentIndex {
    if (symbol === undefined) return this.instrument;
    const index = this.symbols.indexOf(symbol);
    if (index < 0) throw new StrategyUsageError(`"${symbol}" is not a symbol of this run (${this.symbols.join(', ')})`);
    return index as InstrumentIndex;
  }

  targetWeight(share: number, options?: TargetOptions): void {
    if (!(share >= 0 && share <= 1)) {
      throw new StrategyUsageError(`targetWeight takes 0 to 1, not ${share} (${LONG_ONLY})`);
    }
    this.#target({ kind: 'weight', weight: weight(Math.round(share * WEIGHT_ONE)) }, options);
  }

  targetQty(quantity: number | string, options?: TargetOptions): void {
    const instrument = this.instrumentOf(options?.symbol);
    const scale = this.#catalog.instruments[instrument]?.qtyScale ?? 0;
    const value = this.#units(quantity, scale);
    if (value < 0) throw new StrategyUsageError(`targetQty takes 0 or more, not ${quantity} (${LONG_ONLY})`);
    this.#target({ kind: 'qty', qty: qty(value) }, options);
  }

  /** A strategy that names its size as a string names it again and again: it is read once. */
  #units(quantity: number | string, scale: number): number {
    if (typeof quantity !== 'string') return scaled('targetQty', quantity, scale);
    if (quantity !== this.#sizeText || scale !== this.#sizeScale) {
      this.#sizeUnits = scaled('targetQty', quantity, scale);
      this.#sizeText = quantity;
      this.#sizeScale = scale;
    }
    return this.#sizeUnits;
  }

  #target(target: Payload<'signal.target'>['target'], options: TargetOptions | undefined): void {
    if (!this.mayAct || this.#state.ended) return;
    this.#countTarget();
    const instrument = this.instrumentOf(options?.symbol);
    const terms = termsOf(options, this.#priceScale(instrument));
    this.emit('signal.target', { strategy: this.#index, instrument, target, terms });
  }

  protect(options: ProtectOptions): void {
    const instrument = this.instrumentOf(options.symbol);
    const protection = protectionOf(options, this.#priceScale(instrument));
    if (!this.mayAct || this.#state.ended) return;
    this.#countTarget();
    this.emit('signal.protect', { strategy: this.#index, instrument, ...protection });
  }

  #priceScale(instrument: InstrumentIndex): number {
    return this.#catalog.instruments[instrument]?.priceScale ?? 0;
  }

  /** A target named in answer to its own denial or fill comes back at the same instant, and so without end. */
  #countTarget(): void {
    const state = this.#state;
    if (state.targetsInstant !== this.time) {
      state.targetsInstant = this.time;
      for (let i = 0; i < state.targetsNamed.length; i++) state.targetsNamed[i] = 0;
    }
    const named = (state.targetsNamed[this.#index] ?? 0) + 1;
    state.targetsNamed[this.#index] = named;
    if (named > MOST_TARGETS * this.symbols.length) {
      throw new StrategyUsageError(
        `more than ${MOST_TARGETS} targets for each symbol at one instant: a target named in onDenied or onFill must not cause the same denial or fill again`,
      );
    }
  }

  setTimer(name: string, at: number): void {
    if (!Number.isFinite(at) || at <= this.time) {
      throw new StrategyUsageError(`setTimer("${name}") takes a time after ctx.time, in microseconds`);
    }
    const state = this.#state;
    const due = Math.ceil(at / MICROS_PER_SECOND) * MICROS_PER_SECOND;
    const timer = { strategy: this.#index, instrument: this.instrument, name, at: due };
    const others = state.timers.filter(
      (t) => t.name !== name || t.strategy !== timer.strategy || t.instrument !== timer.instrument,
    );
    state.timers = [...others, timer];
    state.nextTimerAt = Math.min(...state.timers.map((t) => t.at));
  }

  random(): number {
    const generator = this.#state.random[this.#index];
    invariant(generator !== undefined, 'every strategy has its own random numbers');
    return nextFloat(generator);
  }

  log(message: string, level: 'debug' | 'info' | 'warn' = 'info'): void {
    this.emit('strategy.logged', { strategy: this.#index, level, message: String(message).toWellFormed() });
  }
}

const noEmit: Emit = () => {
  throw new StrategyUsageError('ctx may be used only inside onBar, onFill, onDenied, onSplit and onTimer');
};
