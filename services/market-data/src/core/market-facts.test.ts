// What a market says: rules when they change, closes before opens, each group drained by itself.

import { describe, expect, test } from '@jest/globals';
import type { BarSeries, CorporateAction } from '@tradingbot/bars';
import { playTimeline } from '@tradingbot/bars/files';
import { amount, formatMicros, micros, price, qty, timeframe, type TradingRules } from '@tradingbot/domain';
import { BTC, CATALOG, ETH, HOUR, hour, px, seriesOf } from '@tradingbot/testing';
import { createMarketFacts, type FactSink } from './market-facts.ts';
import { rulesInForce } from './rule-changes.ts';

const rulesOf = (from: number, tick: number): TradingRules => ({
  from: micros(from),
  tick: price(tick),
  lot: qty(1),
  minQty: qty(2),
  minNotional: 5_000_000,
});

const NO_BOUNDS = { maxQty: 0, bandDown: 0, bandUp: 0 };
const SERIES = [
  seriesOf([row(0, 100), row(1, 110), row(3, 120)], BTC, 2),
  seriesOf([row(1, 200), row(2, 210)], ETH, 1),
];
const RULES = [
  [rulesOf(0, 1), rulesOf(hour(-5), 2), rulesOf(hour(1), 3)],
  [rulesOf(hour(-1), 4), rulesOf(hour(2) + 1, 5), rulesOf(hour(2) + 2, 6)],
];

describe('A market says', () => {
  test('at one instant changed rules, then closes, then opens, each drained by itself', async () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, RULES, sink);
    facts.opening(hour(0));
    await playTimeline(SERIES, facts);
    expect(said).toEqual([
      'at 00 open BTCUSDT 100 |',
      'at 01 rules BTCUSDT 3 | bar BTCUSDT 100 | open BTCUSDT 110 open ETHUSDT 200 |',
      'at 02 bar BTCUSDT 110 bar ETHUSDT 200 | open ETHUSDT 210 |',
      // Of two changes since the instant before only the later one matters.
      'at 03 rules ETHUSDT 6 | bar ETHUSDT 210 | open BTCUSDT 120 |',
      'at 04 bar BTCUSDT 120 |',
    ]);
  });

  test('splits and dividends once they are due, between the closes and the opens of an instant', async () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, [[], []], sink);
    const [btc, eth] = SERIES as [BarSeries, BarSeries];
    const split = (at: number, numerator: number): CorporateAction => ({
      kind: 'split',
      from: micros(hour(at)),
      numerator,
      denominator: 1,
    });
    const dividend = (at: number, perShare: number): CorporateAction => ({
      kind: 'dividend',
      from: micros(hour(at)),
      perShare: amount(perShare),
    });
    const series = [
      { ...btc, actions: [split(-9, 9), dividend(0, 8), dividend(1, 7), split(2.5, 2)] },
      { ...eth, actions: [split(1.5, 3), dividend(40, 6)] },
    ];
    facts.opening(hour(0));
    await playTimeline(series, facts);
    expect(said).toEqual([
      // What was due before the first open is nobody's.
      'at 00 open BTCUSDT 100 |',
      'at 01 bar BTCUSDT 100 | dividend BTCUSDT 7 | open BTCUSDT 110 open ETHUSDT 200 |',
      'at 02 bar BTCUSDT 110 bar ETHUSDT 200 | split ETHUSDT 3:1 | open ETHUSDT 210 |',
      'at 03 bar ETHUSDT 210 | split BTCUSDT 2:1 | open BTCUSDT 120 |',
      'at 04 bar BTCUSDT 120 |',
    ]);
  });

  test('what is due between the end of the journal before and the first open there is', async () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, [[], []], sink);
    const action: CorporateAction = { kind: 'split', from: micros(hour(-1)), numerator: 2, denominator: 1 };
    facts.opening(hour(-2));
    await playTimeline([{ ...(SERIES[0] as BarSeries), actions: [action] }], facts);
    expect(said[0]).toBe('at 00 split BTCUSDT 2:1 | open BTCUSDT 100 |');
  });

  test('the path inside a bar right before its open, where it is known', async () => {
    const { sink, said } = listening();
    const [btc] = SERIES as [BarSeries];
    const path = { step: timeframe(HOUR / 2), perBar: 2, prices: new Float64Array([1, 2, 3, 4]) };
    const withPaths: BarSeries = {
      ...btc,
      async *chunks() {
        for await (const chunk of btc.chunks()) yield { ...chunk, path: { ...path, known: new Uint8Array([0, 1]) } };
      },
    };
    await playTimeline([withPaths], createMarketFacts(CATALOG, [[], []], sink));
    expect(said).toEqual([
      'at 00 open BTCUSDT 100 |',
      'at 01 bar BTCUSDT 100 | path BTCUSDT 3,4 open BTCUSDT 110 |',
      'at 02 bar BTCUSDT 110 |',
      'at 03 open BTCUSDT 120 |',
      'at 04 bar BTCUSDT 120 |',
    ]);
  });

  test('the rules in force when it opens, the latest of each instrument, and never again', () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, RULES, sink);
    expect(facts.opening(hour(0))).toEqual([
      { instrument: BTC, tick: 2, lot: 1, minQty: 2, ...NO_BOUNDS, minNotional: amount(50_000_000) },
      { instrument: ETH, tick: 4, lot: 1, minQty: 2, ...NO_BOUNDS, minNotional: amount(50_000_000) },
    ]);
    expect(rulesInForce(CATALOG, RULES, hour(0))).toEqual(createMarketFacts(CATALOG, RULES, sink).opening(hour(0)));
    facts.instant(hour(0));
    expect(said).toEqual(['at 00']);
    expect(rulesInForce(CATALOG, RULES, -1)).toEqual([]);
  });

  test('all of a bar when it closes, and at its open already to those who may know', async () => {
    const bars: unknown[] = [];
    const opens: unknown[] = [];
    const sink = {
      ...listening().sink,
      bar: (...bar: unknown[]) => bars.push(bar),
      open: (...open: unknown[]) => opens.push(open),
    };
    const odd = { at: 0, open: px('100.5'), high: 2 ** 40, low: px('99.25'), close: px('101') };
    await playTimeline([seriesOf([odd])], createMarketFacts(CATALOG, RULES, sink));
    const prices = { open: 10_050, high: 2 ** 40, low: 9_925, close: 10_100 };
    const bar = { instrument: BTC, timeframe: HOUR, openTime: hour(0), ...prices, volume: 1 };
    expect(opens).toEqual([[hour(0), { ...bar, barKnown: true }]]);
    expect(bars).toEqual([[hour(1), expect.objectContaining(bar)]]);
  });

  test('nothing when an instant brings nothing, however often it is told of it', () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, [[], []], sink);
    facts.instant(hour(0));
    facts.instant(hour(0));
    facts.opensDone();
    expect(said).toEqual(['at 00', 'at 00 |']);
  });
});

