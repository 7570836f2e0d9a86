// The protection of a position, as risk passes it on, keeps it back and has it make way.

import { describe, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import {
  ALPHA,
  balance,
  bar,
  BTC,
  cancel,
  canceled,
  filled,
  holdingOne,
  kill,
  limit,
  MARKET,
  protection,
  q,
  reduce,
  resume,
  rules,
  said,
  specOf,
  stopAt,
  submitted,
  targetQty,
  usdt,
} from '@tradingbot/testing';
import { NO_LIMITS, type RiskLimits } from './limits.ts';
import { riskCore } from './risk-core.ts';

const risk = (limits: Partial<RiskLimits> = {}) => specOf(() => riskCore({ ...NO_LIMITS, ...limits }));
const approved = (side: 'buy' | 'sell', quantity: string, signal: number) =>
  said('risk.approved', { strategy: ALPHA, instrument: BTC, side, qty: q(quantity), terms: MARKET, signal });
const denied = (signal: number, denial: Payload<'risk.denied'>['denial']) =>
  said('risk.denied', { strategy: ALPHA, instrument: BTC, signal, denial });

describe('the protection of a position', () => {
  const asked = said('signal.protect', protection({ stop: '90', target: '120' }));
  const passed = (signal: number, over = protection({ stop: '90', target: '120' })) =>
    said('risk.protected', { ...over, signal });
  const stop = submitted('s1', 'sell', '1', stopAt('90'), { group: 'g1' });
  const target = submitted('t1', 'sell', '1', limit('120'), { group: 'g1' });
  /** Positions 5 to 7: the one BTC is protected by two orders. */
  const guarded = [...holdingOne, asked, stop, target] as const;
  const both = [canceled('s1', '1'), canceled('t1', '1')] as const;

  test('is passed on, its prices on the tick', () => {
    risk()
      .given(...holdingOne)
      .when(asked)
      .then(passed(5));
    risk()
      .given(...holdingOne, rules({ tick: '0.5' }))
      .when(said('signal.protect', protection({ stop: '90.2', target: '120.2' })))
      .then(passed(6, protection({ stop: '90', target: '120.5' })));
  });

  test('is in the way of no limit, and no limit is in its way', () => {
    risk({ maxOrderNotional: usdt('1'), maxOrdersPerWindow: 1 })
      .given(...holdingOne)
      .when(asked, targetQty('0'))
      .then(passed(5), approved('sell', '1', 6));
  });

  test('makes way for a target that changes the position, which waits until its orders rest', () => {
    risk()
      .given(...guarded)
      .when(targetQty('0'), ...both)
      .then(cancel, approved('sell', '1', 8));
    risk()
      .given(...guarded)
      .when(targetQty('2'), ...both)
      .then(cancel, approved('buy', '1', 8));
  });

  test('stays for a target that changes nothing, or is refused', () => {
    risk()
      .given(...guarded)
      .when(targetQty('1'))
      .then();
    risk({ maxOrderNotional: usdt('1') })
      .given(...guarded)
      .when(targetQty('2'))
      .then(denied(8, { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('1'), notional: usdt('100') }));
  });

  test('is passed on again when the target for which it made way comes to nothing', () => {
    risk()
      .given(...guarded)
      .when(targetQty('0'), targetQty('1'), ...both)
      .then(cancel, passed(5));
    risk({ maxOrderNotional: usdt('150') })
      .given(...guarded)
      .when(targetQty('2'), targetQty('4'), ...both)
      .then(
        cancel,
        denied(9, { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('150'), notional: usdt('300') }),
        passed(5),
      );
  });

  test('that is asked for anew meanwhile is passed on after the approval', () => {
    const wider = protection({ stop: '80', target: '130' });
    risk()
      .given(...guarded)
      .when(targetQty('0.5'), said('signal.protect', wider), ...both)
      .then(cancel, approved('sell', '0.5', 8), passed(9, wider));
  });

  test('ends with the position', () => {
    risk()
      .given(...guarded, filled('s1', 'sell', '1', '90'), canceled('t1', '1'), targetQty('1'))
      .when(kill, submitted('o9', 'buy', '1'), filled('o9', 'buy', '1', '90'))
      .then(said('risk.state', { state: { status: 'HALTED' }, reason: 'ann: test' }), cancel);
  });

  test('is kept back while trading is halted, and its orders stay', () => {
    risk()
      .given(...guarded)
      .when(kill)
      .then(said('risk.state', { state: { status: 'HALTED' }, reason: 'ann: test' }));
    risk()
      .given(...holdingOne, kill)
      .when(asked)
      .then();
    risk()
      .given(...holdingOne, kill, asked)
      .when(resume)
      .then(said('risk.state', { state: { status: 'ACTIVE' }, reason: 'ann: over' }), passed(6));
  });

  test('of what an entry had filled is passed on when its rest was canceled by a reduce', () => {
    const entry = [
      balance('1000'),
      bar('100'),
      asked,
      targetQty('2'),
      submitted('o1', 'buy', '2'),
      filled('o1', 'buy', '1', '100', { remaining: '1' }),
    ] as const;
    const reducing = said('risk.state', { state: { status: 'REDUCING' }, reason: 'ann: test' });
    risk()
      .given(...entry)
      .when(reduce, canceled('o1', '1'))
      .then(reducing, cancel, passed(3));
  });
});
