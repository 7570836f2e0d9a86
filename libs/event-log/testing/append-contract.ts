// Appending: gapless, chained, all or nothing, once, and by one writer.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  chainHash,
  GENESIS,
  LogConflictError,
  LogFencedError,
  type EventLog,
  type JournalWriter,
  type NewRecord,
} from '../src/index.ts';
import { bodiesOf, infoOf, note, noteBody, notes, recordsOf } from './records.ts';

/** @returns what is listed afterwards, or nothing when two of one id differ */
function plainly(listed: readonly NewRecord[], records: readonly NewRecord[]): NewRecord[] | undefined {
  const after = [...listed];
  for (const record of records) {
    const twin = after.find(({ id }) => id === record.id);
    if (twin === undefined) after.push(record);
    else if (twin.content !== record.content) return undefined;
  }
  return after;
}

export function appendContract(open: () => Promise<EventLog>): void {
  const opened = async (journal = 'J'): Promise<{ log: EventLog; writer: JournalWriter }> => {
    const log = await open();
    await log.createJournal(journal, undefined);
    return { log, writer: await log.openWriter(journal) };
  };

  test('positions run from 1 without a gap, and every body is made for its position', async () => {
    const { log, writer } = await opened();
    expect(writer.head).toEqual({ position: 0, hash: GENESIS });
    expect(await writer.append(notes(2))).toEqual([1, 2]);
    expect(await writer.append(notes(3, 3))).toEqual([3, 4, 5]);
    const records = await recordsOf(log, 'J');
    expect(records.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(records.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5].map((n) => noteBody(`n${n}`, n)));
  });

  test('each hash covers the one before it and the bytes of the body; the last one is the head', async () => {
    const { log, writer } = await opened();
    await writer.append([note('a', 'Überraschung'), note('b'), note('c')]);
    let hash: Uint8Array = Buffer.from(GENESIS, 'hex');
    for (const record of await recordsOf(log, 'J')) {
      hash = chainHash(hash, record.body);
      expect(Buffer.from(record.hash)).toEqual(Buffer.from(hash));
    }
    const head = { position: 3, hash: Buffer.from(hash).toString('hex') };
    expect(writer.head).toEqual(head);
    expect((await infoOf(log, 'J')).head).toEqual(head);
  });

  test('what is there with the same content keeps its position, and nothing is written', async () => {
    const { log, writer } = await opened();
    await writer.append(notes(3));
    const { head } = writer;
    expect(await writer.append([note('n3'), note('n1')])).toEqual([3, 1]);
    expect(writer.head).toEqual(head);
    await writer.close();
    const later = await (await open()).openWriter('J');
    expect(later.head).toEqual(head);
    expect(await later.append(notes(3))).toEqual([1, 2, 3]);
    expect(await recordsOf(log, 'J')).toHaveLength(3);
  });

  test('of a batch that is known in part, the rest is appended', async () => {
    const { log, writer } = await opened();
    await writer.append(notes(2));
    expect(await writer.append([note('n1'), note('x'), note('n2'), note('y')])).toEqual([1, 3, 2, 4]);
    expect(await writer.append([note('z')])).toEqual([5]);
    expect(await bodiesOf(log, 'J')).toEqual(['n1', 'n2', 'x', 'y', 'z'].map((id, at) => noteBody(id, at + 1)));
  });

  test('other content under a known id is refused, and nothing of its batch is written', async () => {
    const { log, writer } = await opened();
    await writer.append(notes(2));
    const refused = writer.append([note('x'), note('n2', 'other'), note('y')]);
    await expect(refused).rejects.toThrow(LogConflictError);
    await expect(refused).rejects.toMatchObject({ id: 'n2', message: expect.stringContaining('position 2') });
    expect(await recordsOf(log, 'J')).toHaveLength(2);
    expect(await writer.append([note('x')])).toEqual([3]);
  });

  test('a record that comes twice in a batch is one; two of one id that differ are refused', async () => {
    const { log, writer } = await opened();
    expect(await writer.append([note('a'), note('b'), note('a')])).toEqual([1, 2, 1]);
    await expect(writer.append([note('c'), note('c', 'other')])).rejects.toThrow(LogConflictError);
    expect(await recordsOf(log, 'J')).toHaveLength(2);
  });

  test('a batch that fails on its way leaves nothing behind', async () => {
    const { log, writer } = await opened();
    const broken = { ...note('b'), bodyAt: () => JSON.parse('no body') as string };
    await expect(writer.append([note('a'), broken])).rejects.toThrow(SyntaxError);
    await expect(writer.append([note('a'), { ...note('b'), bodyAt: () => 'a\0b' }])).rejects.toThrow('invariant');
    await expect(writer.append([note('a'), { ...note('b'), bodyAt: () => '\ud800' }])).rejects.toThrow('invariant');
    expect(await recordsOf(log, 'J')).toHaveLength(0);
    expect(await writer.append([note('a'), note('b')])).toEqual([1, 2]);
  });

  test('nothing appended is nothing written', async () => {
    const { log, writer } = await opened();
    expect(await writer.append([])).toEqual([]);
    expect(await recordsOf(log, 'J')).toEqual([]);
  });

  test('whatever is appended again, the journal is what a plain list of first times would be', async () => {
    const log = await open();
    const batch = fc.array(fc.record({ id: fc.constantFrom(...'abcdefgh'), again: fc.nat(19).map((n) => n > 0) }));
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.array(batch, { maxLength: 8 }), async (journal, batches) => {
        await log.createJournal(journal, undefined);
        const writer = await log.openWriter(journal);
        let listed: NewRecord[] = [];
        for (const drawn of batches) {
          const records = drawn.map(({ id, again }) => note(id, again ? id : `${id} otherwise`));
          const after = plainly(listed, records);
          const appended = writer.append(records);
          if (after === undefined) await expect(appended).rejects.toThrow(LogConflictError);
          else {
            listed = after;
            const ids = listed.map(({ id }) => id);
            expect(await appended).toEqual(records.map(({ id }) => ids.indexOf(id) + 1));
          }
        }
        expect(await bodiesOf(log, journal)).toEqual(listed.map((record, at) => record.bodyAt(at + 1)));
        await writer.close();
      }),
      { numRuns: 40 },
    );
  });

  test('any text comes back as it was, short or long', async () => {
    const { log, writer } = await opened();
    const texts = ['', '"\\{},', 'line\nline\r\n\t', 'ünï 漢字 🜛', `'; drop table events; --`, '漢🜛"'.repeat(300_000)];
    await writer.append(texts.map((text, at) => ({ ...note(`id ${at} "'\\🜛`), content: text, bodyAt: () => text })));
    expect(await bodiesOf(log, 'J')).toEqual(texts);
    expect((await log.read('J', 4, 2)).map(({ body }) => body)).toEqual(texts.slice(4));
  });

  test('ids are told apart within a journal only', async () => {
    const { log, writer } = await opened();
    await writer.append([note('a')]);
    await log.createJournal('K', undefined);
    const other = await log.openWriter('K');
    expect(await other.append([note('a', 'other')])).toEqual([1]);
  });

  test('one append at a time', async () => {
    const { writer } = await opened();
    const first = writer.append([note('a')]);
    await expect(writer.append([note('b')])).rejects.toThrow('one append at a time');
    expect(await first).toEqual([1]);
  });

  test('who opens a journal fences off whoever had it', async () => {
    const { log, writer } = await opened();
    await writer.append([note('a')]);
    const next = await (await open()).openWriter('J');
    expect([writer.epoch, next.epoch, next.head]).toEqual([1, 2, writer.head]);
    await expect(writer.append([note('b')])).rejects.toThrow(LogFencedError);
    await expect(writer.append([note('a')])).rejects.toThrow(LogFencedError);
    expect(await next.append([note('c')])).toEqual([2]);
    await expect(writer.append([note('b')])).rejects.toThrow(LogFencedError);
    expect(await bodiesOf(log, 'J')).toEqual([noteBody('a', 1), noteBody('c', 2)]);
  });
}
