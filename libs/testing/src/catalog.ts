// A small catalog for specs: two crypto pairs and one stock-like instrument would need two currencies, so two pairs.

import type { Catalog, Manifest } from '@tradingbot/contracts';
import { moneyScaleOf, strategyIndex } from '@tradingbot/contracts';
import { amount, instrumentIndex, marketSymbol, parseDecimal, parseSafeDecimal, price, qty } from '@tradingbot/domain';

const pair = (base: string) => ({
  symbol: marketSymbol(`${base}USDT`),
  venue: 'binance',
  assetClass: 'crypto_spot' as const,
  base,
  quote: 'USDT',
  priceScale: 2,
  qtyScale: 5,
  calendar: '24x7' as const,
});

export const CATALOG: Catalog = {
  instruments: [pair('BTC'), pair('ETH')],
  strategies: ['alpha', 'beta'],
  currency: 'USDT',
};
export const MANIFEST: Manifest = { catalog: CATALOG, seed: 7 };

export const BTC = instrumentIndex(0);
export const ETH = instrumentIndex(1);
export const ALPHA = strategyIndex(0);
export const BETA = strategyIndex(1);

/** A price, a quantity, an amount of USDT, from decimal strings. */
export const px = (text: string) => price(parseSafeDecimal(text, 2));
export const q = (text: string) => qty(parseSafeDecimal(text, 5));
export const usdt = (text: string) => amount(parseDecimal(text, moneyScaleOf(CATALOG)));
