// The books of a journal are those that the recorder of its run has: also through splits, dividends and foreign fees.

import { expect, test } from '@jest/globals';
import {
  sequencedFact,
  serialiserFor,
  TYPE_CODE,
  type RecordedEvent,
  type SequencedEvent,
} from '@tradingbot/contracts';
import { amount } from '@tradingbot/domain';
import { equityOf } from '@tradingbot/portfolio';
import { balance, bar, BTC, CATALOG, ETH, filled, hour, said, submitted, usdt, type Spoken } from '@tradingbot/testing';
import { createJournalBooks } from './journal-books.ts';
import { createRecorder, NO_SINK } from './recorder.ts';

const feeInEth = (spoken: ReturnType<typeof filled>): Spoken => ({
  ...spoken,
  payload: { ...spoken.payload, feeAsset: 'ETH', fee: amount(1_000_000) },
});

const EVENTS: readonly Spoken[] = [
  balance('10000'),
  said('run.balance', { asset: 'ETH', balance: amount(100_000_000) }),
  bar('50', 1, { instrument: ETH }),
  bar('100', 1),
  bar('60', 2, { instrument: ETH }),
  submitted('o1', 'buy', '3'),
  feeInEth(filled('o1', 'buy', '3', '100')),
  bar('90', 3),
  { ...said('md.split', { instrument: BTC, numerator: 1, denominator: 200_000 }), time: hour(3) },
  said('md.dividend', { instrument: BTC, perShare: usdt('1000') }),
];

test('a journal with splits, dividends and fees in another asset leaves the books of its run', () => {
  const serialiser = serialiserFor(CATALOG);
  const books = createJournalBooks(CATALOG);
  const recorder = createRecorder(CATALOG, 365, NO_SINK);
  let time = hour(0);
  let parsed = 0;
  EVENTS.forEach(({ type, payload, time: at }, index) => {
    time = at ?? time;
    const event: SequencedEvent = sequencedFact(type, TYPE_CODE[type], index + 1, time, 'sequencer', payload as never);
    recorder.see(event);
    const recorded = { ...event, payload: serialiser.payload(event) } as RecordedEvent;
    books.see(recorded, () => {
      parsed += type === 'md.bar' ? 1 : 0;
      return event;
    });
  });
  expect(books.ledger.balances).toEqual(recorder.ledger.balances);
  expect(books.ledger.positions).toEqual(recorder.ledger.positions);
  expect(books.ledger.positions[0]?.[0]?.fees).toBe(usdt('0.6'));
  expect(Number(equityOf(recorder.ledger))).toBeGreaterThan(0);
  // Of all bars only those are read that something was priced by.
  expect(parsed).toBe(3);
});
