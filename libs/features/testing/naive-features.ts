// Every feature of the market as its formula in the catalog says it, over the whole past: slow, and plain to read.
// Written from the formulas, not from the code: no indicator is used here.

import { ALPHAS, PERSISTENCES } from '../src/observation/market/garch-fit.ts';
import type { MarketScale } from '../src/observation/market-scale.ts';
import { lastOf, naiveEma, naiveWilder, sum } from './naive-model.ts';
import type { FullBar } from './observed-bars.ts';

/** The value at the close of the last of `past`, with a window of `n` bars; undefined while there is none. */
export type NaiveFeature = (past: readonly FullBar[], n: number, scale: MarketScale) => number | undefined;

type Past = readonly FullBar[];

const { tanh, log, sqrt, max, min, abs, sign } = Math;
const last = (past: Past): FullBar => past[past.length - 1] as FullBar;
const closes = (past: Past): number[] => past.map(({ close }) => close);
const u = (hours: number): number => 0.01 * sqrt(hours / 4);
const over = (a: number, b: number): number => (b === 0 ? 0 : a / b);
/** From the first on, so that equal numbers have exactly their mean. */
const mean = (xs: readonly number[]): number => (xs[0] ?? NaN) + sum(xs.map((x) => x - (xs[0] ?? NaN))) / xs.length;
const squaredDeviations = (xs: readonly number[]): number => sum(xs.map((x) => (x - mean(xs)) ** 2));
const deviation = (xs: readonly number[]): number => sqrt(squaredDeviations(xs) / xs.length);

/** `formula` of the last `n` bars, once there are so many. */
const windowed =
  (formula: (window: Past, n: number, scale: MarketScale) => number): NaiveFeature =>
  (past, n, scale) => {
    const window = lastOf(past, n);
    return window === undefined ? undefined : formula(window, n, scale);
  };

/** The same of the last `n` bars and the one before them. */
const withPrevious =
  (formula: (window: Past, n: number, scale: MarketScale) => number): NaiveFeature =>
  (past, n, scale) =>
    windowed((window) => formula(window, n, scale))(past, n + 1, scale);

function atrOf(past: Past, n: number): number | undefined {
  const ranges = past.map(({ high, low }, i) => {
    const before = past[i - 1]?.close ?? low;
    return i === 0 ? high - low : max(high, before) - min(low, before);
  });
  return naiveWilder(ranges, n);
}

const inRanges =
  (distance: (past: Past, n: number) => number | undefined, root: (n: number) => number): NaiveFeature =>
  (past, n) => {
    const [far, range] = [distance(past, n), atrOf(past, 14)];
    return far === undefined || range === undefined
      ? undefined
      : range < last(past).close / 1e9
        ? 0
        : tanh(far / (root(n) * range));
  };

function macdOf(past: Past): { line: number; signal: number } | undefined {
  const prices = closes(past);
  const lines = prices.flatMap((_close, i) => {
    const seen = prices.slice(0, i + 1);
    const [fast, slow] = [naiveEma(seen, 12), naiveEma(seen, 26)];
    return fast === undefined || slow === undefined ? [] : [fast - slow];
  });
  const signal = naiveEma(lines, 9);
  return signal === undefined ? undefined : { line: lines.at(-1) ?? NaN, signal };
}

function rsiOf(past: Past, n: number): number | undefined {
  const changes = closes(past).flatMap((close, i, all) => (i === 0 ? [] : [close - (all[i - 1] ?? NaN)]));
  const gain = naiveWilder(
    changes.map((x) => max(x, 0)),
    n,
  );
  const loss = naiveWilder(
    changes.map((x) => max(-x, 0)),
    n,
  );
  if (gain === undefined || loss === undefined) return undefined;
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
}

function cciOf(window: Past): number {
  const typical = window.map(({ high, low, close }) => (high + low + close) / 3);
  const centre = mean(typical);
  const spread = mean(typical.map((tp) => abs(tp - centre)));
  return over((typical.at(-1) ?? NaN) - centre, 0.015 * spread);
}

/** 4σ of the window as a share of its last close. */
const bandWidth = (window: Past): number => (4 * deviation(closes(window))) / last(window).close;

/** `tanh(ln(now ÷ mean of the last hundred))` of what `share` says of each bar. */
function againstLately(past: Past, share: (past: Past) => number | undefined): number | undefined {
  if (past.length < 100 || share(past.slice(0, -99)) === undefined) return undefined;
  const shares = Array.from({ length: 100 }, (_nothing, i) => share(past.slice(0, past.length - 99 + i)) ?? NaN);
  const usual = mean(shares);
  return usual === 0 ? 0 : tanh(log((shares[99] ?? NaN) / usual));
}

