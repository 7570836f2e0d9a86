import { describe, expect, test } from '@jest/globals';
import { startCore } from '@tradingbot/core';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import { balance, BTC, ETH, hour, limit, MANIFEST, rules, said, stopAt, type Spoken } from '@tradingbot/testing';
import { closes, during, minute, opens, order, story, tick } from '../testing/venue-story.ts';
import { feelessVenue } from './plain-venue.ts';
import type { LatencySettings, VenueSettings } from './venue-settings.ts';
import { venueSim } from './venue-sim.ts';

const rich = balance('100000');
const STEADY: LatencySettings = {
  baseMs: 600_000,
  jitterMs: 0,
  spikeP: 0,
  spikeMult: 1,
  timeoutMs: 6_000_000,
  retries: 0,
  volatilityGamma: 0,
  volWindow: 10,
  zscoreClip: 3,
  minMs: 0,
  maxMs: 10_000_000,
};
/** Every order takes ten minutes, and the market goes straight from open to close. */
const SLOW: VenueSettings = { ...feelessVenue(2), intrabar: 'linear', latency: STEADY };
const withLatency = (over: Partial<LatencySettings>): VenueSettings => ({ ...SLOW, latency: { ...STEADY, ...over } });
const RISING = '100 112 100 112';

describe('an order on its way', () => {
  test('arrives after its latency, at the first tick since, and fills at the price of that moment', () => {
    const events = [rich, opens(0, RISING), order('o1 buy 1'), tick(minute(5)), tick(minute(10.5))];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 buys 1 at 102, delay 2, at 0:10:00']);
  });

  test('arrives with the close of its bar when no tick came before', () => {
    const events = [rich, ...during(0, RISING, order('o1 buy 1', undefined, { at: minute(40) }))];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 buys 1 at 110, delay 2, at 0:50:00']);
  });

  test('that arrives after the close waits for the next open, and starts from it', () => {
    const placed = order('o1 buy 1', undefined, { at: minute(55) });
    const gap = [rich, ...during(0, RISING, placed), tick(minute(65)), opens(2, '120 120 120 120')];
    expect(story(SLOW, gap)).toEqual(['o1 accepted', 'o1 buys 1 at 120, delay 9, at 2:00:00']);
    const waiting = [rich, ...during(0, RISING), order('o1 buy 1'), opens(1, RISING), tick(minute(70))];
    expect(story(SLOW, waiting)).toEqual(['o1 accepted', 'o1 buys 1 at 102, delay 2, at 1:10:00']);
  });

  test('comes after one that was submitted later and was faster', () => {
    const latency = Array.from({ length: 168 }, (_, hourOfWeek) => (hourOfWeek === 96 ? 10 : 1));
    const seasonality = { liquidity: [], spread: [], latency, interpolate: false };
    const events = [
      rich,
      order('o1 buy 1', undefined, { at: minute(55) }),
      order('o2 buy 1', undefined, { at: minute(65) }),
      tick(minute(200)),
    ];
    expect(story({ ...SLOW, seasonality }, events)).toEqual(['o2 accepted', 'o1 accepted']);
  });

  test('that arrives exactly at a close comes after what that bar did', () => {
    const resting = order('o1 buy 1', limit('105'), { at: minute(0) });
    const late = order('o2 buy 1', limit('105'), { at: minute(50) });
    const events = [rich, resting, ...during(1, '110 111 100 110', { ...late, time: minute(110) })];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 buys 1 at 105, maker, at 2:00:00', 'o2 accepted']);
  });

  test('that arrives exactly at a close is too late for that bar, and first at the next', () => {
    const events = [rich, ...during(0, RISING, order('o1 buy 1', limit('112'), { at: minute(50) }))];
    expect(story(SLOW, [...events, opens(1, '111 112 110 111')])).toEqual([
      'o1 accepted',
      'o1 buys 1 at 111, delay 1, at 1:00:00',
    ]);
  });

  test('is canceled before it arrives, and then never does', () => {
    const cancel = said('order.cancel-requested', { orderId: 'o1', instrument: BTC });
    const events = [rich, opens(0, RISING), order('o1 buy 1'), cancel, tick(minute(20))];
    expect(story(SLOW, events)).toEqual(['o1 canceled REQUESTED, 1 left']);
  });

  test('is checked when it arrives, by the rules of then', () => {
    const events = [rich, rules(), opens(0, RISING), order('o1 buy 0.00001'), rules({ minQty: '1' }), tick(minute(20))];
    expect(story(SLOW, events)).toEqual(['o1 rejected BELOW_MIN_QTY']);
  });

  test('is rejected when all its attempts timed out, after the time they took', () => {
    const dead = withLatency({ jitterMs: 1, timeoutMs: 60_000, spikeP: 1, spikeMult: 5, retries: 1 });
    const events = [rich, opens(0, RISING), order('o1 buy 1'), tick(minute(9.9)), tick(minute(10.1))];
    expect(story(dead, events)).toEqual(['o1 rejected VENUE_TIMEOUT']);
    expect(story(dead, events.slice(0, -1))).toEqual([]);
  });

  test('that expired on its way is accepted and canceled on arrival', () => {
    const events = [rich, opens(0, RISING), order('o1 buy 1', undefined, { expiresAt: minute(9) }), tick(minute(20))];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 canceled EXPIRED, 1 left']);
  });

  test('of a group ends when another of it fills', () => {
    const slowSecond = [
      rich,
      opens(0, RISING),
      order('o1 buy 1', undefined, { group: 'g' }),
      order('o2 buy 1', undefined, { group: 'g', at: minute(5) }),
      tick(minute(11)),
      tick(minute(20)),
    ];
    expect(story(SLOW, slowSecond)).toEqual([
      'o1 accepted',
      'o1 buys 1 at 102, delay 2, at 0:10:00',
      'o2 canceled ONE_CANCELS_OTHER, 1 left',
    ]);
  });

  test('takes no time when the run ends', () => {
    const ending = said('run.ending', { closePositions: true, reason: 'end of data' });
    expect(story(SLOW, [rich, ...during(0, RISING), ending, order('o1 buy 1')])).toEqual([
      'o1 accepted',
      'o1 buys 1 at 112, at 1:00:00',
    ]);
  });

  test('takes as long as its hour says', () => {
    const latency = Array.from({ length: 168 }, () => 2);
    const seasonality = { liquidity: [], spread: [], latency, interpolate: false };
    const events = [rich, opens(0, RISING), order('o1 buy 1'), tick(minute(19)), tick(minute(21))];
    expect(story({ ...SLOW, seasonality }, events).at(-1)).toBe('o1 buys 1 at 104, delay 4, at 0:20:00');
  });
});

