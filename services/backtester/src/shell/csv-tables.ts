// The tables of a run: equity curve, fills and round trips as CSV, rows written as they happen.

import { join } from 'node:path';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  formatDecimal,
  formatMicros,
  mulDivExact,
  toFloat,
  type Amount,
  type Instrument,
  type Qty,
} from '@tradingbot/domain';
import type { RecordSink, RoundTrip } from '../core/index.ts';
import { createTextFile, type TextFile } from './text-file.ts';

const EQUITY_COLUMNS = 'ts_ms,time,equity,cash,drawdown,data';
const FILL_COLUMNS =
  'ts_ms,time,strategy,symbol,order_id,trade_id,side,qty,price,fee,fee_asset,liquidity,slippage,data';
const TRADE_COLUMNS =
  'strategy,symbol,entry_ts_ms,entry_time,exit_ts_ms,exit_time,qty,entry_price,exit_price,fees,pnl,return,fills,data';

export interface CsvTables extends RecordSink {
  close(): void;
}

/** @param data what the last column of every row says: `recorded` or `synthetic` */
export function createCsvTables(folder: string, catalog: Catalog, data: 'recorded' | 'synthetic'): CsvTables {
  const moneyScale = moneyScaleOf(catalog);
  const money = (value: Amount): string => formatDecimal(value, moneyScale);
  const equityFile = table(folder, 'equity_curve.csv', EQUITY_COLUMNS);
  const fillFile = table(folder, 'fills.csv', FILL_COLUMNS);
  const tradeFile = table(folder, 'trades.csv', TRADE_COLUMNS);
  const instrumentAt = (index: number): Instrument => catalog.instruments[index] as Instrument;

  return {
    equity(time, equity, cash, drawdown) {
      equityFile.write(`${stamp(time)},${money(equity)},${money(cash)},${ratio(drawdown)},${data}\n`);
    },
    fill(time, strategy, fill) {
      const { symbol, qtyScale, priceScale } = instrumentAt(fill.instrument);
      fillFile.write(
        `${stamp(time)},${field(catalog.strategies[strategy] ?? '')},${field(symbol)},${fill.orderId},${fill.tradeId},` +
          `${fill.side},${formatDecimal(fill.qty, qtyScale)},${formatDecimal(fill.price, priceScale)},${money(fill.fee)},` +
          `${fill.feeAsset},${fill.liquidity},${money(fill.slippage)},${data}\n`,
      );
    },
    trade(trade) {
      const { symbol, qtyScale } = instrumentAt(trade.instrument);
      tradeFile.write(
        `${field(catalog.strategies[trade.strategy] ?? '')},${field(symbol)},${stamp(trade.entryTime)},${stamp(trade.exitTime)},` +
          `${formatDecimal(trade.qty, qtyScale)},${money(averagePrice(trade.bought, trade.qty, qtyScale))},` +
          `${money(averagePrice(trade.sold, trade.qty, qtyScale))},${money(trade.fees)},${money(trade.pnl)},` +
          `${ratio(tradeReturn(trade, moneyScale))},${trade.fills},${data}\n`,
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

/** For display: rounded to the money's scale. */
const averagePrice = (value: Amount, quantity: Qty, qtyScale: number): Amount =>
  amount(mulDivExact(value, 10 ** qtyScale, quantity, 'half-even'));

const tradeReturn = ({ pnl, bought }: RoundTrip, moneyScale: number): number =>
  toFloat(pnl, moneyScale) / toFloat(bought, moneyScale);

/** RFC 4180: quoted when it holds a comma, a quote or a line break. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
