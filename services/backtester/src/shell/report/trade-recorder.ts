// Fills and round trips for a report: the first ones in full, as many as a page can hold; the others as a count.

import { moneyScaleOf, type Catalog, type Payload, type StrategyIndex } from '@tradingbot/contracts';
import { MICROS_PER_MS, toFloat, type Instrument, type Micros } from '@tradingbot/domain';
import type { OpenPosition, ReportFill, ReportTrade } from '@tradingbot/report';
import type { RoundTrip } from '../../core/index.ts';

const MOST_FILLS = 8_000;
const MOST_TRADES = 5_000;

export interface TradeRecorder {
  submitted(order: Payload<'order.submitted'>): void;
  /** Nothing more comes of it. */
  closed(orderId: string): void;
  fill(time: Micros, strategy: StrategyIndex, fill: Payload<'order.filled'>): void;
  /** @param equity of the account at the instant before, in its currency */
  trade(trade: RoundTrip, equity: number): void;
  readonly recorded: RecordedTrades;
}

export interface RecordedTrades {
  readonly fills: readonly ReportFill[];
  readonly trades: readonly ReportTrade[];
  /** Of each trade: pnl ÷ equity before it. */
  readonly returns: readonly number[];
  readonly open: readonly OpenPosition[];
}

/** What has been bought since the position was nothing. */
interface Entry {
  readonly time: number;
  readonly by: string;
  boughtQty: number;
  value: number;
  held: number;
}

const CARRIED = 'carried over';

export function createTradeRecorder(catalog: Catalog): TradeRecorder {
  const moneyScale = moneyScaleOf(catalog);
  const terms = new Map<string, string>();
  // By strategy and instrument, of those that hold something.
  const entries = new Map<number, Entry>();
  const keyOf = (strategy: number, instrument: number): number => strategy * catalog.instruments.length + instrument;
  const fills: ReportFill[] = [];
  const trades: ReportTrade[] = [];
  const returns: number[] = [];
  const instrumentAt = (index: number): Instrument => catalog.instruments[index] as Instrument;

  function book(time: number, strategy: number, fill: Payload<'order.filled'>, by: string, price: number): void {
    const key = keyOf(strategy, fill.instrument);
    const qty = toFloat(fill.qty, instrumentAt(fill.instrument).qtyScale);
    const entry = entries.get(key) ?? { time, by, boughtQty: 0, value: 0, held: 0 };
    entries.set(key, entry);
    entry.held += fill.side === 'buy' ? qty : -qty;
    if (fill.side === 'sell') return;
    entry.boughtQty += qty;
    entry.value += qty * price;
  }

  return {
    submitted: ({ orderId, terms: { type } }) => void terms.set(orderId, type),
    closed: (orderId) => void terms.delete(orderId),
    fill(time, strategy, fill) {
      const { priceScale, qtyScale } = instrumentAt(fill.instrument);
      const by = `${terms.get(fill.orderId) ?? CARRIED}, ${fill.liquidity}`;
      if (fill.remaining === 0) terms.delete(fill.orderId);
      const price = toFloat(fill.price, priceScale);
      const at = time / MICROS_PER_MS;
      book(at, strategy, fill, by, price);
      if (fills.length === MOST_FILLS) return;
      const qty = toFloat(fill.qty, qtyScale);
      fills.push({ strategy, symbol: fill.instrument, time: at, side: fill.side, price, qty, by });
    },
    trade(trade, equity) {
      const key = keyOf(trade.strategy, trade.instrument);
      const entryBy = entries.get(key)?.by ?? CARRIED;
      entries.delete(key);
      if (trades.length === MOST_TRADES) return;
      const pnl = toFloat(trade.pnl, moneyScale);
      // What equity would be without the trade: its gain or loss has been part of equity while it lasted.
      returns.push(equity - pnl > 0 ? pnl / (equity - pnl) : 0);
      trades.push(tradeOf(trade, pnl, entryBy));
    },
    get recorded() {
      return { fills, trades, returns, open: openPositions() };
    },
  };

  function tradeOf(trade: RoundTrip, pnl: number, entryBy: string): ReportTrade {
    const { qtyScale } = instrumentAt(trade.instrument);
    const bought = toFloat(trade.bought, moneyScale);
    const qty = toFloat(trade.qty, qtyScale);
    const soldQty = toFloat(trade.soldQty, qtyScale);
    return {
      strategy: trade.strategy,
      symbol: trade.instrument,
      entryTime: trade.entryTime / MICROS_PER_MS,
      exitTime: trade.exitTime / MICROS_PER_MS,
      qty,
      entryPrice: bought / qty,
      exitPrice: soldQty === 0 ? 0 : toFloat(trade.sold, moneyScale) / soldQty,
      fees: toFloat(trade.fees, moneyScale),
      pnl,
      return: bought === 0 ? 0 : pnl / bought,
      entryBy,
      exitBy: trade.exitReason,
    };
  }

  function openPositions(): OpenPosition[] {
    return [...entries]
      .filter(([, { held, boughtQty }]) => held > 0 && boughtQty > 0)
      .map(([key, { time, by, boughtQty, value, held }]) => ({
        strategy: Math.floor(key / catalog.instruments.length),
        symbol: key % catalog.instruments.length,
        entryTime: time,
        qty: held,
        entryPrice: value / boughtQty,
        entryBy: by,
      }));
  }
}
