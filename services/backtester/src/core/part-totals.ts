// Sums over the fills and round trips of one strategy in one symbol, and these together: of a symbol, a strategy, all.

import type { Payload } from '@tradingbot/contracts';
import { addExact, amount, keepAsDoubles, subExact, type Amount } from '@tradingbot/domain';
import { createTradeTally, type TradeFigures, type TradeStatistics, type TradeTally } from '@tradingbot/metrics';

/** Amounts in the account's currency, exact. */
export interface PartSums {
  fills: number;
  buys: number;
  makerFills: number;
  denials: number;
  bought: Amount;
  sold: Amount;
  fees: Amount;
  makerFees: Amount;
  /** Without the spread. */
  slippage: Amount;
  spread: Amount;
  delay: Amount;
  grossProfit: Amount;
  /** Positive. */
  grossLoss: Amount;
}

export interface PartTotals {
  readonly sums: PartSums;
  readonly tally: TradeTally;
  /** The P&L of the best and of the worst round trip; `undefined` without one. */
  best: Amount | undefined;
  worst: Amount | undefined;
}

export interface PartFigures extends Readonly<PartSums> {
  readonly best: Amount | undefined;
  readonly worst: Amount | undefined;
  readonly trades: TradeStatistics;
}

export function createPartTotals(): PartTotals {
  const zero = amount(0);
  return {
    sums: {
      fills: 0,
      buys: 0,
      makerFills: 0,
      denials: 0,
      bought: zero,
      sold: zero,
      fees: zero,
      makerFees: zero,
      slippage: zero,
      spread: zero,
      delay: zero,
      grossProfit: zero,
      grossLoss: zero,
    },
    tally: createTradeTally(),
    best: undefined,
    worst: undefined,
  };
}

keepAsDoubles(
  createPartTotals().sums,
  'bought',
  'sold',
  'fees',
  'slippage',
  'spread',
  'delay',
  'grossProfit',
  'grossLoss',
);

/** @param value of the fill and its fee, in the account's currency */
export function countFill({ sums }: PartTotals, fill: Payload<'order.filled'>, value: Amount, fee: Amount): void {
  sums.fills += 1;
  if (fill.side === 'buy') {
    sums.buys += 1;
    sums.bought = addExact(sums.bought, value);
  } else sums.sold = addExact(sums.sold, value);
  sums.fees = addExact(sums.fees, fee);
  if (fill.liquidity === 'maker') {
    sums.makerFills += 1;
    sums.makerFees = addExact(sums.makerFees, fee);
  }
  sums.slippage = addExact(sums.slippage, subExact(fill.slippage, fill.spread));
  sums.spread = addExact(sums.spread, fill.spread);
  sums.delay = addExact(sums.delay, fill.delay);
}

export function countTrade(part: PartTotals, pnl: Amount, figures: TradeFigures): void {
  const { sums } = part;
  if (pnl > 0) sums.grossProfit = addExact(sums.grossProfit, pnl);
  else sums.grossLoss = subExact(sums.grossLoss, pnl);
  if (part.best === undefined || pnl > part.best) part.best = pnl;
  if (part.worst === undefined || pnl < part.worst) part.worst = pnl;
  part.tally.add(figures);
}

/** What these parts come to together. */
export function figuresOf(parts: readonly PartTotals[]): PartFigures {
  const whole = createPartTotals();
  for (const { sums, tally, best, worst } of parts) {
    for (const key of Object.keys(sums) as (keyof PartSums)[]) addTo(whole.sums, key, sums[key]);
    whole.tally.absorb(tally);
    if (best !== undefined && (whole.best === undefined || best > whole.best)) whole.best = best;
    if (worst !== undefined && (whole.worst === undefined || worst < whole.worst)) whole.worst = worst;
  }
  return { ...whole.sums, best: whole.best, worst: whole.worst, trades: whole.tally.result() };
}

function addTo(sums: PartSums, key: keyof PartSums, value: Amount | number): void {
  (sums as Record<keyof PartSums, Amount>)[key] = addExact(amount(sums[key]), amount(value));
}