describe('a bar that nobody knows ahead', () => {
  const unknown = { known: false };

  test('fills what was there at its open at the open', () => {
    const closing = { ...feelessVenue(2), intrabar: 'close' as const };
    expect(story(closing, [rich, order('o1 buy 1'), opens(0, RISING, unknown)]).at(-1)).toBe(
      'o1 buys 1 at 100, at 0:00:00',
    );
  });

  test('fills what arrived later when it closes, each at its own time', () => {
    const events = [
      rich,
      opens(0, RISING, unknown),
      order('o1 buy 1'),
      order('o2 buy 1', undefined, { at: minute(20) }),
    ];
    expect(story(SLOW, [...events, tick(minute(31)), closes(0, RISING)])).toEqual([
      'o1 accepted',
      'o2 accepted',
      'o1 buys 1 at 102, delay 2, at 0:10:00',
      'o2 buys 1 at 106, delay 2, at 0:30:00',
    ]);
  });

  test('lets what arrived in it rest, and judges that by what came after', () => {
    const events = [
      rich,
      opens(0, RISING, unknown),
      order('o1 buy 1', stopAt('105')),
      tick(minute(11)),
      closes(0, RISING),
    ];
    expect(story(SLOW, events).slice(1)).toEqual(['o1 triggered at 105', 'o1 buys 1 at 105, at 1:00:00']);
  });

  test('tells where the market was when an order was submitted that arrived after it', () => {
    const placed = order('o1 buy 1', undefined, { at: minute(55) });
    const events = [rich, opens(0, RISING, unknown), placed, closes(0, RISING), opens(1, '120 120 120 120')];
    expect(story(SLOW, [...events, tick(minute(66))]).at(-1)).toBe('o1 buys 1 at 120, delay 9, at 1:05:00');
  });

  test('keeps what arrived in it from expiring before its close, whatever else is handled', () => {
    const placed = order('o1 buy 1', undefined, { expiresAt: minute(30) });
    const other = order('o2 buy 1', undefined, { at: minute(25) });
    const events = [
      rich,
      opens(0, RISING, unknown),
      placed,
      tick(minute(15)),
      other,
      tick(minute(36)),
      closes(0, RISING),
    ];
    expect(story(SLOW, events).slice(2)).toEqual([
      'o1 buys 1 at 102, delay 2, at 0:10:00',
      'o2 buys 1 at 107, delay 2, at 0:35:00',
    ]);
  });

  test('is not taken for another that closes and was never seen to open', () => {
    const events = [rich, opens(0, RISING, unknown), order('o1 buy 1'), closes(1, RISING), opens(2, '120 120 120 120')];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 buys 1 at 120, at 2:00:00']);
  });

  test('fills what arrived before it expired', () => {
    const placed = order('o1 buy 1', undefined, { expiresAt: minute(30) });
    const events = [rich, opens(0, RISING, unknown), placed, tick(minute(15)), tick(minute(30)), closes(0, RISING)];
    expect(story(SLOW, events)).toEqual(['o1 accepted', 'o1 buys 1 at 102, delay 2, at 0:10:00']);
  });
});

