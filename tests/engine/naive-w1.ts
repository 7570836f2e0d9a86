// Workload W1 by hand: one loop over closes and opens, independent of the engine. The oracle of its trade lists.
// ema-cross 10/20, size 1, filled at the next open, fee 10 bps, closed at the last close.

export interface NaiveBar {
  readonly time: number;
  readonly open: number;
  readonly close: number;
}

export interface NaiveFill {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly fee: number;
}

/** @param barLength in the unit of `time`: the last close is at the last time plus this */
export function naiveW1(bars: readonly NaiveBar[], barLength: number, fast = 10, slow = 20): NaiveFill[] {
  const fills: NaiveFill[] = [];
  const trade = (side: 'buy' | 'sell', time: number, price: number): void => {
    fills.push({ time, side, price, fee: price * 0.001 });
  };
  const average = (n: number) => {
    let value = 0;
    let seen = 0;
    return (close: number): number => {
      seen += 1;
      if (seen <= n) value += close / n;
      else value = (2 / (n + 1)) * close + (1 - 2 / (n + 1)) * value;
      return value;
    };
  };
  const fastOf = average(fast);
  const slowOf = average(slow);
  let holding = false;
  let wanted = false;
  bars.forEach((bar, index) => {
    if (wanted !== holding) {
      trade(wanted ? 'buy' : 'sell', bar.time, bar.open);
      holding = wanted;
    }
    const above = fastOf(bar.close) > slowOf(bar.close);
    if (index + 1 >= slow) wanted = above;
  });
  const last = bars.at(-1);
  if (holding && last !== undefined) trade('sell', last.time + barLength, last.close);
  return fills;
}
