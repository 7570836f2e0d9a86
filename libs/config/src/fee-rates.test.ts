// What a symbol pays, and fees that do not belong to the venue it trades at.

import { describe, expect, test } from '@jest/globals';
import { micros, parseMicros } from '@tradingbot/domain';
import { configFolder, LEAST } from '../testing/config-folder.ts';
import { configWarnings } from './config-warnings.ts';
import { feeRatesOf } from './fee-rates.ts';
import { resolveInstruments } from './resolve-instruments.ts';
import type { RunConfig } from './run-config.ts';

const REST = LEAST.slice(0, LEAST.indexOf('fees:'));

const withFees = (fees: string, ...lines: string[]): RunConfig => {
  const folder = configFolder({ 'c.yaml': `${REST}fees: ${fees}\n${lines.join('\n')}\n` });
  try {
    return folder.load('c.yaml');
  } finally {
    folder.remove();
  }
};
const ratesOf = (fees: string, symbol = 'BTCUSDT') => feeRatesOf(withFees(fees), symbol);
const both = 'maker_bps: 8, taker_bps: 10';

describe('Rates', () => {
  test.each([
    [`{${both}}`, 8, 10],
    [`{${both}, enabled: false}`, 0, 0],
    ['{structure: flat}', 0, 0],
    ['{structure: flat, taker_bps: 1}', 0, 1],
    [`{${both}, use_bnb_discount: true}`, 6, 7.5],
    [`{${both}, use_bnb_discount: true, taker_discount_mult: 0.5}`, 6, 5],
    [`{${both}, maker_discount_mult: 0.25}`, 2, 10],
    [`{${both}, taker_fee_override_bps: 3}`, 8, 3],
    [`{${both}, symbol_fee_table: {BTCUSDT: {taker_bps: 4}}}`, 8, 4],
    [`{${both}, symbol_fee_table: {ETHUSDT: {taker_bps: 4}}}`, 8, 10],
    [`{${both}, vip_tier: 0}`, 8, 10],
    [`{${both}, vip_tier: 1, symbol_fee_table: {BTCUSDT: {vip_rates: {1: {maker_bps: 2, taker_bps: 3}}}}}`, 2, 3],
    [
      `{${both}, vip_tier: 1, symbol_fee_table: {BTCUSDT: {vip_tier: 2, vip_rates: {2: {maker_bps: 1, taker_bps: 2}}}}}`,
      1,
      2,
    ],
  ])('%s', (fees, maker, taker) => {
    expect(ratesOf(fees)).toEqual({ maker, taker });
  });

  test('that nobody states are refused, for every symbol of the run', () => {
    const config = withFees('{symbol_fee_table: {BTCUSDT: {maker_bps: 1, taker_bps: 1}}}');
    expect(() => resolveInstruments(config, ['BTCUSDT'])).not.toThrow();
    expect(() => resolveInstruments(config, ['ETHUSDT'])).toThrow(
      'fees.maker_bps: is missing, and nothing else states the fees of ETHUSDT (state it, or fees.symbol_fee_table.ETHUSDT)',
    );
    expect(() => ratesOf(`{${both}, vip_tier: 3}`)).toThrow(
      'fees.vip_tier: is 3, but no rates of that tier are stated for BTCUSDT (write fees.symbol_fee_table.BTCUSDT.vip_rates, or the rates themselves)',
    );
  });
});

