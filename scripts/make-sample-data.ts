// Makes data/sample/: synthetic markets to try the platform with, the same bytes on every machine.
// Usage: node scripts/run.cjs scripts/make-sample-data.ts [folder]

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MARKET_MODEL, generateBars, type MarketModel, type SharedMarket } from '@tradingbot/bars';
import {
  formatDecimal,
  invariant,
  MICROS_PER_HOUR,
  MICROS_PER_MS,
  parseMicros,
  price,
  timeframe,
  type CalendarName,
  type Micros,
} from '@tradingbot/domain';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** One market of its own, or an instrument in a shared one. */
interface SampleMarket {
  readonly symbol: string;
  readonly seed: number;
  readonly market?: SharedMarket;
  readonly calendar: CalendarName;
  /** Decimals of a price and of a quantity; the tick is the last decimal of a price. */
  readonly priceScale: number;
  readonly qtyScale: number;
  /** In the last decimal of the price. */
  readonly start: number;
  readonly from: Micros;
  readonly to: Micros;
  readonly model: MarketModel;
}

interface Bar {
  readonly openTime: number;
  readonly open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

const HOUR = timeframe(MICROS_PER_HOUR);
const FOUR_HOURS = timeframe(4 * MICROS_PER_HOUR);
const COLUMNS = 'ts_ms,symbol,open,high,low,close,volume';

const CRYPTO = { calendar: '24x7', priceScale: 2, from: time('2024-01-01'), to: time('2025-01-01') } as const;
const EQUITY = {
  calendar: 'NYSE',
  priceScale: 2,
  qtyScale: 0,
  from: time('2023-01-03'),
  to: time('2025-01-01'),
} as const;
/** Seeds were chosen by eye: rises and falls, in which a moving-average cross neither wins nor loses most of its money. */
const CRYPTO_MARKET = { seed: 2006, correlation: 0.9 };
const EQUITY_MARKET = { seed: 2031, correlation: 0.8 };

const MARKETS: readonly SampleMarket[] = [
  {
    ...CRYPTO,
    symbol: 'BTCUSDT',
    seed: 1,
    market: CRYPTO_MARKET,
    qtyScale: 5,
    start: 42_000_00,
    model: DEFAULT_MARKET_MODEL,
  },
  {
    ...CRYPTO,
    symbol: 'ETHUSDT',
    seed: 2,
    market: CRYPTO_MARKET,
    qtyScale: 4,
    start: 2_300_00,
    model: scaled({ moves: 1.2, volume: 12, spread: 1.5, shocks: 1 }),
  },
  {
    ...EQUITY,
    symbol: 'SPY',
    seed: 3,
    market: EQUITY_MARKET,
    start: 380_00,
    model: scaled({ moves: 0.3, volume: 2_500, spread: 0.5, shocks: 0.3 }),
  },
  {
    ...EQUITY,
    symbol: 'AAPL',
    seed: 4,
    market: EQUITY_MARKET,
    start: 125_00,
    model: scaled({ moves: 0.5, volume: 2_000, spread: 1, shocks: 0.4 }),
  },
];

export const SAMPLE_MARK = 'synthetic';

/** What a file says about itself. */
export const markOf = (seed: number): string => `made by scripts/make-sample-data.ts, seed ${seed}; not market data`;

/** Every sample file by name. */
export function sampleFiles(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const market of MARKETS) {
    const bars = barsOf(market);
    if (market.calendar === 'NYSE') {
      files.set(`${market.symbol}_1h.csv`, csv(market, bars));
    } else {
      files.set(`${market.symbol}_1h.parquet`, parquet(market, bars));
      files.set(`${market.symbol}_4h.csv`, csv(market, resampled(bars, FOUR_HOURS)));
    }
  }
  return files;
}

