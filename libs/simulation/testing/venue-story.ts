// Stories of orders at the simulated venue: bars and orders go in as short words, what the venue reports comes out as
// lines of text. After every event the venue is saved, made anew and restored.

import {
  moneyScaleOf,
  sequencedFact,
  TYPE_CODE,
  type EventType,
  type Json,
  type Manifest,
  type Payload,
} from '@tradingbot/contracts';
import { deciding, startCore } from '@tradingbot/core';
import { assetScale, formatDecimal, micros, timeframe, type InstrumentIndex, type Micros } from '@tradingbot/domain';
import { BTC, hour, HOUR, MANIFEST, px, said, submitted, type Spoken } from '@tradingbot/testing';
import { venueSim, type VenueSettings } from '../src/index.ts';

type Reported = { [Type in EventType]: { readonly type: Type; readonly payload: Payload<Type> } }[EventType];

/** What the venue reports on these events, in order. */
export function reports(settings: VenueSettings, events: readonly Spoken[], manifest: Manifest = MANIFEST): Reported[] {
  const emitted: Reported[] = [];
  let running = startCore(venueSim(settings), manifest);
  let now = hour(0);
  events.forEach(({ type, payload, time }, index) => {
    now = time ?? now;
    const event = sequencedFact(type, TYPE_CODE[type], index + 1, now, 'sequencer', payload as never);
    const { core, state } = running;
    deciding(() => core.step(state, event, (name, body) => void emitted.push({ type: name, payload: body } as never)));
    const saved = JSON.parse(JSON.stringify(core.save(state))) as Json;
    running = startCore(venueSim(settings), manifest, saved);
  });
  return emitted;
}

/** The same as lines; what is zero, and the market where it is the price, is left out. Times count from `hour(0)`. */
export const story = (settings: VenueSettings, events: readonly Spoken[], manifest: Manifest = MANIFEST): string[] =>
  reports(settings, events, manifest).map((report) => lineOf(report, manifest));

function lineOf(report: Reported, manifest: Manifest): string {
  switch (report.type) {
    case 'order.accepted':
      return `${report.payload.orderId} accepted`;
    case 'order.rejected':
      return `${report.payload.orderId} rejected ${report.payload.code}`;
    case 'order.triggered':
      return `${report.payload.orderId} triggered at ${priceText(report.payload.price)}`;
    case 'order.canceled':
      return `${report.payload.orderId} canceled ${report.payload.code}, ${qtyText(report.payload.remaining)} left`;
    case 'order.filled':
      return lineOfFill(report.payload, manifest);
    default:
      return report.type;
  }
}

function lineOfFill(fill: Payload<'order.filled'>, { catalog }: Manifest): string {
  const money = (value: bigint | number): string => formatDecimal(value, moneyScaleOf(catalog));
  const scale =
    fill.feeAsset === catalog.currency ? moneyScaleOf(catalog) : assetScale(catalog.instruments, fill.feeAsset);
  const parts = [
    `${fill.orderId} ${fill.side === 'buy' ? 'buys' : 'sells'} ${qtyText(fill.qty)} at ${priceText(fill.price)}`,
    ...(fill.liquidity === 'maker' ? ['maker'] : []),
    ...(fill.reference === fill.price ? [] : [`market ${priceText(fill.reference)}`]),
    ...(fill.fee === 0 ? [] : [`fee ${formatDecimal(fill.fee, scale)} ${fill.feeAsset}`]),
    ...(fill.slippage === 0 ? [] : [`slippage ${money(fill.slippage)}`]),
    ...(fill.spread === 0 ? [] : [`spread ${money(fill.spread)}`]),
    ...(fill.delay === 0 ? [] : [`delay ${money(fill.delay)}`]),
    `at ${clock(fill.filledAt)}`,
    ...(fill.remaining === 0 ? [] : [`${qtyText(fill.remaining)} left`]),
  ];
  return parts.join(', ');
}

const priceText = (value: number): string => formatDecimal(value, 2);
const qtyText = (value: number): string => formatDecimal(value, 5);

/** `1:30:00.25` is an hour and a half after `hour(0)`, and a quarter of a second. */
function clock(time: Micros): string {
  const seconds = (time - hour(0)) / 1_000_000;
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = Number((seconds % 60).toFixed(6));
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${rest < 10 ? '0' : ''}${rest}`;
}

/** So many minutes after `hour(0)`. */
export const minute = (count: number): Micros => micros(hour(0) + count * 60_000_000);

interface BarOver {
  readonly volume?: number;
  readonly known?: boolean;
  readonly instrument?: InstrumentIndex;
}

/** The open of the hour `at`, of a bar 'open high low close'. */
export function opens(at: number, bar: string, { volume = 1, known = true, instrument = BTC }: BarOver = {}) {
  const [open = '', high = '', low = '', close = ''] = bar.split(' ');
  return said(
    'md.open',
    {
      instrument,
      timeframe: HOUR,
      openTime: hour(at),
      open: px(open),
      barKnown: known,
      high: px(known ? high : open),
      low: px(known ? low : open),
      close: px(known ? close : open),
      volume: known ? volume : 0,
    },
    hour(at),
  );
}

/** The close of the bar that opened at the hour `at`. */
export function closes(at: number, bar: string, { volume = 1, instrument = BTC }: BarOver = {}) {
  const [open = '', high = '', low = '', close = ''] = bar.split(' ');
  return said(
    'md.bar',
    {
      instrument,
      timeframe: HOUR,
      openTime: hour(at),
      open: px(open),
      high: px(high),
      low: px(low),
      close: px(close),
      volume,
    },
    hour(at + 1),
  );
}

/** A whole bar, with what happens in it between. */
export const during = (at: number, bar: string, ...inside: readonly Spoken[]): Spoken[] => [
  opens(at, bar),
  ...inside,
  closes(at, bar),
];

/** The prices at every `stepMinutes` of the bar that opens at the hour `at`; told right before it. */
export const pathOf = (at: number, stepMinutes: number, prices: string) =>
  said(
    'md.path',
    {
      instrument: BTC,
      openTime: hour(at),
      step: timeframe(stepMinutes * 60_000_000),
      prices: prices.split(' ').map(px),
    },
    hour(at),
  );

export const tick = (at: Micros) => said('clock.tick', {}, at);

type OrderOver = Partial<Pick<Payload<'order.submitted'>, 'timeInForce' | 'expiresAt' | 'group' | 'strategy'>> & {
  readonly instrument?: InstrumentIndex;
  readonly at?: Micros;
};

/** 'o1 buy 2' and its terms; at the time of the event before unless `at` says otherwise. */
export function order(
  words: string,
  terms: Payload<'order.submitted'>['terms'] = { type: 'market' },
  { at, instrument = BTC, ...over }: OrderOver = {},
) {
  const [orderId = '', side, quantity = ''] = words.split(' ');
  const { payload } = submitted(orderId, side === 'buy' ? 'buy' : 'sell', quantity, terms, { instrument, ...over });
  return said('order.submitted', payload, at);
}