function row(at: number, close: number) {
  return { at, open: close, high: close, low: close, close };
}

/** One line for each call of `instant`; `|` is a drain. An instant said twice is one line. */
function listening(): { sink: FactSink; said: string[] } {
  const said: string[] = [];
  let last = -1;
  const add = (text: string): void => void (said[said.length - 1] += ` ${text}`);
  const symbolOf = (index: number): string => CATALOG.instruments[index]?.symbol ?? '';
  const sink: FactSink = {
    instant: (time) => {
      if (time !== last || said.at(-1)?.includes('|') === false) said.push(`at ${formatMicros(time).slice(11, 13)}`);
      last = time;
    },
    instrument: (_time, { instrument, tick }) => add(`rules ${symbolOf(instrument)} ${tick}`),
    bar: (_time, { instrument, close }) => add(`bar ${symbolOf(instrument)} ${close}`),
    open: (_time, { instrument, open }) => add(`open ${symbolOf(instrument)} ${open}`),
    path: (_time, { instrument, prices }) => add(`path ${symbolOf(instrument)} ${prices.join()}`),
    split: (_time, { instrument, numerator, denominator }) =>
      add(`split ${symbolOf(instrument)} ${numerator}:${denominator}`),
    dividend: (_time, { instrument, perShare }) => add(`dividend ${symbolOf(instrument)} ${perShare}`),
    drain: () => add('|'),
  };
  return { sink, said };
}
