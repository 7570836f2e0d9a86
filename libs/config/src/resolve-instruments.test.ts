// From symbols to instruments: the catalog, what a configuration puts over it, and what is refused.

import { describe, expect, test } from '@jest/globals';
import { assetScale, parseMicros } from '@tradingbot/domain';
import { configFolder, LEAST } from '../testing/config-folder.ts';
import { resolveInstruments } from './resolve-instruments.ts';
import { shippedCatalog } from './shipped-catalog.ts';

const NOTHING = { instruments: {} };

const loaded = (yaml: string) => {
  const folder = configFolder({ 'c.yaml': `${LEAST}${yaml}\n` });
  try {
    return folder.load('c.yaml');
  } finally {
    folder.remove();
  }
};

test('symbols of the catalog keep their order', () => {
  const { instruments, rules, currency } = resolveInstruments(NOTHING, ['ETHUSDT', 'BTCUSDT']);
  expect(instruments).toEqual([
    {
      symbol: 'ETHUSDT',
      venue: 'binance',
      assetClass: 'crypto_spot',
      base: 'ETH',
      quote: 'USDT',
      priceScale: 2,
      qtyScale: 4,
      calendar: '24x7',
    },
    {
      symbol: 'BTCUSDT',
      venue: 'binance',
      assetClass: 'crypto_spot',
      base: 'BTC',
      quote: 'USDT',
      priceScale: 2,
      qtyScale: 5,
      calendar: '24x7',
    },
  ]);
  expect(currency).toBe('USDT');
  expect(rules[1]).toEqual([
    { from: parseMicros('2017-08-17'), tick: 1, lot: 1, minQty: 1, minNotional: 100_000_000 },
    { from: parseMicros('2025-01-01'), tick: 1, lot: 1, minQty: 1, minNotional: 50_000_000 },
  ]);
});

test('US stocks trade whole shares in cents, in New York sessions', () => {
  const { instruments, rules } = resolveInstruments(NOTHING, ['SPY']);
  expect(instruments).toEqual([
    {
      symbol: 'SPY',
      venue: 'us',
      assetClass: 'us_equity',
      base: 'SPY',
      quote: 'USD',
      priceScale: 4,
      qtyScale: 0,
      calendar: 'NYSE',
    },
  ]);
  expect(rules).toEqual([[{ from: parseMicros('2001-04-09'), tick: 100, lot: 1, minQty: 1, minNotional: 0 }]]);
});

test('asset_class: us_equity takes any symbol for a US stock', () => {
  const { instruments } = resolveInstruments({ instruments: {}, asset_class: 'us_equity' }, ['BRK.B']);
  expect(instruments[0]).toMatchObject({ symbol: 'BRK.B', base: 'BRK.B', quote: 'USD', calendar: 'NYSE' });
});

test('a configuration changes single keys of a known instrument', () => {
  const config = loaded(
    'instruments: {BTCUSDT: {rules: [{from: 2020-01-01, tick: 0.01, lot: 0.001, min_notional: 100}]}}',
  );
  const { instruments, rules } = resolveInstruments(config, ['BTCUSDT']);
  expect(instruments[0]?.qtyScale).toBe(5);
  expect(rules).toEqual([
    [{ from: parseMicros('2020-01-01'), tick: 1, lot: 100, minQty: 0, minNotional: 1_000_000_000 }],
  ]);
});

test('the definition that a refusal proposes is accepted', () => {
  const refusal = /instruments: \{.*\}\}/.exec(refusalFor(['QQQQQQUSDC']))?.[0] ?? '';
  const { instruments, currency } = resolveInstruments(loaded(refusal), ['QQQQQQUSDC']);
  expect(instruments[0]).toMatchObject({ base: 'QQQQQQ', quote: 'USDC' });
  expect(currency).toBe('USDC');
});

describe('refused', () => {
  test('two currencies in one account', () => {
    expect(refusalFor(['BTCUSDT', 'SPY'])).toBe(
      'data.symbols: BTCUSDT is paid in USDT and SPY in USD, but an account has one currency (trade them in separate runs)',
    );
  });

  test('an unknown symbol, with the nearest or with a definition', () => {
    expect(refusalFor(['BTCUSD'])).toBe(
      'symbol BTCUSD: stands neither in configs/instruments.yaml nor under instruments (did you mean BTCUSDT? if not, define it under instruments)',
    );
    expect(refusalFor(['QQQQQQUSDC'])).toMatch(
      /^symbol QQQQQQUSDC: stands neither .* \(define it, for instance instruments: \{QQQQQQUSDC: .*\}\}, or for a US stock say asset_class: us_equity\)$/,
    );
  });
});

test('every price × quantity of the catalog stays within twelve decimals', () => {
  const symbols = [...shippedCatalog().instruments.keys()];
  for (const symbol of symbols) {
    const { instruments, currency } = resolveInstruments(NOTHING, [symbol]);
    expect(assetScale(instruments, currency)).toBeLessThanOrEqual(12);
  }
  expect(symbols.length).toBeGreaterThan(40);
});

function refusalFor(symbols: string[]): string {
  try {
    resolveInstruments(NOTHING, symbols);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was accepted');
}