function yangZhang(window: Past, n: number): number {
  const bars = window.slice(1);
  const overnight = bars.map(({ open }, i) => log(open / (window[i]?.close ?? NaN)));
  const openToClose = bars.map(({ open, close }) => log(close / open));
  const inside = bars.map(
    ({ open, high, low, close }) => log(high / close) * log(high / open) + log(low / close) * log(low / open),
  );
  const k = 0.34 / (1.34 + (n + 1) / (n - 1));
  const between = squaredDeviations(overnight) + k * squaredDeviations(openToClose);
  return between / (n - 1) + (1 - k) * mean(inside);
}

const taken = ({ taker_buy_base, volume }: FullBar): number => 2 * taker_buy_base - volume;
const buyRatio = (bar: FullBar): number => (bar.volume === 0 ? 0.5 : bar.taker_buy_base / bar.volume);

/** Fitted at return number n, n + n/10, n + 2·n/10, …; the variance goes on from the last fit. */
function garchOf(past: Past, n: number): number | undefined {
  const squares = past.slice(1).map(({ close }, i) => log(close / (past[i]?.close ?? NaN)) ** 2);
  if (squares.length < n) return undefined;
  const every = max(1, Math.round(n / 10));
  const fittedAt = n + Math.floor((squares.length - n) / every) * every;
  const window = squares.slice(fittedAt - n, fittedAt);
  const target = mean(window);
  if (target <= 1e-20) {
    return squares.reduce((average, square) => 0.94 * average + 0.06 * square);
  }
  const best = PERSISTENCES.flatMap((left) => ALPHAS.map((alpha) => naiveGarch(window, target, alpha, left))).reduce(
    (a, b) => (b.cost < a.cost ? b : a),
  );
  return squares.slice(fittedAt).reduce((h, square) => best.after(h, square), best.next);
}

export function naiveGarch(window: readonly number[], target: number, alpha: number, left: number) {
  const after = (h: number, square: number): number => target * (1 - left) + alpha * square + (left - alpha) * h;
  let h = target;
  let cost = 0;
  for (const square of window) {
    cost += log(h) + square / h;
    h = after(h, square);
  }
  return { alpha, left, cost, next: h, after };
}

const pastReturn = (hours: number): NaiveFeature =>
  withPrevious((window) => tanh(log(last(window).close / (window[0]?.close ?? NaN)) / u(hours)));

const distanceFromMean = (past: Past, n: number): number | undefined =>
  windowed((window) => last(window).close - mean(closes(window)))(past, n, { hoursPerBar: 1, barsPerYear: 1 });

const momentumOf = (past: Past, n: number): number | undefined =>
  past.length <= n ? undefined : last(past).close - (past[past.length - 1 - n]?.close ?? NaN);

const yangZhangs: NaiveFeature = withPrevious((window, n, { barsPerYear }) =>
  tanh(sqrt(barsPerYear * yangZhang(window, n))),
);

const parkinson: NaiveFeature = windowed((window, n, { barsPerYear }) =>
  tanh(sqrt((barsPerYear * sum(window.map(({ high, low }) => log(high / low) ** 2))) / (4 * n * log(2)))),
);

const garch: NaiveFeature = (past, n, { barsPerYear }) => {
  const variance = garchOf(past, n);
  return variance === undefined ? undefined : tanh(sqrt(barsPerYear * variance));
};

const volumeDelta = windowed((window) => over(sum(window.map(taken)), sum(window.map(({ volume }) => volume))));
const ratioMean = windowed((window) => mean(window.map((bar) => 2 * buyRatio(bar) - 1)));
const ratioMomentum = withPrevious((window) => buyRatio(last(window)) - buyRatio(window[0] as FullBar));

const hoursSinceEvent = (past: Past, hoursPerBar: number): number => {
  const bar = past.findLastIndex(({ events }) => events > 0);
  return bar < 0 ? Infinity : (past.length - 1 - bar) * hoursPerBar;
};