/** The default market with larger or smaller moves, volumes, spreads and shocks. */
function scaled(factor: { moves: number; volume: number; spread: number; shocks: number }): MarketModel {
  const { regimes, flash_shock, ...rest } = DEFAULT_MARKET_MODEL;
  const scaledRegime = ({ mu, sigma, kappa, avg_volume, avg_spread }: (typeof regimes)['NORMAL']) => ({
    mu: mu * factor.moves,
    sigma: sigma * factor.moves,
    kappa,
    avg_volume: avg_volume * factor.volume,
    avg_spread: avg_spread * factor.spread,
  });
  return {
    ...rest,
    regimes: {
      NORMAL: scaledRegime(regimes.NORMAL),
      CHOPPY_FLAT: scaledRegime(regimes.CHOPPY_FLAT),
      STRONG_TREND: scaledRegime(regimes.STRONG_TREND),
      ILLIQUID: scaledRegime(regimes.ILLIQUID),
    },
    flash_shock: { ...flash_shock, magnitudes: flash_shock.magnitudes.map((one) => one * factor.shocks) },
  };
}

function barsOf({ symbol: _, start, ...options }: SampleMarket): Bar[] {
  const { priceScale, qtyScale, calendar } = options;
  const bars: Bar[] = [];
  for (const chunk of generateBars({
    ...options,
    instrument: { priceScale, qtyScale, calendar },
    tick: price(1),
    timeframe: HOUR,
    startPrice: price(start),
  })) {
    for (let row = 0; row < chunk.length; row++) {
      bars.push({
        openTime: chunk.openTime[row] as number,
        open: chunk.open[row] as number,
        high: chunk.high[row] as number,
        low: chunk.low[row] as number,
        close: chunk.close[row] as number,
        volume: Math.round((chunk.volume[row] as number) * 10 ** qtyScale),
      });
    }
  }
  return bars;
}

/** Longer bars from shorter ones. Volumes are integers here, so their sums are exact. */
function resampled(bars: readonly Bar[], length: number): Bar[] {
  const longer: Bar[] = [];
  for (const bar of bars) {
    const openTime = bar.openTime - (bar.openTime % length);
    const last = longer.at(-1);
    if (last?.openTime !== openTime) {
      longer.push({ ...bar, openTime });
      continue;
    }
    last.high = Math.max(last.high, bar.high);
    last.low = Math.min(last.low, bar.low);
    last.close = bar.close;
    last.volume += bar.volume;
  }
  return longer;
}

function csv({ symbol, seed, priceScale, qtyScale }: SampleMarket, bars: readonly Bar[]): Uint8Array {
  const lines = bars.map(({ openTime, open, high, low, close, volume }) =>
    [
      openTime / MICROS_PER_MS,
      symbol,
      ...[open, high, low, close].map((value) => formatDecimal(value, priceScale)),
      formatDecimal(volume, qtyScale),
    ].join(','),
  );
  return new TextEncoder().encode([`# ${SAMPLE_MARK}: ${markOf(seed)}`, COLUMNS, ...lines, ''].join('\n'));
}

function parquet({ symbol, seed, priceScale, qtyScale }: SampleMarket, bars: readonly Bar[]): Uint8Array {
  const doubles = (of: (bar: Bar) => number, scale: number) => bars.map((bar) => of(bar) / 10 ** scale);
  const column = (name: string, data: number[]) => ({ name, data, type: 'DOUBLE', nullable: false }) as const;
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        {
          name: 'ts_ms',
          data: bars.map(({ openTime }) => BigInt(openTime / MICROS_PER_MS)),
          type: 'INT64',
          nullable: false,
        },
        { name: 'symbol', data: bars.map(() => symbol), type: 'STRING', nullable: false },
        column(
          'open',
          doubles(({ open }) => open, priceScale),
        ),
        column(
          'high',
          doubles(({ high }) => high, priceScale),
        ),
        column(
          'low',
          doubles(({ low }) => low, priceScale),
        ),
        column(
          'close',
          doubles(({ close }) => close, priceScale),
        ),
        column(
          'volume',
          doubles(({ volume }) => volume, qtyScale),
        ),
      ],
      kvMetadata: [{ key: SAMPLE_MARK, value: markOf(seed) }],
    }),
  );
}

function time(text: string): Micros {
  const parsed = parseMicros(text);
  invariant(parsed !== undefined, 'a sample begins and ends on an ISO date');
  return parsed;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'data', 'sample');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of sampleFiles()) {
    writeFileSync(join(folder, name), bytes);
    console.log(`${join(folder, name)}: ${bytes.length} bytes`);
  }
}
