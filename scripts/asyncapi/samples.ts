// An event of each type whose names are templates: its subject and headers show how those of all the others are made.

import {
  cloudEventHeaders,
  eventId,
  sequencedFact,
  subjectsOf,
  TYPE_CODE,
  type Catalog,
  type EventType,
  type SequencedEvent,
} from '@tradingbot/contracts';
import { marketSymbol, micros, timeframe } from '@tradingbot/domain';
import { ownerOf } from './names.ts';

/** Names in braces, so that the subject of an event about them is a template. */
const NAMES: Catalog = {
  instruments: [
    {
      symbol: marketSymbol('{symbol}'),
      venue: '{venue}',
      assetClass: 'crypto_spot',
      base: 'BTC',
      quote: 'USDT',
      priceScale: 2,
      qtyScale: 5,
      calendar: '24x7',
    },
  ],
  strategies: ['{strategy}'],
  currency: 'USDT',
};

/** An event of a type that is about the first of everything, enough to ask for its subject and headers. */
function sample(type: EventType): SequencedEvent {
  const about = {
    instrument: 0,
    strategy: 0,
    timeframe: timeframe(3_600_000_000),
    openTime: micros(0),
    command: '1-1',
  };
  const payload = { ...about, asset: 'USDT', core: 'risk' } as never;
  return sequencedFact(type, TYPE_CODE[type], 1, micros(1_609_459_200_000_000), ownerOf(type), payload);
}

export const addressOf = (type: EventType): string =>
  subjectsOf(undefined).event(sample(type), NAMES).replace(/\.1h$/, '.{timeframe}');

/** The names and values of its headers. */
export const headersOf = (type: EventType): [string, string][] =>
  Object.entries(cloudEventHeaders(sample(type), 'J', eventId(sample(type), 'J', NAMES)));
