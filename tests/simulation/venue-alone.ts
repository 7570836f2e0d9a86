// The simulated venue by itself: events in, its reports out. What it draws is measured from the outside.

import {
  sequencedFact,
  TYPE_CODE,
  type Catalog,
  type EventType,
  type Payload,
  type SequencedEvent,
} from '@tradingbot/contracts';
import { deciding, startCore } from '@tradingbot/core';
import { amount, instrumentIndex, marketSymbol, micros, price, qty, timeframe } from '@tradingbot/domain';
import { venueSim, type LatencySettings, type SeasonalitySettings, type VenueSettings } from '@tradingbot/simulation';

export const HOUR = 3_600_000_000;
/** Monday 2021-01-04 00:00 UTC. */
export const MONDAY = 1_609_718_400_000_000;

/** Prices have 8 decimals and one order takes one unit of quantity, so that a million orders move no money to speak of. */
const CATALOG: Catalog = {
  instruments: [
    {
      symbol: marketSymbol('BTCUSDT'),
      venue: 'binance',
      assetClass: 'crypto_spot',
      base: 'BTC',
      quote: 'USDT',
      priceScale: 8,
      qtyScale: 2,
      calendar: '24x7',
    },
  ],
  strategies: ['alpha'],
  currency: 'USDT',
};

export interface VenueOptions {
  readonly intrabar?: VenueSettings['intrabar'];
  readonly latency?: Partial<LatencySettings>;
  readonly seasonality?: Partial<SeasonalitySettings>;
  readonly slippage?: Partial<VenueSettings['slippage']>;
  readonly takerPpb?: number;
}

const NO_LATENCY: LatencySettings = {
  baseMs: 0,
  jitterMs: 0,
  spikeP: 0,
  spikeMult: 1,
  timeoutMs: 1_000_000_000,
  retries: 0,
  volatilityGamma: 0,
  volWindow: 20,
  zscoreClip: 3,
  minMs: 0,
  maxMs: 1_000_000_000,
};

export const venueOf = ({ intrabar, latency, seasonality, slippage, takerPpb }: VenueOptions): VenueSettings => ({
  intrabar: intrabar ?? 'linear',
  clipToBar: false,
  strictOpenFill: false,
  fees: {
    rates: [{ makerPpb: 0, takerPpb: takerPpb ?? 0 }],
    settlement: 'quote',
    bnbInstrument: -1,
    rounding: 'up',
    steps: [''],
    minimum: amount(0),
    maximum: amount(0),
    regulatory: undefined,
  },
  slippage: {
    flatBps: 0,
    defaultSpreadBps: 0,
    minHalfSpreadBps: 0,
    dynamicSpread: undefined,
    k: 0,
    volWindow: 20,
    liquidityWindow: 20,
    eps: 1e-9,
    impact: undefined,
    maxBps: 10_000,
    ...slippage,
  },
  capacity: { maxParticipation: 0, advFraction: 0, floorBase: 0, advBase: [0], advWindowDays: 30 },
  latency: latency === undefined ? undefined : { ...NO_LATENCY, ...latency },
  seasonality:
    seasonality === undefined
      ? undefined
      : { liquidity: [], spread: [], latency: [], interpolate: false, ...seasonality },
});

export interface VenueAlone {
  /** Opens a bar that the venue knows at `openTime`. */
  open(openTime: number, bar: Bar): void;
  close(openTime: number, bar: Bar): void;
  /** Hands over a market order to buy one unit. */
  buy(time: number): void;
  tick(time: number): void;
  /** By number of the order, 1 for the first. */
  readonly fills: Map<number, Payload<'order.filled'>>;
  readonly rejections: Map<number, { readonly time: number; readonly code: string }>;
}

export interface Bar {
  readonly length: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number;
}

export function venueAlone(options: VenueOptions, seed = 7): VenueAlone {
  const running = startCore(venueSim(venueOf(options)), { catalog: CATALOG, seed });
  const fills: VenueAlone['fills'] = new Map();
  const rejections: VenueAlone['rejections'] = new Map();
  let position = 0;
  let orders = 0;
  const hear = <Type extends EventType>(type: Type, time: number, payload: Payload<Type>): void => {
    if (!running.core.reads.includes(type)) return;
    position += 1;
    const event: SequencedEvent = sequencedFact(
      type,
      TYPE_CODE[type],
      position,
      micros(time),
      'sequencer',
      payload as never,
    );
    deciding(() =>
      running.core.step(running.state, event, (said, report) => {
        if (said === 'order.filled') {
          const fill = report as Payload<'order.filled'>;
          fills.set(Number(fill.orderId), fill);
        } else if (said === 'order.rejected') {
          const { orderId, code } = report as Payload<'order.rejected'>;
          rejections.set(Number(orderId), { time, code });
        }
      }),
    );
  };
  const barOf = (openTime: number, { length, open, high, low, close, volume = 1 }: Bar) => ({
    instrument: instrumentIndex(0),
    timeframe: timeframe(length),
    openTime: micros(openTime),
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume,
  });
  hear('run.balance', MONDAY, { asset: 'USDT', balance: amount(10n ** 24n) });
  return {
    fills,
    rejections,
    open: (openTime, bar) => hear('md.open', openTime, { ...barOf(openTime, bar), barKnown: true }),
    close: (openTime, bar) => hear('md.bar', openTime + bar.length, barOf(openTime, bar)),
    tick: (time) => hear('clock.tick', time, {}),
    buy(time) {
      orders += 1;
      hear('order.submitted', time, {
        orderId: String(orders),
        strategy: 0 as never,
        instrument: instrumentIndex(0),
        side: 'buy',
        qty: qty(1),
        terms: { type: 'market' },
        timeInForce: 'GTC',
        expiresAt: micros(0),
        group: '',
        approval: 1,
        unsent: qty(0),
      });
    },
  };
}
