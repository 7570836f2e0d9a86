// How the prices of a symbol are kept while they are imported, and when its market is open.

import { resolveInstruments } from '@tradingbot/config';
import { InputError, type CalendarName } from '@tradingbot/domain';

/** Enough decimals for any venue, and few enough for a price of ninety million. */
const UNKNOWN_PRICE_SCALE = 8;
const PAIR = /[/]|(?:USDT|USDC|FDUSD|BUSD|TUSD|EUR|BTC|ETH|BNB)$/;

/**
 * As the catalog of instruments says. Of a symbol that it does not list, a pair trades around the clock and whatever else
 * is taken for a US stock: that decides only which missing bars are called a gap.
 */
export function marketOfSymbol(symbol: string): { readonly priceScale: number; readonly calendar: CalendarName } {
  try {
    const [instrument] = resolveInstruments({ instruments: {} }, [symbol]).instruments;
    if (instrument !== undefined) return instrument;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return { priceScale: UNKNOWN_PRICE_SCALE, calendar: PAIR.test(symbol) ? '24x7' : 'NYSE' };
}
