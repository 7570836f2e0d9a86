// The price of the market at a moment inside a bar, by the model that the run names. Straight lines are exact: a bar's
// prices are integers and so is time. The result is rounded to the price scale, a half against the trader.

import { mulDivExact, price, type Micros, type Price, type Side } from '@tradingbot/domain';
import { hasPath, type RunningBar } from './running-bar.ts';
import type { IntrabarModel } from './venue-settings.ts';

/**
 * @param at within the bar, its ends included
 * @param draw gives the standard normal number of the order; asked for by `bridge` alone
 */
export function marketPrice(model: IntrabarModel, bar: RunningBar, at: Micros, side: Side, draw: () => number): Price {
  const { open, high, low, close, timeframe } = bar;
  const gone = at - bar.openTime;
  switch (model) {
    case 'open':
      return open;
    case 'close':
      return close;
    case 'mid':
      return onLine(low, high, 1, 2, side);
    case 'linear':
      return onLine(open, close, gone, timeframe, side);
    case 'ohlc':
      return onCorners(bar, gone, side);
    case 'bridge':
      return onBridge(bar, gone, side, draw);
    case 'reference':
      return hasPath(bar) ? onPath(bar, gone, side) : onBridge(bar, gone, side, draw);
  }
}

/** `from + (to − from) × part ÷ whole`, a half against the trader: up for a buy, down for a sell. */
function onLine(from: Price, to: Price, part: number, whole: number, side: Side): Price {
  const doubled = 2 * (to - from);
  return side === 'buy'
    ? price(from + halfUp(mulDivExact(doubled, part, whole, 'floor')))
    : price(from - halfUp(mulDivExact(-doubled, part, whole, 'floor')));
}

/** ⌊x + ½⌋ from ⌊2x⌋. */
const halfUp = (doubledFloor: number | bigint): number => Math.floor((Number(doubledFloor) + 1) / 2);

/** Through the open, the extreme that is taken to come first, the other one, and the close, a third of the bar apart. */
function onCorners({ open, high, low, close, timeframe }: RunningBar, gone: number, side: Side): Price {
  const [first, second] = close >= open ? [low, high] : [high, low];
  const thrice = 3 * gone;
  if (thrice <= timeframe) return onLine(open, first, thrice, timeframe, side);
  if (thrice <= 2 * timeframe) return onLine(first, second, thrice - timeframe, timeframe, side);
  return onLine(second, close, thrice - 2 * timeframe, timeframe, side);
}

/** Through the open and the prices of the path. After the last of them the price stays what it is. */
function onPath({ open, path, pathStep }: RunningBar, gone: number, side: Side): Price {
  const passed = Math.floor(gone / pathStep);
  const from = passed === 0 ? open : (path[Math.min(passed, path.length) - 1] as Price);
  const to = path[passed] ?? from;
  return onLine(from, to, gone - passed * pathStep, pathStep, side);
}

/** A Brownian motion has a range of √(8 ÷ π) of its deviation on average (Feller 1951): this is the way back. */
const DEVIATION_OF_RANGE = Math.sqrt(Math.PI / 8);

function onBridge(bar: RunningBar, gone: number, side: Side, draw: () => number): Price {
  const { open, high, low, close, timeframe } = bar;
  if (gone === 0) return open;
  const f = gone / timeframe;
  const line = open + (close - open) * f;
  const kept = Math.min(
    Math.max(line + draw() * DEVIATION_OF_RANGE * (high - low) * Math.sqrt(f * (1 - f)), low),
    high,
  );
  return price(side === 'buy' ? Math.floor(kept + 0.5) : Math.ceil(kept - 0.5));
}