describe('the venue is woken', () => {
  const wakesAt = (settings: VenueSettings, events: readonly Spoken[]): number[] => {
    const { core, state } = startCore(venueSim(settings), MANIFEST);
    let now = hour(0);
    return events.map(({ type, payload, time }, index) => {
      now = time ?? now;
      core.step(
        state,
        sequencedFact(type, TYPE_CODE[type], index + 1, now, 'sequencer', payload as never),
        () => undefined,
      );
      return core.wakeAt?.(state) ?? NaN;
    });
  };

  test('for the earliest arrival, and not again once that is handled', () => {
    const events = [
      rich,
      order('o1 buy 1', undefined, { at: minute(5) }),
      order('o2 buy 1', undefined, { instrument: ETH, at: minute(6) }),
      tick(minute(15)),
      tick(minute(16)),
    ];
    expect(wakesAt(SLOW, events)).toEqual([Infinity, minute(15), minute(15), minute(16), Infinity]);
  });

  test('for the earliest expiry of what rests', () => {
    const events = [
      rich,
      order('o1 buy 1', limit('90'), { expiresAt: minute(30) }),
      order('o2 buy 1', limit('90'), { expiresAt: minute(20) }),
      said('order.cancel-requested', { orderId: 'o2', instrument: BTC }),
      tick(minute(30)),
    ];
    expect(wakesAt(feelessVenue(2), events)).toEqual([Infinity, minute(30), minute(20), minute(30), Infinity]);
  });

  test('not for what waits for the close of a bar that nobody knows', () => {
    const placed = order('o1 buy 1', undefined, { expiresAt: minute(30) });
    const events = [rich, opens(0, RISING, { known: false }), placed, tick(minute(10))];
    expect(wakesAt(SLOW, events)).toEqual([Infinity, Infinity, minute(10), Infinity]);
  });

  test('not for what ended with its group in another instrument', () => {
    const group = 'g';
    const events = [
      rich,
      order('o1 buy 1', limit('90'), { group, instrument: ETH, expiresAt: minute(90) }),
      order('o2 buy 1', undefined, { group }),
      opens(0, RISING),
    ];
    expect(wakesAt(feelessVenue(2), events)).toEqual([Infinity, minute(90), minute(90), Infinity]);
  });

  test('never for orders that neither travel nor expire', () => {
    expect(wakesAt(feelessVenue(2), [rich, order('o1 buy 1', limit('90'))])).toEqual([Infinity, Infinity]);
  });
});
