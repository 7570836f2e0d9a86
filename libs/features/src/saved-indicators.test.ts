// Stop anywhere, carry the state through JSON into a fresh indicator, go on: every later value is the same to the bit.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bar, bars, windowLength } from '../testing/series.ts';
import * as features from './index.ts';
import * as observation from './observation/index.ts';
import { restoreState, saveState } from '@tradingbot/core';
import type { Json } from '@tradingbot/contracts';

interface Subject {
  readonly state: object;
  readonly feed: (bar: Bar) => void;
  readonly read: () => readonly unknown[];
}

function ofSeries(indicator: features.SeriesIndicator): Subject {
  return {
    state: indicator,
    feed: ({ close }) => indicator.update(close),
    read: () => readings(indicator),
  };
}

function ofBars(indicator: features.BarIndicator): Subject {
  return {
    state: indicator,
    feed: ({ high, low, close }) => indicator.update(high, low, close),
    read: () => readings(indicator),
  };
}

function ofVolumes(indicator: features.VolumeIndicator): Subject {
  return {
    state: indicator,
    feed: ({ close, volume }) => indicator.update(close, volume),
    read: () => readings(indicator),
  };
}

/** Every public number an indicator has: the unadorned ones, and the extra lines of macd, bollinger and deviation. */
function readings(indicator: features.Reading): unknown[] {
  const lines = ['ready', 'value', 'signal', 'histogram', 'upper', 'lower', 'mean'];
  return lines.map((line) => Reflect.get(indicator, line));
}

const subjects: Record<string, (n: number) => Subject> = {
  atr: (n) => ofBars(features.atr(n)),
  bollinger: (n) => ofSeries(features.bollinger(n, 2)),
  cci: (n) => ofBars(features.cci(n)),
  ema: (n) => ofSeries(features.ema(n)),
  lag: (n) => ofSeries(features.lag(n)),
  macd: (n) => ofSeries(features.macd(n, 2 * n, 3)),
  momentum: (n) => ofSeries(features.momentum(n)),
  obv: () => ofVolumes(features.obv()),
  roc: (n) => ofSeries(features.roc(n)),
  rollingMax: (n) => ofSeries(features.rollingMax(n)),
  rollingMin: (n) => ofSeries(features.rollingMin(n)),
  rsi: (n) => ofSeries(features.rsi(n)),
  sma: (n) => ofSeries(features.sma(n)),
  standardDeviation: (n) => ofSeries(features.standardDeviation(n)),
  vwap: (n) => ofVolumes(features.vwap(n)),
  wilderAverage: (n) => ofSeries(features.wilderAverage(n)),
};

/** What a store that sorts keys gives back. */
function throughJson(saved: Json): Json {
  return JSON.parse(JSON.stringify(saved), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? 1 : -1)));
  });
}

test('every indicator at the door is tried here', () => {
  const indicators = Object.keys(features).filter((name) => !(name in observation));
  const factories = indicators.filter((name) => /^[a-z]/.test(name) && !name.endsWith('State'));
  expect(Object.keys(subjects)).toEqual(factories.sort());
});

describe.each(Object.entries(subjects))('%s', (_name, make) => {
  test('continues after a restore bit for bit', () => {
    fc.assert(
      fc.property(bars, windowLength, fc.nat(), (rows, n, at) => {
        const stop = at % (rows.length + 1);
        const uninterrupted = make(n);
        rows.slice(0, stop).forEach(uninterrupted.feed);
        const saved = throughJson(saveState(uninterrupted.state));
        const continued = make(n);
        restoreState(continued.state, saved);
        expect(continued.read()).toEqual(uninterrupted.read());
        for (const row of rows.slice(stop)) {
          uninterrupted.feed(row);
          continued.feed(row);
          const [now, then] = [continued.read(), uninterrupted.read()];
          now.forEach((reading, i) => expect(reading).toBe(then[i]));
        }
        expect(saveState(continued.state)).toEqual(saveState(uninterrupted.state));
      }),
    );
  });

  test('restores over a used indicator as well as into a fresh one', () => {
    fc.assert(
      fc.property(bars, bars, windowLength, (first, second, n) => {
        const used = make(n);
        const other = make(n);
        first.forEach(used.feed);
        second.forEach(other.feed);
        const saved = saveState(used.state);
        restoreState(other.state, throughJson(saved));
        expect(saveState(other.state)).toEqual(saved);
      }),
    );
  });
});
