// The decision digest: what it covers, what it leaves out, and that it is plain SHA-256 over plain text.

import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  sequencedDecision,
  sequencedFact,
  serialiserFor,
  TYPE_CODE,
  type EventType,
  type SequencedEvent,
} from '@tradingbot/contracts';
import { micros } from '@tradingbot/domain';
import { CATALOG } from '@tradingbot/testing';
import { played, toyBatches, toyPlans } from '../testing/toy-cores.ts';
import { decisionDigest, type DecisionDigest, type ByteHash } from './digest.ts';
import { journalWriter } from './journal-writer.ts';

const serialiser = serialiserFor(CATALOG);

function sha256(): ByteHash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.copy().digest('hex') };
}

const digest = (): DecisionDigest => decisionDigest(serialiser, sha256());

/** The digest by its definition, from the whole text at once. */
function naive(events: readonly SequencedEvent[]): string {
  const lines = events
    .filter(({ cause }) => cause > 0)
    .map((event) => {
      const { id, source, cause, type, time } = JSON.parse(serialiser.line(event, 'J'));
      const ordinal = String(id).split(':').at(-1);
      return `${source} ${cause} ${ordinal} ${type} ${time} ${serialiser.payload(event)}\n`;
    });
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function digestOf(events: readonly SequencedEvent[]): string {
  const covered = digest();
  for (const event of events) covered.see(event);
  return covered.hex();
}

describe('The decision digest', () => {
  test('is the SHA-256 of core, cause, ordinal, type, time and payload of every decision, in order', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const covered = digest();
        const events = played(plans, batches, [covered]);
        expect(covered.hex()).toBe(naive(events));
        expect(covered.decisions).toBe(events.filter(({ cause }) => cause > 0).length);
      }),
    );
  });

  test('is the same for runs longer than what is hashed at once', () => {
    const events = Array.from({ length: 5_000 }, (_, index) => decision({ ordinal: index }));
    expect(digestOf(events)).toBe(naive(events));
  });

  test('of no decision is that of the empty text', () => {
    expect(digestOf([cause(1, 0)])).toBe(createHash('sha256').digest('hex'));
  });

  test('does not know who else watches, nor under which id the journal is written', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const hexes = ['one', 'two'].map((journal) => {
          const covered = digest();
          played(plans, batches, [journalWriter(serialiser, journal, () => undefined), covered]);
          return covered.hex();
        });
        const alone = digest();
        played(plans, batches, [alone]);
        expect(hexes).toEqual([alone.hex(), alone.hex()]);
      }),
    );
  });

  test('can be read before the end, and goes on', () => {
    const covered = digest();
    covered.see(decision({}));
    expect(covered.hex()).toBe(naive([decision({})]));
    covered.see(decision({ ordinal: 1 }));
    expect(covered.hex()).toBe(naive([decision({}), decision({ ordinal: 1 })]));
  });
});

interface Parts {
  readonly core?: 'risk' | 'strategy';
  readonly cause?: number;
  readonly ordinal?: number;
  readonly type?: 'control.kill' | 'control.reduce';
  readonly time?: number;
  readonly reason?: string;
}

const cause = (position: number, time: number): SequencedEvent =>
  sequencedFact('clock.tick', TYPE_CODE['clock.tick'], position, micros(time), 'sequencer', {});

/** One decision of which each part can be another. */
function decision(parts: Parts): SequencedEvent {
  const type: EventType = parts.type ?? 'control.kill';
  const payload = { operator: 'ann', reason: parts.reason ?? '', command: '' };
  const caused = cause(parts.cause ?? 3, parts.time ?? 5);
  return sequencedDecision(type, TYPE_CODE[type], 9, caused, parts.core ?? 'risk', parts.ordinal ?? 0, payload);
}

describe('Of one decision among others, the digest covers', () => {
  const before = decision({ ordinal: 1 });
  const after = decision({ ordinal: 2 });

  test.each<[string, Parts]>([
    ['the core', { core: 'strategy' }],
    ['the cause', { cause: 4 }],
    ['the ordinal', { ordinal: 3 }],
    ['the type', { type: 'control.reduce' }],
    ['the time', { time: 6 }],
    ['the payload', { reason: 'x' }],
  ])('%s', (_part, parts) => {
    const plain = digestOf([before, decision({}), after]);
    expect(digestOf([before, decision({}), after])).toBe(plain);
    expect(digestOf([before, decision(parts), after])).not.toBe(plain);
  });

  test('its place', () => {
    expect(digestOf([before, after])).not.toBe(digestOf([after, before]));
  });

  test('not its position, which facts that decide nothing may move', () => {
    const moved = { ...decision({}), position: 10 } as SequencedEvent;
    expect(digestOf([moved])).toBe(digestOf([decision({})]));
  });
});
