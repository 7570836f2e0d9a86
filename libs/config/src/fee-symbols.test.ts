// Fees of a symbol that does not exist, and bounds of a fee that no fee can keep, are refused where they stand.

import { describe, expect, test } from '@jest/globals';
import { configFolder, LEAST, refusalOf } from '../testing/config-folder.ts';

const withFees = (fees: string, ...lines: string[]): string =>
  `${LEAST.slice(0, LEAST.indexOf('fees:'))}fees:\n  maker_bps: 8\n  taker_bps: 10\n  ${fees}\n${lines.join('\n')}\n`;
const isAccepted = (text: string): void => {
  const folder = configFolder({ 'c.yaml': text });
  try {
    folder.load('c.yaml');
  } finally {
    folder.remove();
  }
};
const OTHERWISE = 'if not, remove it, or define the symbol';

describe('Fees of single symbols', () => {
  test.each([
    [
      'symbol_fee_table: {BTCUSDT: {taker_bps: 5}, btcusd: {taker_bps: 5}}',
      `c.yaml:10: fees.symbol_fee_table.btcusd is of a symbol that stands neither in configs/instruments.yaml nor under instruments (did you mean BTCUSDT? ${OTHERWISE})`,
    ],
    [
      'rounding: {per_symbol: {ETHUSTD: {step: 0.01}}}',
      `c.yaml:10: fees.rounding.per_symbol.ETHUSTD is of a symbol that stands neither in configs/instruments.yaml nor under instruments (did you mean ETHUSDT? ${OTHERWISE})`,
    ],
    [
      'symbol_fee_table: {QQQQQQQQQQ: {taker_bps: 5}}',
      'c.yaml:10: fees.symbol_fee_table.QQQQQQQQQQ is of a symbol that stands neither in configs/instruments.yaml nor under instruments (remove it, or define the symbol)',
    ],
  ])('%s is refused', (fees, sentence) => {
    expect(refusalOf(withFees(fees))).toBe(sentence);
  });

  test('may be of a symbol that this run does not trade, that the configuration defines, or of any stock', () => {
    isAccepted(withFees('symbol_fee_table: {ETHUSDT: {taker_bps: 5}}'));
    isAccepted(
      withFees(
        'symbol_fee_table: {XYZUSDT: {taker_bps: 5}}',
        'instruments: {XYZUSDT: {asset_class: crypto_spot, venue: binance, base: XYZ, quote: USDT, price_scale: 4, qty_scale: 4, rules: [{from: 2017-01-01, tick: 0.0001, lot: 0.0001}]}}',
      ),
    );
    isAccepted(withFees('symbol_fee_table: {XYZ: {taker_bps: 5}}', 'asset_class: us_equity'));
  });
});

describe('The least fee and the most', () => {
  test('are refused where the most is less than the least', () => {
    expect(refusalOf(withFees('rounding: {minimum_fee: 10, maximum_fee: 9.5}'))).toBe(
      'c.yaml:10: fees.rounding.maximum_fee is 9.5, expected at least minimum_fee',
    );
  });

  test('may be the same, may leave one of them out, and need not agree where they do not hold', () => {
    isAccepted(withFees('rounding: {minimum_fee: 10, maximum_fee: 10}'));
    isAccepted(withFees('rounding: {minimum_fee: 10}'));
    isAccepted(withFees('rounding: {maximum_fee: 9.5}'));
    isAccepted(withFees('rounding: {enabled: false, minimum_fee: 10, maximum_fee: 9.5}'));
  });
});
