// A journal as text: one event a line, in position order, each line canonical.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, eventId, schemaVersionOf, serialiserFor, type SequencedEvent } from '@tradingbot/contracts';
import { CATALOG } from '@tradingbot/testing';
import { played, toyBatches, toyPlans, type ToyBatch, type ToyPlan } from '../testing/toy-cores.ts';
import { journalWriter } from './journal-writer.ts';

const serialiser = serialiserFor(CATALOG);

function journalOf(plans: readonly ToyPlan[], batches: readonly ToyBatch[], id: string) {
  const texts: string[] = [];
  const events = played(plans, batches, [journalWriter(serialiser, id, (text) => void texts.push(text))]);
  return { texts, events, lines: texts.join('').split('\n').slice(0, -1) };
}

describe('A journal', () => {
  test('has one line for each event, in position order, written whole', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const { texts, events, lines } = journalOf(plans, batches, 'J');
        expect(lines).toEqual(events.map((event) => serialiser.line(event, 'J')));
        expect(texts.every((text) => text.endsWith('\n'))).toBe(true);
      }),
    );
  });

  test('is read back line by line, and written again byte for byte', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const { lines, events } = journalOf(plans, batches, 'J');
        lines.forEach((line, index) => {
          const { payload: wire, id, journal, schemaVersion, ...envelope } = JSON.parse(line);
          const { code, ordinal, payload, ...event } = events[index] as SequencedEvent;
          expect(canonicalJson(JSON.parse(line))).toBe(line);
          expect(envelope).toStrictEqual(event);
          expect(serialiser.parse(event.type, wire)).toStrictEqual(payload);
          expect([journal, schemaVersion]).toEqual(['J', schemaVersionOf(event.type)]);
          const restored = { ...event, code, ordinal, payload: serialiser.parse(event.type, wire) } as SequencedEvent;
          expect(serialiser.line(restored, journal)).toBe(line);
          expect(id).toBe(eventId(restored, 'J', CATALOG));
        });
      }),
    );
  });

  test('under another id differs in that id alone', () => {
    fc.assert(
      fc.property(toyPlans, toyBatches, (plans, batches) => {
        const renamed = journalOf(plans, batches, 'one').lines.map((line) =>
          line.replace('"id":"one:', '"id":"two:').replace('"journal":"one"', '"journal":"two"'),
        );
        expect(journalOf(plans, batches, 'two').lines).toEqual(renamed);
      }),
    );
  });
});
