// Round trips as a recorder counts them: where they begin and end, what they made, how far they went either way.

import { describe, expect, test } from '@jest/globals';
import { sequencedDecisionAt, sequencedFact, TYPE_CODE, type Payload } from '@tradingbot/contracts';
import { amount, WEIGHT_ONE } from '@tradingbot/domain';
import {
  balance,
  bar,
  BTC,
  CATALOG,
  filled,
  hour,
  limit,
  noise,
  px,
  q,
  rules,
  said,
  split,
  submitted,
  usdt,
  type Spoken,
} from '@tradingbot/testing';
import { createRecorder, NO_SINK } from './recorder.ts';
import type { RoundTrip } from './round-trips.ts';

/** `inside` makes a fill one of the bar before it: caused by that bar. */
function record(...events: (Spoken & { inside?: true })[]) {
  const trades: RoundTrip[] = [];
  const recorder = createRecorder(CATALOG, 365, { ...NO_SINK, trade: (trade) => void trades.push(trade) });
  let time = hour(0);
  let lastBar = 0;
  events.forEach(({ type, payload, time: at, inside }, index) => {
    const position = index + 1;
    time = at ?? time;
    if (type === 'md.bar') lastBar = position;
    const code = TYPE_CODE[type];
    recorder.see(
      inside === true
        ? sequencedDecisionAt(type, code, position, time, 'venue-sim', lastBar, 0, lastBar, payload as never)
        : sequencedFact(type, code, position, time, 'sequencer', payload as never),
    );
  });
  return { trades, figures: recorder.figures() };
}

const at = <S extends Spoken>(spoken: S, hours: number): S => ({ ...spoken, time: hour(hours) });
const inside = <S extends Spoken>(spoken: S): S & { inside: true } => ({ ...spoken, inside: true });
const money = (text: string): number => Number(usdt(text));
const STOP = { type: 'stop', stopPrice: px('95') } as const;
const filledIn = (feeAsset: string, fee: string, ...of: Parameters<typeof filled>) => {
  const spoken = filled(...of);
  return { ...spoken, payload: { ...spoken.payload, feeAsset, fee: amount(Number(fee)) } };
};

describe('how far a trip went', () => {
  const bought = [balance('1000'), bar('100', 1), submitted('o1', 'buy', '1'), filled('o1', 'buy', '1', '100')];
  const sell = (price: string, terms?: Payload<'order.submitted'>['terms']) =>
    [submitted('o2', 'sell', '1', terms), filled('o2', 'sell', '1', price)] as const;

  test('is told by the lows and highs of the bars that it was held through, before fees', () => {
    const { trades } = record(
      ...bought,
      bar('104', 2, { open: '100', low: '97', high: '106' }),
      bar('103', 3, { low: '99', high: '105' }),
      ...sell('103'),
    );
    expect(trades).toMatchObject([{ mae: money('-3'), mfe: money('6'), pnl: usdt('3') }]);
  });

  test('counts what it was sold at, also where no bar closed in between', () => {
    expect(record(...bought, ...sell('108')).trades).toMatchObject([{ mae: 0, mfe: money('8') }]);
    expect(record(...bought, ...sell('91')).trades).toMatchObject([{ mae: money('-9'), mfe: 0 }]);
  });

  test('the bar before the entry does not count', () => {
    const { trades } = record(
      balance('1000'),
      bar('100', 1, { low: '50', high: '150' }),
      submitted('o1', 'buy', '1'),
      filled('o1', 'buy', '1', '100'),
      bar('100', 2),
      ...sell('100'),
    );
    expect(trades).toMatchObject([{ mae: 0, mfe: 0 }]);
  });

  test('in a bar that was entered on the way the low counts and the high does not', () => {
    const { trades } = record(
      balance('1000'),
      at(submitted('o1', 'buy', '1'), 1.5),
      at(filled('o1', 'buy', '1', '100'), 1.5),
      bar('101', 2, { low: '90', high: '120' }),
      ...sell('101'),
    );
    expect(trades).toMatchObject([{ mae: money('-10'), mfe: money('1') }]);
  });

  test('an order that fills inside a bar has its low before it, and its close behind it', () => {
    const { trades } = record(
      balance('1000'),
      submitted('o1', 'buy', '1', limit('95')),
      bar('97', 1, { open: '100', low: '93', high: '100' }),
      inside(filled('o1', 'buy', '1', '95')),
      at(bar('97', 2), 2),
      ...sell('97'),
    );
    expect(trades).toMatchObject([{ mae: money('-2'), mfe: money('2') }]);
  });

  test('a stop inside a bar ends it at its price: what the market did behind it is nothing to the trip', () => {
    const { trades } = record(
      ...bought,
      submitted('o2', 'sell', '1', STOP),
      bar('90', 2, { open: '100', low: '88', high: '120' }),
      inside(filled('o2', 'sell', '1', '95')),
    );
    expect(trades).toMatchObject([{ mae: money('-5'), mfe: 0, exitReason: 'stop' }]);
  });

  test('a target inside a bar may have had the low before it', () => {
    const { trades } = record(
      ...bought,
      submitted('o2', 'sell', '1', limit('110')),
      bar('112', 2, { open: '100', low: '88', high: '120' }),
      inside(filled('o2', 'sell', '1', '110')),
    );
    expect(trades).toMatchObject([{ mae: money('-12'), mfe: money('10'), exitReason: 'limit' }]);
  });

  test('of a bar in which a part was sold, the high is taken to have come before that', () => {
    const { trades } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '2'),
      filled('o1', 'buy', '2', '100'),
      submitted('o2', 'sell', '2', limit('110')),
      bar('112', 2, { open: '100', low: '100', high: '130' }),
      inside(filled('o2', 'sell', '1', '110', { remaining: '1' })),
      bar('108', 3),
      filled('o2', 'sell', '1', '110', { trade: 'o2.2' }),
    );
    expect(trades).toMatchObject([{ mae: 0, mfe: money('20'), pnl: usdt('20') }]);
  });

  test('agrees with a naive walk over the bars, for any prices', () => {
    const random = noise(3);
    for (let round = 0; round < 50; round++) {
      const bars = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, i) => {
        const low = 50 + Math.floor(random() * 100);
        const high = low + Math.floor(random() * 50);
        return bar(String(low), i + 2, { low: String(low), high: String(high) });
      });
      const exit = 50 + Math.floor(random() * 100);
      const { trades } = record(...bought, ...bars, ...sell(String(exit)));
      const lows = bars.map(({ payload }) => payload.low / 100);
      const highs = bars.map(({ payload }) => payload.high / 100);
      expect(trades).toMatchObject([{ mae: money(String(Math.min(0, exit - 100, ...lows.map((low) => low - 100)))) }]);
      expect(trades[0]?.mfe).toBe(money(String(Math.max(0, exit - 100, ...highs.map((high) => high - 100)))));
    }
  });
});

