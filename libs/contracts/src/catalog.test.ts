// The names of a journal: what may be a name, and that two of them are never mistaken for each other.

import { describe, expect, test } from '@jest/globals';
import { marketSymbol } from '@tradingbot/domain';
import { CATALOG } from '@tradingbot/testing';
import { moneyScaleOf, namesOf, type Catalog } from './catalog.ts';

const [bitcoin, ether] = CATALOG.instruments as [Catalog['instruments'][number], Catalog['instruments'][number]];
const HALF = '\ud83d';

describe('The names of a journal', () => {
  test('lead to their index and back', () => {
    const { instrumentOf, strategyOf, symbolJson, strategyJson } = namesOf({
      ...CATALOG,
      strategies: ['a', 'say "b"'],
    });
    expect([instrumentOf('BTCUSDT'), instrumentOf('ETHUSDT'), strategyOf('a'), strategyOf('say "b"')]).toEqual([
      0, 1, 0, 1,
    ]);
    expect(symbolJson).toEqual(['"BTCUSDT"', '"ETHUSDT"']);
    expect(strategyJson).toEqual(['"a"', '"say \\"b\\""']);
  });

  test('that are not in it are refused', () => {
    const { instrumentOf, strategyOf, assetScale } = namesOf(CATALOG);
    expect(() => instrumentOf('XRPUSDT')).toThrow('instrument "XRPUSDT" is not in the journal\'s manifest');
    expect(() => strategyOf('constructor')).toThrow('strategy "constructor" is not in the journal\'s manifest');
    expect(() => assetScale('XRP')).toThrow('asset "XRP" is not in the journal\'s manifest');
  });

  test.each<[string, Partial<Catalog>, string]>([
    [
      'a symbol twice',
      { instruments: [bitcoin, { ...ether, symbol: bitcoin.symbol }] },
      'the symbol "BTCUSDT" is in the manifest once',
    ],
    ['a strategy twice', { strategies: ['a', 'b', 'a'] }, 'the strategy "a" is in the manifest once'],
    ['no name', { strategies: [''] }, 'a strategy is named by well-formed text, not ""'],
    [
      'half a surrogate pair',
      { instruments: [{ ...bitcoin, symbol: marketSymbol(HALF) }] },
      'a symbol is named by well-formed text',
    ],
    ['an asset that needs escaping', { currency: 'US"D' }, 'the name of an asset needs no escaping, unlike "US\\"D"'],
  ])('never hold %s', (_what, over, sentence) => {
    expect(() => namesOf({ ...CATALOG, ...over })).toThrow(sentence);
  });
});

test('money is kept to eight decimals, or finer when price × quantity of an instrument needs it', () => {
  expect(moneyScaleOf(CATALOG)).toBe(8);
  expect(moneyScaleOf({ ...CATALOG, instruments: [bitcoin, { ...ether, priceScale: 6, qtyScale: 4 }] })).toBe(10);
});
