// Sums over the fills and round trips of a part of a run: of one symbol, of one strategy, or of all.

import type { Payload } from '@tradingbot/contracts';
import { addExact, amount, subExact, type Amount } from '@tradingbot/domain';
import { createTradeTally, type TradeFigures, type TradeStatistics } from '@tradingbot/metrics';

/** Amounts in the account's currency, exact. */
export interface PartFigures {
  readonly fills: number;
  readonly buys: number;
  readonly makerFills: number;
  readonly bought: Amount;
  readonly sold: Amount;
  readonly fees: Amount;
  readonly makerFees: Amount;
  /** Without the spread. */
  readonly slippage: Amount;
  readonly spread: Amount;
  readonly delay: Amount;
  readonly denials: number;
  readonly grossProfit: Amount;
  /** Positive. */
  readonly grossLoss: Amount;
  /** The P&L of the best and of the worst round trip; 0 without one. */
  readonly bestPnl: Amount;
  readonly worstPnl: Amount;
  readonly trades: TradeStatistics;
}

export interface PartTotals {
  fill(fill: Payload<'order.filled'>, value: Amount, fee: Amount): void;
  trade(pnl: Amount, figures: TradeFigures): void;
  denied(): void;
  figures(): PartFigures;
}

export function createPartTotals(): PartTotals {
  const tally = createTradeTally();
  const zero = amount(0);
  const counts = { fills: 0, buys: 0, makerFills: 0, denials: 0 };
  const sums = { bought: zero, sold: zero, fees: zero, makerFees: zero, slippage: zero, spread: zero, delay: zero };
  let grossProfit = zero;
  let grossLoss = zero;
  let bestPnl: Amount | undefined;
  let worstPnl: Amount | undefined;

  return {
    fill({ side, liquidity, slippage, spread, delay }, value, fee) {
      counts.fills += 1;
      if (side === 'buy') {
        counts.buys += 1;
        sums.bought = addExact(sums.bought, value);
      } else sums.sold = addExact(sums.sold, value);
      sums.fees = addExact(sums.fees, fee);
      if (liquidity === 'maker') {
        counts.makerFills += 1;
        sums.makerFees = addExact(sums.makerFees, fee);
      }
      sums.slippage = addExact(sums.slippage, subExact(slippage, spread));
      sums.spread = addExact(sums.spread, spread);
      sums.delay = addExact(sums.delay, delay);
    },
    trade(pnl, figures) {
      if (pnl > 0) grossProfit = addExact(grossProfit, pnl);
      else grossLoss = subExact(grossLoss, pnl);
      if (bestPnl === undefined || pnl > bestPnl) bestPnl = pnl;
      if (worstPnl === undefined || pnl < worstPnl) worstPnl = pnl;
      tally.add(figures);
    },
    denied() {
      counts.denials += 1;
    },
    figures: () => ({
      ...counts,
      ...sums,
      grossProfit,
      grossLoss,
      bestPnl: bestPnl ?? zero,
      worstPnl: worstPnl ?? zero,
      trades: tally.result(),
    }),
  };
}
