// Instruments for specs of bars: two pairs traded around the clock, and two stocks of New York.

import { marketSymbol, micros, price, qty, type Instrument, type TradingRules } from '@tradingbot/domain';

const pair = (base: string): Instrument => ({
  symbol: marketSymbol(`${base}USDT`),
  venue: 'binance',
  assetClass: 'crypto_spot',
  base,
  quote: 'USDT',
  priceScale: 2,
  qtyScale: 5,
  calendar: '24x7',
});

const stock = (symbol: string): Instrument => ({
  symbol: marketSymbol(symbol),
  venue: 'us',
  assetClass: 'us_equity',
  base: symbol,
  quote: 'USD',
  priceScale: 4,
  qtyScale: 0,
  calendar: 'NYSE',
});

export const INSTRUMENTS: readonly Instrument[] = [pair('BTC'), pair('ETH'), stock('SPY'), stock('AAPL')];

/** Rules in force from `from` on, one set. */
export const rulesFrom = (from: number): TradingRules[] => [
  { from: micros(from), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 },
];
