// `metrics.json` of a run: every key has its figure or its reason, and money is exact.

import { describe, expect, test } from '@jest/globals';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import { MICROS_PER_DAY, micros } from '@tradingbot/domain';
import { balance, bar, CATALOG, ETH, filled, hour, noise, said, submitted, type Spoken } from '@tradingbot/testing';
import { createRecorder, NO_SINK } from '../core/index.ts';
import { metricsOf } from './results.ts';
import { warningsOf } from './warnings.ts';

function run(...events: Spoken[]) {
  const recorder = createRecorder(CATALOG, 365, NO_SINK);
  let time = hour(0);
  events.forEach(({ type, payload, time: at }, index) => {
    time = at ?? time;
    recorder.see(sequencedFact(type, TYPE_CODE[type], index + 1, time, 'sequencer', payload as never));
  });
  const figures = recorder.figures();
  const warnings = warningsOf(CATALOG, false, figures);
  return metricsOf({ figures, catalog: CATALOG, digest: 'd1', synthetic: false, warnings, resamples: 100 });
}

/** A round trip of one unit; in and out at these prices, on this hour. */
const trip = (name: string, at: number, bought: string, sold: string): Spoken[] => [
  bar(bought, at),
  submitted(`${name}b`, 'buy', '1'),
  filled(`${name}b`, 'buy', '1', bought, { fee: '0.1' }),
  bar(sold, at + 1),
  submitted(`${name}s`, 'sell', '1'),
  filled(`${name}s`, 'sell', '1', sold, { fee: '0.1' }),
];

describe('metrics.json', () => {
  test('of a run without a trade has a reason for every null, and no other', () => {
    const metrics = run(balance('1000'), bar('100', 1), bar('100', 2));
    const nulls: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === null) nulls.push(path);
      else if (typeof value === 'object' && path !== 'undefined_metrics') {
        for (const [key, one] of Object.entries(value)) walk(one, path === '' ? key : `${path}.${key}`);
      }
    };
    walk(metrics, '');
    expect(nulls.sort()).toEqual(Object.keys(metrics.undefined_metrics).sort());
    expect(metrics.undefined_metrics).toMatchObject({
      sharpe: 'fewer than two days',
      win_rate: 'no round trip was completed',
      'drawdown.recovered': 'equity never fell',
      'confidence.sharpe': 'fewer than two days',
      'by_symbol.BTCUSDT.win_rate': 'no round trip was completed',
      'legacy.trades.vwap_price': 'prices of several symbols have no mean',
    });
    expect(metrics).toMatchObject({ sharpe: null, win_rate: null, total_return: 0, max_drawdown: 0, denials: 0 });
  });

  test('states money as exact decimals and ratios as numbers', () => {
    const metrics = run(balance('1000'), ...trip('x', 1, '100', '110'), ...trip('y', 3, '110', '105'));
    expect(metrics).toMatchObject({
      initial_cash: '1000',
      initial_equity: '1000',
      final_equity: '1004.6',
      trades: 2,
      fills: 4,
      buys: 2,
      sells: 2,
      bought: '210',
      sold: '215',
      fees: '0.4',
      win_rate: 0.5,
      gross_profit: '9.8',
      gross_loss: '5.2',
      expectancy: '2.3',
      average_win: '9.8',
      average_loss: '-5.2',
      best_trade: '9.8',
      worst_trade: '-5.2',
      average_holding_hours: 1,
      average_mae: '-2.5',
      average_mfe: '5',
      costs: { fees_maker: '0', fees_taker: '0.4', total: '0.4' },
      decision_digest: 'd1',
    });
    expect(metrics.profit_factor).toBeCloseTo(9.8 / 5.2, 12);
    expect(metrics.total_return).toBeCloseTo(0.0046, 12);
    expect(metrics.by_symbol['BTCUSDT']).toMatchObject({ pnl: '4.6', trades: 2, fills: 4, fees: '0.4' });
    expect(metrics.by_symbol['ETHUSDT']).toMatchObject({ pnl: '0', trades: 0 });
    expect(metrics.by_month).toEqual([{ period: '2021-01', return: metrics.total_return, trades: 2, pnl: '4.6' }]);
  });

  test('is the same text for the same run, bootstrap included', () => {
    const random = noise(4);
    const prices = Array.from({ length: 400 }, () => String(80 + Math.floor(random() * 40)));
    const events = (): Spoken[] => [
      balance('1000'),
      submitted('o', 'buy', '5'),
      ...prices
        .map((price, i) => bar(price, (i + 1) * 6))
        .flatMap((one, i) => (i === 0 ? [one, filled('o', 'buy', '5', prices[0] ?? '')] : [one])),
    ];
    const one = run(...events());
    expect(JSON.stringify(run(...events()))).toBe(JSON.stringify(one));
    expect(one.days).toBe(100);
    expect(one.confidence.sharpe?.[0]).toBeLessThan(one.confidence.sharpe?.[1] ?? NaN);
    expect(one.legacy.equity).toMatchObject({ num_points: 101, avg_step_seconds: expect.any(Number) });
    expect(one.legacy.equity['sharpe']).not.toBe(one.sharpe);
    expect(one.open_positions).toEqual([{ strategy: 'alpha', symbol: 'BTCUSDT', qty: '5', value: expect.any(String) }]);
  });
});

