// One key of a configuration, changed: under which other keys, from what, to what, and where the difference is seen.

import type { RunConfig } from '@tradingbot/config';

/** A tree of keys, put over the plain configuration. */
export type Keys = Readonly<Record<string, unknown>>;

export interface KeyChange {
  /** What else has to be set so that the key matters. */
  readonly with?: Keys;
  /** What the key is before; left out for its default. */
  readonly from?: unknown;
  readonly to: unknown;
  /** What each `<NAME>` in the path of the key is; BTCUSDT when left out. */
  readonly name?: string | readonly string[];
  /** Where another result must be seen; in the events of the run when left out. */
  readonly sees?: 'events' | 'output' | 'refusal' | ((config: RunConfig) => unknown);
}

/** By the path of the key, as `keyFacts` says it. */
export type KeyChanges = Readonly<Record<string, KeyChange>>;

/** A market that is made, and a strategy that trades often in it. */
export const PLAIN: Keys = {
  data: {
    generator: {
      symbols: ['BTCUSDT'],
      timeframe: '1h',
      from: '2024-01-01',
      bars: 240,
      start_prices: { BTCUSDT: 40_000 },
    },
  },
  portfolio: { cash: 10_000 },
  strategy: { name: 'momentum', params: { lookback: 4, enter: 0, exit: 0, weight: 0.5 } },
  fees: { maker_bps: 10, taker_bps: 10 },
  risk: { max_orders_per_min: 0 },
};

export const STOCK: Keys = {
  data: {
    generator: {
      symbols: ['SPY'],
      timeframe: '1h',
      from: '2024-01-02',
      bars: 2_000,
      start_prices: { BTCUSDT: undefined, SPY: 400 },
    },
  },
  fees: { structure: 'flat', maker_bps: undefined, taker_bps: undefined },
};

/** `over` on `base`: maps merge, everything else replaces; `undefined` removes a key. */
export function merged(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const entries = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) entries.delete(key);
    else entries.set(key, entries.has(key) ? merged(entries.get(key), value) : value);
  }
  return Object.fromEntries(entries);
}

/** `value` at `path`; maps and lists on the way are made where there are none. */
export function put(tree: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (/^\d+$/.test(key) && !isMap(tree)) {
    const list: unknown[] = Array.isArray(tree) ? [...(tree as unknown[])] : [];
    list[Number(key)] = put(list[Number(key)], rest, value);
    return list;
  }
  return { ...(isMap(tree) ? tree : {}), [key]: put(isMap(tree) ? tree[key] : undefined, rest, value) };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
