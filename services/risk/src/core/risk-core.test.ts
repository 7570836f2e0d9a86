import { describe, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import { qty, weight, type Micros } from '@tradingbot/domain';
import {
  ALPHA,
  balance,
  bar,
  BETA,
  BTC,
  cancel,
  canceled,
  ETH,
  filled,
  holdingOne,
  hour,
  kill,
  limit,
  MARKET,
  q,
  reduce,
  resume,
  rules,
  said,
  specOf,
  submitted,
  targetQty,
  usdt,
} from '@tradingbot/testing';
import { NO_LIMITS, type RiskLimits } from './limits.ts';
import { riskCore } from './risk-core.ts';

const risk = (limits: Partial<RiskLimits> = {}) => specOf(() => riskCore({ ...NO_LIMITS, ...limits }));

const targetWeight = (ppb: number) =>
  said('signal.target', {
    strategy: ALPHA,
    instrument: BTC,
    target: { kind: 'weight', weight: weight(ppb) },
    terms: MARKET,
  });
const approved = (
  side: 'buy' | 'sell',
  quantity: string,
  signal: number,
  over: { strategy?: typeof ALPHA; instrument?: typeof BTC; terms?: Payload<'risk.approved'>['terms'] } = {},
) =>
  said('risk.approved', {
    strategy: over.strategy ?? ALPHA,
    instrument: over.instrument ?? BTC,
    side,
    qty: q(quantity),
    terms: over.terms ?? MARKET,
    signal,
  });
const denied = (signal: number, denial: Payload<'risk.denied'>['denial'], over: { strategy?: typeof ALPHA } = {}) =>
  said('risk.denied', { strategy: over.strategy ?? ALPHA, instrument: BTC, signal, denial });
const state = (next: Payload<'risk.state'>['state'], reason: string) => said('risk.state', { state: next, reason });
const tick = (at: Micros) => said('clock.tick', {}, at);

describe('from target to order', () => {
  test('a target above the position buys the difference, one below sells it', () => {
    risk()
      .given(...holdingOne)
      .when(targetQty('3'))
      .then(approved('buy', '2', 5));
    risk()
      .given(...holdingOne)
      .when(targetQty('0.25'))
      .then(approved('sell', '0.75', 5));
  });

  test('a target equal to the position needs no order', () => {
    risk()
      .given(...holdingOne)
      .when(targetQty('1'))
      .then();
  });

  test('a weight is a share of equity at the last price, rounded down to the lot', () => {
    risk()
      .given(balance('1000'), bar('30'))
      .when(targetWeight(500_000_000))
      .then(approved('buy', '16.66666', 3));
    risk()
      .given(balance('1000'), bar('30'), rules({ lot: '0.1' }))
      .when(targetWeight(500_000_000))
      .then(approved('buy', '16.6', 4));
  });

  test('a weight of everything leaves room for fees and slippage', () => {
    risk({ costReservePpb: 10_000_000 })
      .given(balance('1010'), bar('10'))
      .when(targetWeight(1_000_000_000))
      .then(approved('buy', '100', 3));
  });

  test('a weight of nothing sells all', () => {
    risk()
      .given(...holdingOne)
      .when(targetWeight(0))
      .then(approved('sell', '1', 5));
  });

  test('a weight that has no cash behind it is denied', () => {
    risk()
      .given(balance('100'), bar('100'), submitted('o1', 'buy', '1'), filled('o1', 'buy', '1', '100'), bar('200', 2))
      .when(
        said('signal.target', {
          strategy: BETA,
          instrument: BTC,
          target: { kind: 'weight', weight: weight(500_000_000) },
          terms: MARKET,
        }),
      )
      .then(denied(6, { code: 'INSUFFICIENT_CASH', available: usdt('0'), needed: usdt('100') }, { strategy: BETA }));
  });

  test('a weight is cut to the cash at the price of its limit', () => {
    const share = targetWeight(1_000_000_000);
    risk()
      .given(balance('1000'), bar('100'))
      .when({ ...share, payload: { ...share.payload, terms: limit('125') } })
      .then(approved('buy', '8', 3, { terms: limit('125') }));
  });

  test('a quantity that cannot be counted exactly is denied', () => {
    risk()
      .given(balance('90000000000'), bar('0.01'))
      .when(targetWeight(1_000_000_000))
      .then(denied(3, { code: 'QTY_TOO_LARGE', largest: qty(Number.MAX_SAFE_INTEGER) }));
  });

  test('without a price nothing is decided', () => {
    risk()
      .given(balance('1000'))
      .when(targetQty('1'))
      .then(denied(2, { code: 'NO_PRICE' }));
  });

  test('a limit price comes onto the tick, never more aggressive than asked', () => {
    const tick5 = [balance('1000'), bar('100'), rules({ tick: '0.05' })] as const;
    risk()
      .given(...tick5)
      .when(targetQty('1', { terms: limit('99.99') }))
      .then(approved('buy', '1', 4, { terms: limit('99.95') }));
    risk()
      .given(...holdingOne, rules({ tick: '0.05' }))
      .when(targetQty('0', { terms: limit('110.01') }))
      .then(approved('sell', '1', 6, { terms: limit('110.05') }));
  });

  test('strategies hold apart: the target of one does not count what another holds', () => {
    risk()
      .given(...holdingOne)
      .when(targetQty('1', { strategy: BETA }))
      .then(approved('buy', '1', 5, { strategy: BETA }));
  });
});

describe('limits on entries', () => {
  test('an order worth more than max_order_notional is denied, one worth exactly it is not', () => {
    const spec = risk({ maxOrderNotional: usdt('500') }).given(balance('1000'), bar('100'));
    spec.when(targetQty('5')).then(approved('buy', '5', 3));
    spec
      .when(targetQty('5.00001'))
      .then(denied(3, { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('500'), notional: usdt('500.001') }));
  });

  test('a limit order is worth its limit price', () => {
    risk({ maxOrderNotional: usdt('500') })
      .given(balance('1000'), bar('100'))
      .when(targetQty('5', { terms: limit('101') }))
      .then(denied(3, { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('500'), notional: usdt('505') }));
  });

  test('a position may not become worth more than max_abs_position_notional, all strategies counted', () => {
    risk({ maxPositionNotional: usdt('250') })
      .given(...holdingOne)
      .when(targetQty('2', { strategy: BETA }))
      .then(
        denied(
          5,
          { code: 'POSITION_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('250'), notional: usdt('300') },
          { strategy: BETA },
        ),
      );
  });

  test('entries in flight count towards the position', () => {
    risk({ maxPositionNotional: usdt('250') })
      .given(balance('1000'), bar('100'))
      .when(targetQty('2'), targetQty('1', { strategy: BETA }))
      .then(
        approved('buy', '2', 3),
        denied(
          4,
          { code: 'POSITION_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('250'), notional: usdt('300') },
          { strategy: BETA },
        ),
      );
  });

  test('two entries cannot spend the same cash', () => {
    risk()
      .given(balance('300'), bar('100'))
      .when(targetQty('2'), targetQty('2', { strategy: BETA }))
      .then(
        approved('buy', '2', 3),
        denied(4, { code: 'INSUFFICIENT_CASH', available: usdt('100'), needed: usdt('200') }, { strategy: BETA }),
      );
  });

  test('an entry in flight reserves its fees and slippage too', () => {
    risk({ costReservePpb: 10_000_000 })
      .given(balance('300'), bar('100'))
      .when(targetQty('2'), targetQty('0.98', { strategy: BETA }))
      .then(
        approved('buy', '2', 3),
        denied(4, { code: 'INSUFFICIENT_CASH', available: usdt('98'), needed: usdt('98.98') }, { strategy: BETA }),
      );
  });

  test('cash must cover fees and slippage too', () => {
    risk({ costReservePpb: 1_000_000 })
      .given(balance('100'), bar('100'))
      .when(targetQty('1'))
      .then(denied(3, { code: 'INSUFFICIENT_CASH', available: usdt('100'), needed: usdt('100.1') }));
  });

  test('no more entries than max_orders_per_min within the window; later ones are free again', () => {
    const two = risk({ maxOrdersPerWindow: 1 }).given(balance('1000'), bar('100'), bar('100', 1, { instrument: ETH }));
    const second = targetQty('1', { instrument: ETH });
    two.when(targetQty('1'), { ...second, time: hour(1) }).then(
      approved('buy', '1', 4),
      said('risk.denied', {
        strategy: ALPHA,
        instrument: ETH,
        signal: 5,
        denial: { code: 'ORDER_RATE_EXCEEDED', limit: 1, windowSeconds: 60 },
      }),
    );
    two
      .when(targetQty('1'), { ...second, time: (hour(1) + 60_000_000) as Micros })
      .then(approved('buy', '1', 4), approved('buy', '1', 5, { instrument: ETH }));
  });

  test('the rules of the venue hold for every order', () => {
    risk()
      .given(balance('1000'), bar('100'), rules({ minQty: '0.5' }))
      .when(targetQty('0.4'))
      .then(denied(4, { code: 'BELOW_MIN_QTY', minQty: q('0.5'), qty: q('0.4') }));
    risk()
      .given(balance('1000'), bar('100'), rules({ minNotional: '50' }))
      .when(targetQty('0.4'))
      .then(denied(4, { code: 'BELOW_MIN_NOTIONAL', minNotional: usdt('50'), notional: usdt('40') }));
    risk()
      .given(balance('1000'), bar('100'), rules({ minNotional: '40' }))
      .when(targetQty('0.4'))
      .then(approved('buy', '0.4', 4));
  });
});

describe('reductions', () => {
  test('no limit stops a reduction', () => {
    risk({ maxOrderNotional: usdt('1'), maxPositionNotional: usdt('1'), maxOrdersPerWindow: 1 })
      .given(...holdingOne)
      .when(targetQty('0.5'))
      .then(approved('sell', '0.5', 5));
  });

  test('a reduction counts towards the rate, and is itself never refused by it', () => {
    risk({ maxOrdersPerWindow: 1 })
      .given(...holdingOne, bar('100', 1, { instrument: ETH }))
      .when(targetQty('0.5'), targetQty('1', { instrument: ETH }))
      .then(
        approved('sell', '0.5', 6),
        said('risk.denied', {
          strategy: ALPHA,
          instrument: ETH,
          signal: 7,
          denial: { code: 'ORDER_RATE_EXCEEDED', limit: 1, windowSeconds: 60 },
        }),
      );
    risk({ maxOrdersPerWindow: 1 })
      .given(...holdingOne, bar('100', 1, { instrument: ETH }), targetQty('1', { instrument: ETH }))
      .when(targetQty('0.5'))
      .then(approved('sell', '0.5', 7));
  });
});

describe('one order at a time for each strategy and instrument', () => {
  const inFlight = [balance('1000'), bar('100'), targetQty('2'), submitted('o1', 'buy', '2')] as const;
  const gone = canceled('o1', '2');

  test('a new target first cancels what is open', () => {
    risk()
      .given(...inFlight)
      .when(targetQty('0'))
      .then(cancel);
  });

  test('it is decided when the old order has come to rest, against what is really held', () => {
    risk()
      .given(...inFlight, targetQty('3'))
      .when(gone)
      .then(approved('buy', '3', 5));
    risk()
      .given(...inFlight, targetQty('0'))
      .when(gone)
      .then();
    risk()
      .given(...inFlight, targetQty('0'))
      .when(filled('o1', 'buy', '2', '100'))
      .then(approved('sell', '2', 5));
  });

  test('the latest target wins, and the cancel is asked for once', () => {
    risk()
      .given(...inFlight)
      .when(targetQty('0'), targetQty('1'), gone)
      .then(cancel, approved('buy', '1', 6));
  });

  test('a partial fill keeps the order in flight', () => {
    risk()
      .given(...inFlight, targetQty('0'))
      .when(filled('o1', 'buy', '1', '100', { remaining: '1' }))
      .then();
  });

  test('nothing is judged after the end of the run, what waits least of all', () => {
    risk()
      .given(...inFlight, targetQty('3'))
      .when(said('run.ending', { closePositions: true, reason: 'end of data' }), gone, targetQty('1'))
      .then();
  });

  test('a rejected order frees its place and its cash', () => {
    risk()
      .given(balance('200'), bar('100'), targetQty('2'), submitted('o1', 'buy', '2'))
      .when(said('order.rejected', { orderId: 'o1', instrument: BTC, code: 'BELOW_MIN_QTY' }), targetQty('2'))
      .then(approved('buy', '2', 6));
  });
});

describe('the trading state', () => {
  test('a kill halts everything, reductions too, until a resume', () => {
    risk()
      .given(...holdingOne)
      .when(kill)
      .then(state({ status: 'HALTED' }, 'ann: test'));
    const halted = risk().given(...holdingOne, kill);
    halted.when(targetQty('2')).then(denied(6, { code: 'TRADING_HALTED', reason: 'ann: test' }));
    halted.when(targetQty('0')).then(denied(6, { code: 'TRADING_HALTED', reason: 'ann: test' }));
    halted.when(resume, targetQty('2')).then(state({ status: 'ACTIVE' }, 'ann: over'), approved('buy', '1', 7));
  });

  test('REDUCING lets positions shrink and nothing grow', () => {
    const reducing = risk().given(...holdingOne, reduce);
    reducing.when(targetQty('2')).then(denied(6, { code: 'TRADING_REDUCING', reason: 'ann: test' }));
    reducing.when(targetQty('0')).then(approved('sell', '1', 6));
  });

  test('a kill cancels an entry that is approved and not yet submitted', () => {
    risk()
      .given(balance('1000'), bar('100'), targetQty('2'))
      .when(kill)
      .then(state({ status: 'HALTED' }, 'ann: test'), said('risk.cancel', { strategy: ALPHA, instrument: BTC }));
  });

  test('a reduce never softens a kill', () => {
    risk()
      .given(...holdingOne, kill)
      .when(reduce)
      .then();
    risk()
      .given(...holdingOne, reduce)
      .when(kill)
      .then(state({ status: 'HALTED' }, 'ann: test'));
  });

  test('a kill or reduce cancels the entries in flight and leaves exits alone', () => {
    const entry = risk().given(balance('1000'), bar('100'), targetQty('2'), submitted('o1', 'buy', '2'));
    const cancels = said('risk.cancel', { strategy: ALPHA, instrument: BTC });
    entry.when(kill).then(state({ status: 'HALTED' }, 'ann: test'), cancels);
    entry.when(reduce).then(state({ status: 'REDUCING' }, 'ann: test'), cancels);
    risk()
      .given(...holdingOne, targetQty('0'), submitted('o2', 'sell', '1'))
      .when(reduce)
      .then(state({ status: 'REDUCING' }, 'ann: test'));
  });

  test('an operator without a name or reason is said to be one', () => {
    risk()
      .given(balance('1'))
      .when(said('control.kill', { operator: '', reason: '', command: '' }))
      .then(state({ status: 'HALTED' }, 'operator: no reason given'));
  });
});

describe('the daily loss', () => {
  const limited = () => risk({ dailyLossLimit: usdt('10') });
  const midnight = hour(24);
  const pausedUntilMidnight = state({ status: 'PAUSED', until: midnight }, 'daily loss limit reached');

  test('pauses entries until the next day once it reaches its limit', () => {
    limited()
      .given(...holdingOne)
      .when(bar('90.01', 2))
      .then();
    limited()
      .given(...holdingOne)
      .when(bar('90', 2))
      .then(pausedUntilMidnight);
    limited()
      .given(...holdingOne, bar('90', 2))
      .when(targetQty('2'))
      .then(denied(6, { code: 'DAILY_LOSS_LIMIT_REACHED', limit: usdt('10'), loss: usdt('10'), until: midnight }));
  });

  test('never stops a reduction', () => {
    limited()
      .given(...holdingOne, bar('90', 2))
      .when(targetQty('0'))
      .then(approved('sell', '1', 6));
  });

  test('clears itself at the reset hour', () => {
    limited()
      .given(...holdingOne, bar('90', 2))
      .when(tick((midnight - 1) as Micros))
      .then();
    limited()
      .given(...holdingOne, bar('90', 2))
      .when(tick(midnight), targetQty('2'))
      .then(state({ status: 'ACTIVE' }, 'a new day'), approved('buy', '1', 7));
  });

  test('counts from the equity at the start of each day', () => {
    limited()
      .given(...holdingOne, bar('95', 2), bar('95', 24))
      .when(bar('86', 25))
      .then();
    limited()
      .given(...holdingOne, bar('95', 2), bar('95', 24))
      .when(bar('85', 25))
      .then(state({ status: 'PAUSED', until: hour(48) }, 'daily loss limit reached'));
  });

  test('a day may start at another hour', () => {
    risk({ dailyLossLimit: usdt('10'), dailyResetHour: 6 })
      .given(...holdingOne)
      .when(bar('90', 2))
      .then(state({ status: 'PAUSED', until: hour(6) }, 'daily loss limit reached'));
  });

  test('counts what is filled at the first open of a day in that day', () => {
    limited()
      .given(balance('2000'), bar('100', 12), submitted('o1', 'buy', '10'), {
        ...filled('o1', 'buy', '10', '110'),
        time: hour(34),
      })
      .when(bar('109', 35))
      .then(state({ status: 'PAUSED', until: hour(48) }, 'daily loss limit reached'));
  });

  test('is judged when every position has its price of the instant, in whatever order they come', () => {
    const both = [
      balance('1000'),
      bar('100'),
      bar('100', 1, { instrument: ETH }),
      submitted('o1', 'buy', '1'),
      filled('o1', 'buy', '1', '100'),
      { ...submitted('o2', 'buy', '1'), payload: { ...submitted('o2', 'buy', '1').payload, instrument: ETH } },
      { ...filled('o2', 'buy', '1', '100'), payload: { ...filled('o2', 'buy', '1', '100').payload, instrument: ETH } },
    ] as const;
    const down = bar('80', 2);
    const up = bar('115', 2, { instrument: ETH });
    limited()
      .given(...both)
      .when(down, up)
      .then();
    limited()
      .given(...both)
      .when(up, down)
      .then();
    const alsoDown = bar('99', 2, { instrument: ETH });
    const paused = pausedUntilMidnight;
    limited()
      .given(...both)
      .when(down, alsoDown)
      .then(paused);
    limited()
      .given(...both)
      .when(alsoDown, down)
      .then(paused);
    // A symbol that has no bar at this instant keeps its last price; the loss is judged at the next event.
    limited()
      .given(...both)
      .when(down, bar('80', 3))
      .then(paused);
  });

  test('cancels entries that rest', () => {
    limited()
      .given(...holdingOne, targetQty('2', { strategy: BETA, terms: limit('50') }))
      .when(bar('90', 2))
      .then(pausedUntilMidnight, said('risk.cancel', { strategy: BETA, instrument: BTC }));
  });

  test('of a bar that closes at the end of a day belongs to that day', () => {
    limited()
      .given(...holdingOne)
      .when(bar('80', 24))
      .then();
    limited()
      .given(...holdingOne, bar('80', 24))
      .when(targetQty('2'))
      .then(approved('buy', '1', 6));
  });

  test('a kill outlasts the pause', () => {
    limited()
      .given(...holdingOne, bar('90', 2), kill)
      .when(tick(midnight))
      .then();
  });
});

describe('a journal that goes on from another', () => {
  const held = (quantity: string, cost: string) =>
    said('run.position', {
      strategy: BETA,
      instrument: BTC,
      qty: q(quantity),
      costBasis: usdt(cost),
      realizedPnl: usdt('0'),
      fees: usdt('0'),
    });

  test('what was held counts towards the limits', () => {
    risk({ maxPositionNotional: usdt('300') })
      .given(balance('1000'), held('2', '200'), bar('100'))
      .when(targetQty('2'), targetQty('1'))
      .then(
        denied(4, { code: 'POSITION_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('300'), notional: usdt('400') }),
        approved('buy', '1', 5),
      );
  });

  test('the loss of the day counts from what the journal began with', () => {
    risk({ dailyLossLimit: usdt('50') })
      .given(balance('1000'), held('2', '200'), rules())
      .when(bar('76', 1), bar('75', 2))
      .then(state({ status: 'PAUSED', until: hour(24) }, 'daily loss limit reached'));
  });

  test('a signal that still waits when its journal closes is named by no position of the next', () => {
    const closed = said('run.closed', { facts: 4, decisions: 1, done: {} });
    const remains = canceled('o1', '1');
    risk()
      .given(balance('1000'), bar('100'), submitted('o1', 'buy', '1'), targetQty('2'), closed)
      .when(remains)
      .then(approved('buy', '2', 0));
  });
});