export const NAIVE_FEATURES: Readonly<Record<string, NaiveFeature>> = {
  price: windowed((window) => {
    const bottom = min(...window.map(({ low }) => low));
    const top = max(...window.map(({ high }) => high));
    return top === bottom ? 0 : (2 * (last(window).close - bottom)) / (top - bottom) - 1;
  }),
  log_volume_norm: windowed((window) => {
    const xs = window.map(({ quote_volume }) => log(1 + quote_volume));
    return tanh(over((xs.at(-1) ?? NaN) - mean(xs), deviation(xs)) / 2);
  }),
  rel_volume: (past) => againstLately(past, (seen) => last(seen).volume),
  ma5: inRanges(distanceFromMean, sqrt),
  ma20: inRanges(distanceFromMean, sqrt),
  rsi14: (past, n) => {
    const index = rsiOf(past, n);
    return index === undefined ? undefined : (index - 50) / 50;
  },
  macd: inRanges(
    (past) => macdOf(past)?.line,
    () => 1,
  ),
  macd_signal: inRanges(
    (past) => macdOf(past)?.signal,
    () => 1,
  ),
  momentum: inRanges(momentumOf, sqrt),
  atr: (past, n, { barsPerYear }) => {
    const range = atrOf(past, n);
    return range === undefined ? undefined : tanh((sqrt(barsPerYear) * range) / last(past).close);
  },
  cci: windowed((window) => tanh(cciOf(window) / 200)),
  obv: withPrevious((window) => {
    const bars = window.slice(1);
    const signed = bars.map(({ close, volume }, i) => sign(close - (window[i]?.close ?? NaN)) * volume);
    return over(sum(signed), sum(bars.map(({ volume }) => volume)));
  }),
  ret_bar: withPrevious(([before, bar], _n, { hoursPerBar }) =>
    tanh(log((bar?.close ?? NaN) / (before?.close ?? NaN)) / u(hoursPerBar)),
  ),
  vol_proxy: (past, n) =>
    againstLately(past, (seen) => {
      const range = atrOf(seen, n);
      return range === undefined ? undefined : range / last(seen).close;
    }),
  vol_imbalance: windowed((window) => tanh(over(taken(last(window)), mean(window.map(({ volume }) => volume))))),
  trade_intensity: (past) => againstLately(past, (seen) => last(seen).trades),
  realized_spread: (past) => {
    const { bid, ask } = last(past);
    return min(1, (10 * (ask - bid)) / ((ask + bid) / 2));
  },
  price_momentum: (past, n, { hoursPerBar }) => {
    const moved = momentumOf(past, n);
    return moved === undefined ? undefined : tanh(moved / (last(past).close * u(n * hoursPerBar)));
  },
  bb_squeeze: (past, n) =>
    againstLately(past, (seen) => {
      const window = lastOf(seen, n);
      return window === undefined ? undefined : bandWidth(window);
    }),
  trend_strength: (past, _n, { hoursPerBar }) => {
    const lines = macdOf(past);
    return lines && tanh((lines.line - lines.signal) / (last(past).close * u(hoursPerBar)));
  },
  bb_position: windowed((window) => {
    const half = 2 * deviation(closes(window));
    return half === 0 ? 0.5 : (last(window).close - mean(closes(window)) + half) / (2 * half);
  }),
  bb_width: windowed((window, n, { hoursPerBar }) => tanh(bandWidth(window) / (4 * u(n * hoursPerBar)))),
  is_high_importance: (past) => (last(past).events > 0 ? 1 : 0),
  time_since_event: (past, _n, { hoursPerBar }) => tanh(hoursSinceEvent(past, hoursPerBar) / 24),
  risk_off: (past) => (last(past).fear_greed < 25 ? 1 : 0),
  fear_greed: (past) => (Number.isNaN(last(past).fear_greed) ? 0 : (last(past).fear_greed - 50) / 50),
  fear_greed_valid: (past) => (Number.isNaN(last(past).fear_greed) ? 0 : 1),
  cvd_24h: volumeDelta,
  cvd_7d: volumeDelta,
  yang_zhang_48h: yangZhangs,
  yang_zhang_7d: yangZhangs,
  yang_zhang_30d: yangZhangs,
  garch_200h: garch,
  garch_14d: garch,
  garch_30d: garch,
  ret_4h: pastReturn(4),
  ret_12h: pastReturn(12),
  ret_24h: pastReturn(24),
  sma_12000: windowed((window) => tanh(log(last(window).close / mean(closes(window))) / u(200))),
  parkinson_48h: parkinson,
  parkinson_7d: parkinson,
  taker_buy_ratio: (past) => 2 * buyRatio(last(past)) - 1,
  tbr_sma_8h: ratioMean,
  tbr_sma_16h: ratioMean,
  tbr_sma_24h: ratioMean,
  tbr_mom_4h: ratioMomentum,
  tbr_mom_8h: ratioMomentum,
  tbr_mom_12h: ratioMomentum,
};
