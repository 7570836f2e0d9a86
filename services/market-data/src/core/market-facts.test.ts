// What a market says: rules when they change, closes before opens, each group drained by itself.

import { describe, expect, test } from '@jest/globals';
import { playTimeline } from '@tradingbot/bars/files';
import { amount, formatMicros, micros, price, qty, type TradingRules } from '@tradingbot/domain';
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

  test('the rules in force when it opens, the latest of each instrument, and never again', () => {
    const { sink, said } = listening();
    const facts = createMarketFacts(CATALOG, RULES, sink);
    expect(facts.opening(hour(0))).toEqual([
      { instrument: BTC, tick: 2, lot: 1, minQty: 2, minNotional: amount(50_000_000) },
      { instrument: ETH, tick: 4, lot: 1, minQty: 2, minNotional: amount(50_000_000) },
    ]);
    expect(rulesInForce(CATALOG, RULES, hour(0))).toEqual(createMarketFacts(CATALOG, RULES, sink).opening(hour(0)));
    facts.instant(hour(0));
    expect(said).toEqual(['at 00']);
    expect(rulesInForce(CATALOG, RULES, -1)).toEqual([]);
  });

  test('all of a bar, but at its open only what an open may tell', async () => {
    const bars: unknown[] = [];
    const opens: unknown[] = [];
    const sink = {
      ...listening().sink,
      bar: (...bar: unknown[]) => bars.push(bar),
      open: (...open: unknown[]) => opens.push(open),
    };
    const odd = { at: 0, open: px('100.5'), high: 2 ** 40, low: px('99.25'), close: px('101') };
    await playTimeline([seriesOf([odd])], createMarketFacts(CATALOG, RULES, sink));
    const bar = { instrument: BTC, timeframe: HOUR, openTime: hour(0), open: 10_050 };
    expect(opens).toEqual([[hour(0), { ...bar, rangeKnown: true, rangeLow: 9_925, rangeHigh: 2 ** 40 }]]);
    expect(bars).toEqual([[hour(1), { ...bar, high: 2 ** 40, low: 9_925, close: 10_100, volume: 1 }]]);
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
    drain: () => add('|'),
  };
  return { sink, said };
}
