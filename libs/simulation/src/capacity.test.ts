import { describe, expect, test } from '@jest/globals';
import { timeframe } from '@tradingbot/domain';
import { balance, HOUR, limit, rules, stopAt } from '@tradingbot/testing';
import { closes, minute, opens, order, story } from '../testing/venue-story.ts';
import { roomOfBar } from './capacity.ts';
import { feelessVenue } from './plain-venue.ts';
import type { CapacitySettings } from './venue-settings.ts';

const NONE = feelessVenue(2).capacity;
const capped = (over: Partial<CapacitySettings>) => ({ ...feelessVenue(2), capacity: { ...NONE, ...over } });
const rich = balance('100000');
const FLAT = '100 100 100 100';

describe('the room of a bar', () => {
  test.each([
    ['a share of its volume', { maxParticipation: 0.25 }, 10],
    ['its part of a day', { advFraction: 0.5 }, 5],
    ['the smaller of both', { maxParticipation: 0.25, advFraction: 0.5 }, 5],
    ['at least the floor', { maxParticipation: 0.25, floorBase: 12 }, 12],
  ])('is %s', (_, over, room) => {
    expect(roomOfBar({ ...NONE, ...over }, 40, 240, HOUR)).toBe(room);
  });

  test('is the floor alone while no day’s volume is known', () => {
    expect(roomOfBar({ ...NONE, advFraction: 1, floorBase: 2 }, 40, 0, timeframe(60_000_000))).toBe(2);
  });
});

describe('a bar that is full', () => {
  const settings = capped({ maxParticipation: 0.1 });

  test('cuts a fill to what is left of it, on the lot, and ends what trades at the market', () => {
    const events = [
      rich,
      rules({ lot: '0.5' }),
      order('o1 buy 2.5'),
      order('o2 buy 2.5'),
      opens(0, FLAT, { volume: 47 }),
    ];
    expect(story(settings, events).slice(2)).toEqual([
      'o1 buys 2.5 at 100, at 0:00:00',
      'o2 buys 2 at 100, at 0:00:00, 0.5 left',
      'o2 canceled NO_CAPACITY, 0.5 left',
    ]);
  });

  test('lets a limit order rest, which takes from the next bar', () => {
    const events = [
      rich,
      order('o1 buy 5', limit('100')),
      opens(0, FLAT, { volume: 20 }),
      closes(0, FLAT),
      opens(1, FLAT, { volume: 40 }),
    ];
    expect(story(settings, events).slice(1)).toEqual([
      'o1 buys 2 at 100, at 0:00:00, 3 left',
      'o1 buys 3 at 100, at 1:00:00',
    ]);
  });

  test('has one room from its open to its close', () => {
    const events = [
      rich,
      order('o1 buy 1'),
      order('o2 buy 5', limit('95')),
      opens(0, '100 100 90 100', { volume: 20 }),
      closes(0, '100 100 90 100', { volume: 20 }),
    ];
    expect(story(settings, events).slice(2)).toEqual([
      'o1 buys 1 at 100, at 0:00:00',
      'o2 buys 1 at 95, maker, at 1:00:00, 4 left',
    ]);
  });

  test('ends a stop that it has no room for', () => {
    const events = [rich, order('o1 buy 2'), order('o2 buy 1', stopAt('90')), opens(0, FLAT, { volume: 10 })];
    expect(story(settings, events).slice(2)).toEqual([
      'o2 triggered at 100',
      'o2 buys 1 at 100, at 0:00:00',
      'o1 canceled NO_CAPACITY, 2 left',
    ]);
  });

  test('fills what must be whole only when there is room for the whole', () => {
    const fok = { timeInForce: 'FOK' } as const;
    const events = [
      rich,
      order('o1 buy 3', limit('100'), fok),
      order('o2 buy 2', limit('100'), fok),
      opens(0, FLAT, { volume: 20 }),
    ];
    expect(story(settings, events).slice(2)).toEqual([
      'o1 canceled FILL_OR_KILL, 3 left',
      'o2 buys 2 at 100, at 0:00:00',
    ]);
  });

  test('whose volume nobody knows yet has that of the bar before, and at its close its own', () => {
    const unknown = { known: false };
    const events = [
      rich,
      opens(0, FLAT, unknown),
      closes(0, FLAT, { volume: 30 }),
      order('o1 buy 5'),
      opens(1, FLAT, unknown),
      order('o2 buy 9', undefined, { at: minute(61) }),
      closes(1, FLAT, { volume: 80 }),
    ];
    expect(story(settings, events).filter((line) => line.includes('buys'))).toEqual([
      'o1 buys 3 at 100, at 1:00:00, 2 left',
      'o2 buys 5 at 100, at 1:01:00, 4 left',
    ]);
  });

  test('is no matter once the run ends', () => {
    const events = [rich, opens(0, FLAT, { volume: 1 }), closes(0, FLAT)];
    const ending = { type: 'run.ending', payload: { closePositions: true, reason: '' } } as const;
    expect(story(settings, [...events, ending, order('o1 buy 9')]).at(-1)).toBe('o1 buys 9 at 100, at 1:00:00');
  });
});
