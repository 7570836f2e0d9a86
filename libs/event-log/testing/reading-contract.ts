// Reading: in order, from anywhere, by page or as a stream, while others write.

import { expect, test } from '@jest/globals';
import type { EventLog, JournalWriter, LogRecord } from '../src/index.ts';
import { infoOf, noteBody, notes, recordsOf } from './records.ts';

const positionsOf = (records: readonly LogRecord[]): number[] => records.map(({ position }) => position);
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

export function readingContract(open: () => Promise<EventLog>): void {
  const filled = async (count: number): Promise<{ log: EventLog; writer: JournalWriter }> => {
    const log = await open();
    await log.createJournal('J', undefined);
    const writer = await log.openWriter('J');
    await writer.append(notes(count));
    return { log, writer };
  };

  test('a page holds what follows a position, up to its limit', async () => {
    const { log } = await filled(7);
    expect(positionsOf(await log.read('J', 0, 3))).toEqual([1, 2, 3]);
    expect(positionsOf(await log.read('J', 3, 3))).toEqual([4, 5, 6]);
    expect(positionsOf(await log.read('J', 6, 3))).toEqual([7]);
    expect(await log.read('J', 7, 3)).toEqual([]);
    expect(await log.read('J', 100, 3)).toEqual([]);
    expect((await log.read('J', 4, 1))[0]?.body).toBe(noteBody('n5', 5));
  });

  test('many pages can be asked for at once, while somebody writes', async () => {
    const { log, writer } = await filled(40);
    const appended = writer.append(notes(10, 41));
    const pages = await Promise.all(range(0, 9).map((page) => log.read('J', 4 * page, 4)));
    expect(positionsOf(pages.flat())).toEqual(range(1, 40));
    expect(await appended).toEqual(range(41, 50));
  });

  test('a stream gives everything after a position, in order', async () => {
    const { log, writer } = await filled(2_500);
    expect(positionsOf(await recordsOf(log, 'J'))).toEqual(range(1, 2_500));
    expect(positionsOf(await recordsOf(log, 'J', 2_498))).toEqual([2_499, 2_500]);
    expect(await recordsOf(log, 'J', 2_500)).toEqual([]);
    expect(Buffer.from((await recordsOf(log, 'J', 2_499))[0]?.hash ?? []).toString('hex')).toBe(writer.head.hash);
  });

  test('a stream ends where the journal ended when it began', async () => {
    const { log, writer } = await filled(2_500);
    const seen: number[] = [];
    for await (const chunk of log.stream('J', 0)) {
      if (seen.length === 0) await writer.append(notes(500, 2_501));
      seen.push(...positionsOf(chunk));
    }
    expect(seen).toEqual(range(1, 2_500));
    expect((await infoOf(log, 'J')).head.position).toBe(3_000);
  });

  test('a stream that is left early leaves the log as it was', async () => {
    const { log, writer } = await filled(2_500);
    for await (const chunk of log.stream('J', 0)) {
      expect(chunk[0]?.position).toBe(1);
      break;
    }
    expect(positionsOf(await log.read('J', 0, 2))).toEqual([1, 2]);
    expect(await writer.append(notes(1, 2_501))).toEqual([2_501]);
  });

  test('an empty journal has nothing to read', async () => {
    const log = await open();
    await log.createJournal('J', undefined);
    expect(await log.read('J', 0, 10)).toEqual([]);
    expect(await recordsOf(log, 'J')).toEqual([]);
  });

  test('a closed log says so', async () => {
    const { log, writer } = await filled(1);
    await log.close();
    for (const asked of [log.journals(), log.read('J', 0, 1), recordsOf(log, 'J'), writer.append(notes(1))]) {
      await expect(asked).rejects.toThrow('closed');
    }
  });
}
