import { describe, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import { micros } from '@tradingbot/domain';
import {
  abandoned,
  ALPHA,
  balance,
  bar,
  BTC,
  cancel,
  canceled,
  equity,
  filled,
  HOUR,
  limit,
  MARKET,
  position,
  protection,
  q,
  rules,
  said,
  specOf,
  split,
  type Spoken,
  stopAt,
  submitted,
  trailing,
  usdt,
} from '@tradingbot/testing';
import { executionCore } from './execution-core.ts';
import { WHOLE_AT_ONCE } from './execution-settings.ts';

const execution = specOf(() => executionCore({ ...WHOLE_AT_ONCE, equityInterval: micros(24 * HOUR) }));
const approved = (side: 'buy' | 'sell', quantity: string) =>
  said('risk.approved', { strategy: ALPHA, instrument: BTC, side, qty: q(quantity), terms: MARKET, signal: 1 });
const protectedBy = (over: Parameters<typeof protection>[0]) =>
  said('risk.protected', { ...protection(over), signal: 1 });
const cancelRequested = (orderId: string) => said('order.cancel-requested', { orderId, instrument: BTC });
const state = (status: 'HALTED' | 'ACTIVE') => said('risk.state', { state: { status }, reason: '' });

/** An order of the group that is named after the position `at`; `asked` is the position that asked for protection. */
const guard = (
  at: number,
  name: 'stop' | 'target',
  quantity: string,
  terms: Payload<'order.submitted'>['terms'],
  asked = 3,
) => submitted(`o${at}.0.0.${name}`, 'sell', quantity, terms, { group: `o${at}.0.0`, approval: asked });

/** Positions 1 to 4: a stop at 90 and a target at 120 are asked for, and two BTC are on order. */
const ordered = [
  balance('1000'),
  bar('100'),
  protectedBy({ stop: '90', target: '120' }),
  approved('buy', '2'),
] as const;
/** Position 5: they are bought. The orders that protect them are o5.0.0.stop and o5.0.0.target. */
const held = [...ordered, filled('o4', 'buy', '2', '100')] as const;
const BOTH = (at: number, quantity: string, asked = 3): Spoken[] => [
  guard(at, 'stop', quantity, stopAt('90'), asked),
  guard(at, 'target', quantity, limit('120'), asked),
];

describe('a position that is to be protected', () => {
  test('gets a stop and a target of one group when it has been bought', () => {
    execution
      .given(...ordered)
      .when(filled('o4', 'buy', '2', '100'))
      .then(position('2', '200'), equity('800', '1000'), ...BOTH(5, '2'));
  });

  test('gets them only when nothing else of it is open', () => {
    execution
      .given(...ordered)
      .when(filled('o4', 'buy', '1.5', '100', { remaining: '0.5' }), canceled('o4', '0.5'))
      .then(position('1.5', '150'), equity('850', '1000'), ...BOTH(6, '1.5'));
  });

  test('gets the orders that are asked for and no other', () => {
    const bought = [balance('1000'), bar('100'), approved('buy', '2'), filled('o3', 'buy', '2', '100')] as const;
    execution
      .given(...bought)
      .when(protectedBy({ trailing: 50_000_000 }))
      .then(guard(5, 'stop', '2', trailing(50_000_000), 5));
    execution
      .given(...bought)
      .when(protectedBy({ target: '120' }))
      .then(guard(5, 'target', '2', limit('120'), 5));
    execution
      .given(...bought)
      .when(protectedBy({}))
      .then();
  });

  test('gets nothing while nothing is held', () => {
    execution
      .given(balance('1000'), bar('100'))
      .when(protectedBy({ stop: '90' }))
      .then();
  });

  test('is protected by the latest wish: the orders of the one before are canceled first', () => {
    execution
      .given(...held)
      .when(protectedBy({ stop: '95' }), canceled('o5.0.0.stop', '2'), canceled('o5.0.0.target', '2'))
      .then(cancelRequested('o5.0.0.stop'), cancelRequested('o5.0.0.target'), guard(8, 'stop', '2', stopAt('95'), 6));
  });

  test('has its orders placed anew for what is left when one of them has filled in part', () => {
    execution
      .given(...held)
      .when(
        filled('o5.0.0.target', 'sell', '0.5', '120', { remaining: '1.5' }),
        canceled('o5.0.0.stop', '2', 'ONE_CANCELS_OTHER'),
        canceled('o5.0.0.target', '1.5'),
      )
      .then(
        position('1.5', '150', '10'),
        equity('860', '1010'),
        cancelRequested('o5.0.0.stop'),
        cancelRequested('o5.0.0.target'),
        ...BOTH(8, '1.5'),
      );
  });

  test('is no longer protected once it is sold', () => {
    const sold = [
      ...held,
      filled('o5.0.0.stop', 'sell', '2', '90'),
      canceled('o5.0.0.target', '2', 'ONE_CANCELS_OTHER'),
    ] as const;
    execution
      .given(...sold, approved('buy', '1'))
      .when(filled('o8', 'buy', '1', '100'))
      .then(position('1', '100', '-20'), equity('880', '980'));
  });
});

describe('a new target', () => {
  const making = [...held, cancel] as const;

  test('cancels what protects the position; it is protected again when the order of the target has come to rest', () => {
    execution
      .given(...held)
      .when(cancel)
      .then(cancelRequested('o5.0.0.stop'), cancelRequested('o5.0.0.target'));
    execution
      .given(...making, canceled('o5.0.0.stop', '2'), canceled('o5.0.0.target', '2'), approved('sell', '1'))
      .when(filled('o9', 'sell', '1', '100'))
      .then(position('1', '100'), equity('900', '1000'), ...BOTH(10, '1'));
  });

  test('that comes to nothing leaves it bare until risk protects it again', () => {
    execution
      .given(...making)
      .when(canceled('o5.0.0.stop', '2'), canceled('o5.0.0.target', '2'), protectedBy({ stop: '90', target: '120' }))
      .then(...BOTH(9, '2', 9));
  });

  test('that is approved while orders protect the position waits for them, and sells no more than is held then', () => {
    const crossed = [...held, approved('sell', '2')] as const;
    execution
      .given(...held)
      .when(approved('sell', '2'))
      .then(cancelRequested('o5.0.0.stop'), cancelRequested('o5.0.0.target'));
    execution
      .given(...crossed, canceled('o5.0.0.stop', '2'))
      .when(canceled('o5.0.0.target', '2'))
      .then(submitted('o6', 'sell', '2', MARKET, { approval: 6 }));
    execution
      .given(
        ...crossed,
        filled('o5.0.0.stop', 'sell', '0.5', '90', { remaining: '1.5' }),
        canceled('o5.0.0.stop', '1.5'),
      )
      .when(canceled('o5.0.0.target', '2'))
      .then(
        submitted('o6', 'sell', '1.5', MARKET, { approval: 6, unsent: q('0.5') }),
        abandoned('0.5', 'REQUESTED', 6),
      );
    execution
      .given(...crossed, filled('o5.0.0.stop', 'sell', '2', '90'))
      .when(canceled('o5.0.0.target', '2'))
      .then(abandoned('2', 'REQUESTED', 6));
  });
});

describe('orders that protect', () => {
  test('and are refused, or run out of room, are placed anew when the bar has closed; the other one stays', () => {
    const refused = said('order.rejected', { orderId: 'o5.0.0.stop', instrument: BTC, code: 'PRICE_OUT_OF_BAND' });
    execution
      .given(...held)
      .when(refused)
      .then();
    execution
      .given(...held, refused)
      .when(bar('100', 2), bar('100', 3))
      .then(submitted('o7.0.0.stop', 'sell', '2', stopAt('90'), { group: 'o5.0.0', approval: 3 }));
    execution
      .given(...held, canceled('o5.0.0.target', '2', 'NO_CAPACITY'))
      .when(bar('100', 2))
      .then(submitted('o7.0.0.target', 'sell', '2', limit('120'), { group: 'o5.0.0', approval: 3 }));
    execution
      .given(...held, canceled('o5.0.0.stop', '2', 'NO_CAPACITY'), canceled('o5.0.0.target', '2', 'EXPIRED'))
      .when(bar('100', 2))
      .then(...BOTH(8, '2'));
  });

  test('are within what the venue takes in one order', () => {
    execution
      .given(bar('100'), approved('buy', '2'), filled('o2', 'buy', '2', '100'), rules({ lot: '0.1', maxQty: '1.75' }))
      .when(protectedBy({ stop: '90' }))
      .then(guard(5, 'stop', '1.7', stopAt('90'), 5));
    execution
      .given(rules({ minNotional: '200' }), bar('100'), approved('buy', '2'), filled('o3', 'buy', '2', '100'))
      .when(protectedBy({ stop: '90', target: '120' }))
      .then(guard(5, 'target', '2', limit('120'), 5));
  });

  test('stay where they are while trading is halted, and are put right afterwards', () => {
    const halted = [
      ...held,
      state('HALTED'),
      filled('o5.0.0.target', 'sell', '0.5', '120', { remaining: '1.5' }),
      canceled('o5.0.0.stop', '2', 'ONE_CANCELS_OTHER'),
    ] as const;
    execution
      .given(...held)
      .when(state('HALTED'))
      .then();
    execution
      .given(...halted)
      .when(state('ACTIVE'), canceled('o5.0.0.target', '1.5'))
      .then(cancelRequested('o5.0.0.target'), ...BOTH(10, '1.5'));
  });

  test('are canceled at the end of a run and not placed again', () => {
    execution
      .given(...held)
      .when(
        said('run.ending', { closePositions: false, reason: 'end of data' }),
        canceled('o5.0.0.stop', '2'),
        canceled('o5.0.0.target', '2'),
      )
      .then(cancelRequested('o5.0.0.stop'), cancelRequested('o5.0.0.target'));
  });
});

describe('corporate actions', () => {
  test('a split counts the position and its protection in new shares', () => {
    execution
      .given(...held)
      .when(split(4), canceled('o5.0.0.stop', '2'), canceled('o5.0.0.target', '2'))
      .then(
        position('8', '200'),
        equity('800', '1000'),
        cancelRequested('o5.0.0.stop'),
        cancelRequested('o5.0.0.target'),
        guard(8, 'stop', '8', stopAt('22.5')),
        guard(8, 'target', '8', limit('30')),
      );
  });

  test('a dividend is booked for who holds, and told', () => {
    const dividend = said('md.dividend', { instrument: BTC, perShare: usdt('0.5') });
    execution
      .given(...held)
      .when(dividend)
      .then(position('2', '200', '1'), equity('801', '1001'));
    execution.given(balance('1000'), bar('100')).when(dividend).then();
  });
});