describe('SYSTEM §1 row 14: fees belong to the venue', () => {
  const refusal = (symbol: string, fees: string, ...lines: string[]): string => {
    try {
      resolveInstruments(withFees(fees, ...lines), [symbol]);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };

  test.each([
    [
      'BTCUSDT',
      `{${both}, regulatory: {}}`,
      'fees.regulatory: SEC and TAF fees are charged on US stocks, but BTCUSDT is a crypto pair (remove the block)',
    ],
    [
      'BTCUSDT',
      '{structure: flat}',
      'fees.structure: flat is how US brokers charge, but BTCUSDT is a crypto pair (state fees.maker_bps and fees.taker_bps)',
    ],
    [
      'SPY',
      `{${both}, use_bnb_discount: true}`,
      'fees.use_bnb_discount: is of a crypto venue, but SPY is a US stock (remove it)',
    ],
    [
      'SPY',
      `{${both}, settlement: {mode: received}}`,
      'fees.settlement.mode: is of a crypto venue, but SPY is a US stock (remove it)',
    ],
    ['SPY', '{structure: flat, regulatory: {}}', 'accepted'],
    ['BTCUSDT', `{${both}, regulatory: {enabled: false}}`, 'accepted'],
  ])('%s with %s', (symbol, fees, sentence) => {
    expect(refusal(symbol, fees)).toBe(sentence);
  });

  test('fees of a crypto venue on stocks, and stocks without SEC and TAF, are warnings', () => {
    const warnings = (fees: string): string[] => {
      const config = withFees(fees);
      return configWarnings(config, resolveInstruments(config, ['SPY']).instruments, micros(0));
    };
    expect(warnings(`{${both}}`)).toEqual([
      'fees of 10 bps are those of a crypto venue, but SPY is a US stock: see fees.structure',
    ]);
    expect(warnings('{maker_bps: 0, taker_bps: 0}')).toEqual([
      'sales of SPY pay SEC and TAF fees: see fees.regulatory',
    ]);
    expect(warnings('{structure: flat, regulatory: {}}')).toEqual([]);
  });

  test('BNB needs its price and some of it', () => {
    const bnb = `{${both}, settlement: {mode: bnb}}`;
    expect(refusal('BTCUSDT', bnb)).toBe(
      'fees.settlement.mode: bnb needs the price of BNB, but BNBUSDT is not among the symbols (add BNBUSDT to data.symbols and its bars to data.paths)',
    );
    expect(refusal('BNBUSDT', bnb)).toBe(
      'fees.settlement.mode: bnb takes fees out of BNB, but the account has none (write portfolio.balances, such as {BNB: "1"})',
    );
    const held = { ...withFees(bnb), portfolio: { cash: '5', balances: { BNB: '1' } } };
    expect(() => resolveInstruments(held, ['BTCUSDT', 'BNBUSDT'])).not.toThrow();
  });

  test('a balance is in an asset that has a price', () => {
    const holding = (asset: string) => ({
      ...withFees(`{${both}}`),
      portfolio: { cash: '5', balances: { [asset]: '1' } },
    });
    expect(() => resolveInstruments(holding('BTC'), ['BTCUSDT'])).not.toThrow();
    expect(() => resolveInstruments(holding('BTX'), ['BTCUSDT'])).toThrow(
      'portfolio.balances.BTX: is the base of no symbol of the run, which has BTC (did you mean BTC?)',
    );
    expect(() => resolveInstruments(holding('USDT'), ['BTCUSDT'])).toThrow(
      'portfolio.balances.USDT: is the currency of the account (write portfolio.cash)',
    );
  });

  test('fees in what was bought make quantities as fine as fees', () => {
    const config = withFees(`{${both}, settlement: {mode: received}}`);
    const { instruments, rules } = resolveInstruments(config, ['BTCUSDT']);
    expect([instruments[0]?.qtyScale, rules[0]?.[0]?.lot]).toEqual([8, 1_000]);
    expect(() => resolveInstruments(config, ['DOGEUSDT'])).toThrow(
      'fees.settlement.mode: received needs 8 decimals of a quantity, but DOGEUSDT has 7 of a price, and the ledger keeps 12 together (write fees.settlement.mode: quote, or state a smaller instruments.DOGEUSDT.price_scale)',
    );
  });
});

test('filters that are not of the time of the bars are a warning, and never an error', () => {
  const config = withFees(`{${both}}`);
  const files = [{ path: 'f.json', sha256: 'x' }];
  const warnings = (built_at: string | undefined): string[] =>
    configWarnings(
      { ...config, tables: { filters: { files, symbols: {}, built_at } } },
      [],
      parseMicros('2024-06-30') ?? micros(0),
    );
  expect(warnings('2024-07-10T00:00:00+00:00')).toEqual([]);
  expect(warnings('2026-06-30T00:00:00+00:00')).toEqual([
    "the venue's filters in f.json are of 2026-06-30, 730 days after the last bar, and were taken for all of it",
  ]);
  expect(warnings(undefined)).toEqual(["f.json does not say when the venue's filters were fetched"]);
});