describe('warnings', () => {
  const trips = (count: number, gain: number, over: { fee?: string } = {}): Spoken[] =>
    Array.from({ length: count }, (_, i) => [
      bar('100', 2 * i + 1),
      submitted(`b${i}`, 'buy', '1'),
      filled(`b${i}`, 'buy', '1', '100', { fee: over.fee ?? '0' }),
      bar('100', 2 * i + 2),
      submitted(`s${i}`, 'sell', '1'),
      filled(`s${i}`, 'sell', '1', String(100 + gain), { fee: over.fee ?? '0' }),
    ]).flat();
  const bothEnd = (at: number): Spoken => bar('100', at, { instrument: ETH });

  test('say that round trips are few, or that there are none', () => {
    expect(run(balance('1000'), bar('1', 1), bothEnd(1)).warnings).toEqual(['no round trip was completed']);
    expect(run(balance('1000'), ...trips(29, -1), bothEnd(58)).warnings).toContain(
      'only 29 round trips: too few to judge a strategy by',
    );
    expect(run(balance('1000'), ...trips(30, -1), bothEnd(60)).warnings).toEqual([]);
  });

  test('say that one symbol made everything', () => {
    expect(run(balance('1000'), ...trips(30, 2), bothEnd(60)).warnings).toEqual([
      'one-sided: BTCUSDT alone made money, every other symbol lost it or made none',
    ]);
  });

  test('say that one month made everything', () => {
    const monthly = [1, 1, 1, 1].flatMap((_, month) =>
      trip(`m${month}`, 1 + month * 31 * 24, '100', month === 2 ? '130' : '95'),
    );
    const last = 2 + 3 * 31 * 24;
    expect(run(balance('1000'), ...monthly, bothEnd(last)).warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^one-sided: without 2021-03 \(\+3\.0 %\) nothing would have been made$/),
      ]),
    );
  });

  test('say that holding all along made as much', () => {
    const { warnings } = run(balance('1000'), ...trip('x', 1, '100', '150'), bothEnd(2));
    expect(warnings).toEqual(
      expect.arrayContaining(['one-sided: only long in a rising market: holding all along made +25.0 %, this +5.0 %']),
    );
  });

  test('say that costs are more than what was won', () => {
    expect(run(balance('1000'), ...trips(30, 2, { fee: '1.5' }), bothEnd(60)).warnings).toEqual([
      'cost-dominated: 90.00 USDT of costs, more than the 0.00 USDT that winning round trips made',
    ]);
  });

  test('say that a Sharpe ratio is too good to be true', () => {
    const days = (gain: (day: number) => number) =>
      Array.from({ length: 70 }, (_, day) => trip(`d${day}`, 1 + day * 24, '100', String(100 + gain(day)))).flat();
    const said = (gain: (day: number) => number) =>
      run(balance('1000'), ...days(gain), bothEnd(70 * 24)).warnings.join();
    expect(said((day) => 2 + (day % 3))).toMatch(
      /too good to be true: a Sharpe ratio of \d+\.\d; see whether --check-lookahead finds a leak/,
    );
    expect(said((day) => 5 * ((day % 3) - 1) + 0.5)).not.toContain('too good');
  });

  test('say that most of what was wanted was denied', () => {
    const denied = Array.from({ length: 40 }, () =>
      said('risk.denied', { strategy: 0 as never, instrument: 0 as never, signal: 1, denial: { code: 'NO_PRICE' } }),
    );
    const { warnings } = run(balance('1000'), ...trip('x', 1, '100', '101'), ...denied, bothEnd(2));
    expect(warnings).toContain('mostly denied: 40 targets were refused and 2 orders filled, 40 times by NO_PRICE');
    expect(run(balance('1000'), ...trips(30, 2), ...denied, bothEnd(60)).warnings.join()).not.toContain(
      'mostly denied',
    );
  });

  test('say that orders never reached the venue', () => {
    const lost = Array.from({ length: 7 }, (_, i) => [
      submitted(`l${i}`, 'buy', '1'),
      said('order.rejected', { orderId: `l${i}`, instrument: 0 as never, code: 'VENUE_TIMEOUT' }),
    ]).flat();
    expect(run(balance('1000'), ...trips(30, 2), ...lost, bothEnd(60)).warnings).toContain(
      '7 orders never reached the venue: every attempt took longer than latency.timeout_ms',
    );
    expect(run(balance('1000'), ...trips(30, 2), ...lost.slice(0, 10), bothEnd(60)).warnings.join()).not.toContain(
      'never reached',
    );
  });

  test('say what is still held, but not of dust', () => {
    const holding = (quantity: string) =>
      run(
        balance('1000'),
        bar('100', 1),
        submitted('o', 'buy', quantity),
        filled('o', 'buy', quantity, '100'),
        bothEnd(1),
      ).warnings;
    expect(holding('5')).toContain('BTCUSDT still held at the end, 50.0 % of equity, priced at the last close');
    expect(holding('0.001').join()).not.toContain('still held');
  });

  test('say that the bars of a symbol end before the run', () => {
    const end = bar('100', 1, { instrument: ETH });
    const late = { ...bar('100', 2), time: micros(hour(2) + 6 * MICROS_PER_DAY) };
    const { warnings } = run(balance('1000'), end, late, said('clock.tick', {}));
    expect(warnings).toContain(
      'the bars of ETHUSDT end at 2021-01-01T01:00:00Z: what was held or ordered then stayed so',
    );
  });
});
