// Subjects: one token for each name from outside, one stack apart from the others, commands apart from events.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bar, BTC, CATALOG, open, px, q, rules, said, submitted, usdt } from '@tradingbot/testing';
import { marketSymbol, weight } from '@tradingbot/domain';
import { texts } from '../../testing/arbitrary.ts';
import { sequencedEvents } from '../../testing/arbitrary-events.ts';
import { sequencedFact, type SequencedEvent } from '../envelope.ts';
import { TYPE_CODE, type EventType, type Payload } from '../registry.ts';
import { COMMANDS, CONTROL_PATTERNS, controlEverywhere, isCommand, subjectsOf, token } from './subjects.ts';

const event = <Type extends EventType>({ type, payload }: { type: Type; payload: Payload<Type> }): SequencedEvent =>
  sequencedFact(type, TYPE_CODE[type], 1, 0 as never, 'sequencer', payload);

/** Whether a subject fits a pattern, token by token. */
function fits(subject: string, pattern: string): boolean {
  const [wanted, found] = [pattern.split('.'), subject.split('.')];
  const open = wanted.at(-1) === '>';
  if (open ? found.length < wanted.length : found.length !== wanted.length) return false;
  return wanted.every((part, index) => part === '>' || part === '*' || part === found[index]);
}

describe('A name as a token', () => {
  test.each([
    ['BTCUSDT', 'BTCUSDT'],
    ['BRK.B', 'BRK%2EB'],
    ['a*b>c', 'a%2Ab%3Ec'],
    ['100%', '100%25'],
    ['two words\tand\r\nmore', 'two%20words%09and%0D%0Amore'],
    ['a\u00a0b\u2028c\ufeffd', 'a%C2%A0b%E2%80%A8c%EF%BB%BFd'],
    ['\u0000\u001b\u007f', '%00%1B%7F'],
    ['BTC/USDT:USDT', 'BTC/USDT:USDT'],
    ['ünïcode', 'ünïcode'],
    ['%2E', '%252E'],
  ])('%j is %s', (name, encoded) => {
    expect(token(name)).toBe(encoded);
  });

  test('splits no subject, is no wildcard, and gives the name back', () => {
    fc.assert(
      fc.property(texts, (name) => {
        expect(token(name)).not.toMatch(/[.*>\s\p{Cc}]/u);
        expect(decodeURIComponent(token(name))).toBe(name);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('The subject of', () => {
  const subjects = subjectsOf(undefined);
  const target = { strategy: 0 as never, instrument: BTC, target: { kind: 'weight', weight: weight(1) } } as const;
  const catalog = {
    ...CATALOG,
    instruments: CATALOG.instruments.map((i) => ({ ...i, symbol: marketSymbol('BRK.B'), venue: 'a b' })).slice(0, 1),
    strategies: ['mean.reversion'],
  };

  test.each<[string, SequencedEvent, string]>([
    ['a bar', event(bar('100')), 'evt.md.bar.a%20b.BRK%2EB.1h'],
    ['an open', event(open(0, '100')), 'evt.md.open.a%20b.BRK%2EB.1h'],
    ['trading rules', event(rules()), 'evt.md.instrument.a%20b.BRK%2EB'],
    ['an order', event(submitted('o1', 'buy', '1')), 'evt.order.a%20b.BRK%2EB.submitted'],
    [
      'a cancel',
      event(said('order.cancel-requested', { orderId: 'o1', instrument: BTC })),
      'evt.order.a%20b.BRK%2EB.cancel-requested',
    ],
    [
      'a signal',
      event(said('signal.target', { ...target, terms: { type: 'limit', limitPrice: px('1') } })),
      'evt.signal.mean%2Ereversion.BRK%2EB',
    ],
    ['a balance', event(said('run.balance', { asset: 'USDT', balance: usdt('1') })), 'evt.run.balance'],
    [
      'a position carried over',
      event(
        said('run.position', {
          strategy: 0 as never,
          instrument: BTC,
          qty: q('1'),
          costBasis: usdt('1'),
          realizedPnl: usdt('0'),
          fees: usdt('0'),
        }),
      ),
      'evt.run.position',
    ],
    [
      'a kill that was recorded',
      event(said('control.kill', { operator: '', reason: '', command: '' })),
      'evt.control.kill',
    ],
  ])('%s', (_what, of, subject) => {
    expect(subjects.event(of, catalog)).toBe(subject);
    expect(subjectsOf('stocks').event(of, catalog)).toBe(`stocks.${subject}`);
  });

  test('any event fits the pattern of all events of its stack, and of no other', () => {
    fc.assert(
      fc.property(sequencedEvents, ([names, of]) => {
        const stacks = [undefined, 'crypto', 'stocks'].map(subjectsOf);
        for (const stack of stacks) {
          const seenBy = stacks.filter(({ events }) => fits(stack.event(of, names), events));
          expect(seenBy).toEqual([stack]);
        }
      }),
    );
  });

  test('everything else', () => {
    const named = subjectsOf('crypto');
    expect([named.prefix, named.append('risk'), named.close, named.read, named.head]).toEqual([
      'crypto.',
      'crypto.log.append.risk',
      'crypto.log.close',
      'crypto.log.read',
      'crypto.log.head',
    ]);
    expect([named.done('risk'), named.done(), named.events]).toEqual([
      'crypto.svc.done.risk',
      'crypto.svc.done.*',
      'crypto.evt.>',
    ]);
    expect([subjects.prefix, subjects.head]).toEqual(['', 'log.head']);
  });
});

describe('A command', () => {
  const toOne = ['crypto', 'stocks'].flatMap((stack) => COMMANDS.map(subjectsOf(stack).control));
  const toAll = COMMANDS.map(controlEverywhere);

  test('to one stack or to all is kept', () => {
    expect(toAll).toContain('control.kill');
    expect(COMMANDS.map(subjectsOf(undefined).control)).toEqual(toAll);
    for (const subject of [...toAll, ...toOne]) {
      expect(CONTROL_PATTERNS.filter((pattern) => fits(subject, pattern))).toHaveLength(1);
      expect(isCommand(subject)).toBe(true);
    }
  });

  test('is not the event that it becomes, though the patterns hold that of the unnamed stack as well', () => {
    fc.assert(
      fc.property(sequencedEvents, ([catalog, of]) => {
        for (const stack of [undefined, 'crypto']) {
          const subject = subjectsOf(stack).event(of, catalog);
          const isKept = CONTROL_PATTERNS.some((pattern) => fits(subject, pattern));
          expect(isKept && isCommand(subject)).toBe(false);
        }
      }),
    );
    expect(CONTROL_PATTERNS.some((pattern) => fits('evt.control.kill', pattern))).toBe(true);
  });
});