describe('a trip ends', () => {
  test('when less than a lot is left, and the rest comes to the next trip at its cost', () => {
    const { trades, figures } = record(
      balance('10000'),
      rules({ lot: '0.1' }),
      bar('100', 1),
      submitted('o1', 'buy', '1.05'),
      filled('o1', 'buy', '1.05', '100'),
      submitted('o2', 'sell', '1'),
      filled('o2', 'sell', '1', '110'),
      submitted('o3', 'buy', '0.95'),
      filled('o3', 'buy', '0.95', '100'),
      submitted('o4', 'sell', '1'),
      filled('o4', 'sell', '1', '120'),
      bar('120', 2),
    );
    expect(trades.map(({ qty, soldQty, pnl }) => [qty, soldQty, pnl])).toEqual([
      [q('1.05'), q('1'), usdt('10')],
      [q('0.95'), q('1'), usdt('20')],
    ]);
    expect(figures.trades).toBe(2);
  });

  test('with all that was bought when a fee was paid out of it, and the fee is a cost', () => {
    const { trades, figures } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '1'),
      filledIn('BTC', '100000', 'o1', 'buy', '1', '100'),
      submitted('o2', 'sell', '0.999'),
      filled('o2', 'sell', '0.999', '110', { fee: '0.05' }),
    );
    expect(trades).toMatchObject([
      { bought: usdt('100'), sold: usdt('109.89'), fees: usdt('0.15'), pnl: usdt('9.84'), soldQty: q('0.999') },
    ]);
    expect(figures.finalEquity).toBe(usdt('1009.84'));
    expect(figures.fees).toBe(usdt('0.15'));
  });

  test('at a split that leaves less than a lot, and goes on through any other', () => {
    const { trades, figures } = record(
      balance('1000'),
      rules({ lot: '1' }),
      bar('10', 1),
      submitted('o1', 'buy', '4'),
      filled('o1', 'buy', '4', '10'),
      bar('12', 2, { low: '8' }),
      at(split(2, 1), 3),
      bar('6', 4, { low: '5', high: '7' }),
      submitted('o2', 'sell', '8'),
      filled('o2', 'sell', '8', '6'),
    );
    expect(trades).toMatchObject([{ qty: q('8'), soldQty: q('8'), pnl: usdt('8'), exitReason: 'market' }]);
    expect(trades).toMatchObject([{ mae: money('-8'), mfe: money('16') }]);
    expect(figures.growth[0]).toBeCloseTo(1.2, 12);
    const reverse = record(
      balance('1000'),
      rules({ lot: '1' }),
      bar('10', 1),
      submitted('o1', 'buy', '2'),
      filled('o1', 'buy', '2', '10'),
      at(split(1, 10), 3),
    );
    expect(reverse.trades).toMatchObject([{ exitReason: 'split', pnl: usdt('0') }]);
  });

  test('with its dividends', () => {
    const { trades, figures } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '2'),
      filled('o1', 'buy', '2', '100'),
      at(said('md.dividend', { instrument: BTC, perShare: usdt('1.5') }), 2),
      submitted('o2', 'sell', '2'),
      filled('o2', 'sell', '2', '99'),
    );
    expect(trades).toMatchObject([{ pnl: usdt('1') }]);
    expect([figures.dividends, figures.byInstrument[0]?.pnl]).toEqual([usdt('3'), usdt('1')]);
  });

  test.each([
    ['a stop', { type: 'stop', stopPrice: px('95') }, 'stop'],
    ['a trailing stop', { type: 'trailing-stop', distance: WEIGHT_ONE / 100 }, 'trailing-stop'],
    ['a limit order beside a stop', limit('110'), 'target'],
  ] as const)('by %s, and says so', (_, terms, reason) => {
    const order = submitted('o2', 'sell', '1', terms as Payload<'order.submitted'>['terms']);
    const grouped = { ...order, payload: { ...order.payload, group: 'g1' } };
    const { trades } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '1'),
      filled('o1', 'buy', '1', '100'),
      grouped,
      filled('o2', 'sell', '1', '100'),
    );
    expect(trades).toMatchObject([{ exitReason: reason }]);
  });

  test('with the run, when positions are closed then', () => {
    const { trades } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '1'),
      filled('o1', 'buy', '1', '100'),
      said('run.ending', { closePositions: true, reason: 'end of data' }),
      submitted('o2', 'sell', '1'),
      filled('o2', 'sell', '1', '100'),
    );
    expect(trades).toMatchObject([{ exitReason: 'end-of-run' }]);
  });
});
