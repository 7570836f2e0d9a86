// The tables of a run: equity curve, fills and round trips as CSV, rows written as they happen.

import { join } from 'node:path';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  assetScale,
  formatDecimal,
  formatMicros,
  MICROS_PER_HOUR,
  mulDivExact,
  subExact,
  toFloat,
  type Amount,
  type Instrument,
  type Qty,
} from '@tradingbot/domain';
import type { RecordSink, RoundTrip } from '../core/index.ts';
import { moneyTextOf } from './money-text.ts';
import { createTextFile, type TextFile } from './text-file.ts';

const EQUITY_COLUMNS = 'ts_ms,time,equity,cash,position_value,drawdown,data';
const FILL_COLUMNS =
  'ts_ms,time,strategy,symbol,order_id,trade_id,side,qty,price,fee,fee_asset,liquidity,slippage,' +
  'spread,delay,reference,filled_at_ms,data';
const TRADE_COLUMNS =
  'strategy,symbol,entry_ts_ms,entry_time,exit_ts_ms,exit_time,qty,entry_price,exit_price,fees,pnl,return,fills,' +
  'mae,mfe,holding_hours,exit_reason,spread,slippage,delay,data';

export interface CsvTables extends RecordSink {
  close(): void;
}

/**
 * Costs inside prices are in the account's currency, positive when they cost something; slippage is without the spread.
 * @param data what the last column of every row says: `recorded` or `synthetic`
 */
export function createCsvTables(folder: string, catalog: Catalog, data: 'recorded' | 'synthetic'): CsvTables {
  const moneyScale = moneyScaleOf(catalog);
  const { exact: money, rounded } = moneyTextOf(catalog);
  const equityFile = table(folder, 'equity_curve.csv', EQUITY_COLUMNS);
  const fillFile = table(folder, 'fills.csv', FILL_COLUMNS);
  const tradeFile = table(folder, 'trades.csv', TRADE_COLUMNS);
  const instrumentAt = (index: number): Instrument => catalog.instruments[index] as Instrument;
  const excursion = (units: number): string => rounded(units / 10 ** moneyScale);

  return {
    equity(time, equity, cash, drawdown) {
      const held = money(subExact(equity, cash));
      equityFile.write(`${stamp(time)},${money(equity)},${money(cash)},${held},${ratio(drawdown)},${data}\n`);
    },
    fill(time, strategy, fill) {
      const { symbol, qtyScale, priceScale } = instrumentAt(fill.instrument);
      const fee = formatDecimal(fill.fee, assetScale(catalog.instruments, fill.feeAsset));
      const slippage = money(subExact(fill.slippage, fill.spread));
      fillFile.write(
        `${stamp(time)},${field(catalog.strategies[strategy] ?? '')},${field(symbol)},${fill.orderId},${fill.tradeId},` +
          `${fill.side},${formatDecimal(fill.qty, qtyScale)},${formatDecimal(fill.price, priceScale)},${fee},` +
          `${fill.feeAsset},${fill.liquidity},${slippage},${money(fill.spread)},${money(fill.delay)},` +
          `${formatDecimal(fill.reference, priceScale)},${fill.filledAt / 1000},${data}\n`,
      );
    },
    trade(trade) {
      const { symbol, qtyScale } = instrumentAt(trade.instrument);
      tradeFile.write(
        `${field(catalog.strategies[trade.strategy] ?? '')},${field(symbol)},${stamp(trade.entryTime)},${stamp(trade.exitTime)},` +
          `${formatDecimal(trade.qty, qtyScale)},${money(averagePrice(trade.bought, trade.qty, qtyScale))},` +
          `${money(averagePrice(trade.sold, trade.soldQty, qtyScale))},${money(trade.fees)},${money(trade.pnl)},` +
          `${ratio(tradeReturn(trade, moneyScale))},${trade.fills},${excursion(trade.mae)},${excursion(trade.mfe)},` +
          `${ratio((trade.exitTime - trade.entryTime) / MICROS_PER_HOUR)},${trade.exitReason},` +
          `${money(trade.spread)},${money(trade.slippage)},${money(trade.delay)},${data}\n`,
      );
    },
    close() {
      for (const file of [equityFile, fillFile, tradeFile]) file.close();
    },
  };
}

function table(folder: string, name: string, columns: string): TextFile {
  const file = createTextFile(join(folder, name));
  file.write(`${columns}\n`);
  return file;
}

const stamp = (time: number): string => `${time / 1000},${formatMicros(time)}`;

/** Ratios to twelve significant digits: more than any reader needs, and no noise behind them. */
const ratio = (value: number): string => String(Number(value.toPrecision(12)));

/** For display: rounded to the money's scale; 0 where nothing was bought, or nothing sold but by a split. */
const averagePrice = (value: Amount, quantity: Qty, qtyScale: number): Amount =>
  quantity === 0 ? amount(0) : amount(mulDivExact(value, 10 ** qtyScale, quantity, 'half-even'));

const tradeReturn = ({ pnl, bought }: RoundTrip, moneyScale: number): number =>
  bought === 0 ? 0 : toFloat(pnl, moneyScale) / toFloat(bought, moneyScale);

/** RFC 4180: quoted when it holds a comma, a quote or a line break. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
