// Journals: each begins where the one it continues has ended, for good.

import { expect, test } from '@jest/globals';
import {
  GENESIS,
  LogConflictError,
  LogFencedError,
  LogUnavailableError,
  verifyJournal,
  type EventLog,
} from '../src/index.ts';
import { infoOf, note, notes, recordsOf } from './records.ts';

export function journalContract(open: () => Promise<EventLog>): void {
  const writing = async (log: EventLog, journal: string, previous: string | undefined) => {
    await log.createJournal(journal, previous);
    return log.openWriter(journal);
  };

  test('they are listed oldest first, with what they continue and where they end', async () => {
    const before = Date.now();
    const log = await open();
    expect(await log.journals()).toEqual([]);
    const first = await writing(log, 'b', undefined);
    await first.append(notes(2));
    const second = await writing(log, 'a', 'b');
    await second.append(notes(1));
    const listed = await (await open()).journals();
    expect(listed).toEqual([
      { journal: 'b', previous: undefined, genesis: GENESIS, head: first.head, openedAt: expect.any(Number) },
      { journal: 'a', previous: 'b', genesis: first.head.hash, head: second.head, openedAt: expect.any(Number) },
    ]);
    // Microseconds by the clock of the log, which need not be ours.
    const [openedFirst, openedSecond] = listed.map(({ openedAt }) => openedAt) as [number, number];
    expect(openedSecond).toBeGreaterThanOrEqual(openedFirst);
    expect(openedSecond - openedFirst).toBeLessThanOrEqual((Date.now() - before) * 1_000 + 999);
    expect(new Date(openedFirst / 1_000).getUTCFullYear()).toBeGreaterThanOrEqual(2024);
  });

  test('one chain runs through all of them, and every one verifies', async () => {
    const log = await open();
    await (await writing(log, 'a', undefined)).append(notes(3));
    await log.createJournal('b', 'a');
    await (await writing(log, 'c', 'b')).append(notes(2));
    const verified = await Promise.all((await log.journals()).map((info) => verifyJournal(log, info)));
    expect(verified).toEqual([3, 0, 2].map((records) => ({ ok: true, records })));
    expect((await infoOf(log, 'c')).genesis).toBe((await infoOf(log, 'a')).head.hash);
  });

  test('a journal that is continued is closed: nobody writes to it, and nothing else continues it', async () => {
    const log = await open();
    const writer = await writing(log, 'a', undefined);
    await writer.append(notes(1));
    await log.createJournal('b', 'a');
    await expect(writer.append([note('late')])).rejects.toThrow(LogFencedError);
    await expect(log.openWriter('a')).rejects.toThrow(LogFencedError);
    await expect(log.createJournal('c', 'a')).rejects.toThrow(LogConflictError);
    expect((await log.journals()).map(({ journal }) => journal)).toEqual(['a', 'b']);
    expect(await recordsOf(log, 'a')).toHaveLength(1);
  });

  test('a name is used once', async () => {
    const log = await open();
    const writer = await writing(log, 'a', undefined);
    await writer.append(notes(1));
    await expect(log.createJournal('a', undefined)).rejects.toThrow(LogConflictError);
    await expect(log.createJournal('a', 'a')).rejects.toThrow(LogConflictError);
    await log.createJournal('b', undefined);
    await expect(log.createJournal('b', undefined)).rejects.toThrow(LogConflictError);
    expect(await writer.append(notes(1, 2))).toEqual([2]);
  });

  test('a journal that is not there is neither continued, nor written, nor read', async () => {
    const log = await open();
    await expect(log.createJournal('b', 'a')).rejects.toThrow(LogUnavailableError);
    await expect(log.openWriter('a')).rejects.toThrow(LogUnavailableError);
    await expect(log.read('a', 0, 10)).rejects.toThrow('there is no journal');
    await expect(recordsOf(log, 'a')).rejects.toThrow('there is no journal');
    expect(await log.journals()).toEqual([]);
  });
}
