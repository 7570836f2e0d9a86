// Postgres goes away and comes back while everybody works: nothing is lost, nothing is doubled, nobody has to be told.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { canKillTestPostgres, startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { freshSchema } from '../../testing/fresh-schema.ts';
import { infoOf, note, noteBody, notes, recordsOf, until } from '../../testing/records.ts';
import type { EventLog, JournalWriter } from '../port.ts';
import { verifyJournal } from '../verify-journal.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const BATCH = 5;
const killing = canKillTestPostgres() ? describe : describe.skip;

/** Appends batch after batch, each record once, until told to stop. */
function appending(writer: JournalWriter): { count(): number; stop(): Promise<number> } {
  let appended = 0;
  let stopped = false;
  const work = (async () => {
    while (!stopped) {
      const positions = await writer.append(notes(BATCH, appended + 1));
      expect(positions).toEqual(notes(BATCH).map((_, at) => appended + at + 1));
      appended += BATCH;
    }
  })();
  return {
    count: () => appended,
    stop: async () => {
      stopped = true;
      await work;
      return appended;
    },
  };
}

async function forEver(attempt: () => Promise<unknown>): Promise<never> {
  for (;;) await attempt();
}

async function expectAll(log: EventLog, count: number): Promise<void> {
  const records = await recordsOf(log, 'J');
  expect(records.map(({ body }) => body)).toEqual(notes(count).map(({ id }, at) => noteBody(id, at + 1)));
  expect(await verifyJournal(log, await infoOf(log, 'J'))).toEqual({ ok: true, records: count });
}

test('every connection is ended again and again, in the middle of whatever it does', async () => {
  const schema = await freshSchema(postgres.url);
  const troubles: string[] = [];
  const log = await schema.connect({ applicationName: schema.schema, onTrouble: (trouble) => troubles.push(trouble) });
  await log.createJournal('J', undefined);
  const work = appending(await log.openWriter('J'));
  for (let kills = 0; kills < 12;) {
    const before = work.count();
    const killed = await schema.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema.schema}'`,
    );
    if (killed.length > 0) kills += 1;
    await until(() => work.count() > before);
  }
  const count = await work.stop();
  expect(troubles.length).toBeGreaterThan(0);
  await expectAll(log, count);
  await schema.close();
});

test('a stream goes on where it was cut off, up to where the journal ended when it began', async () => {
  const schema = await freshSchema(postgres.url);
  const log = await schema.connect({ applicationName: schema.schema });
  await log.createJournal('J', undefined);
  const long = 'x'.repeat(1_000);
  const writer = await log.openWriter('J');
  await writer.append(Array.from({ length: 20_000 }, (_, at) => note(`n${at}`, long)));
  const seen: number[] = [];
  let cuts = 0;
  for await (const chunk of log.stream('J', 0)) {
    seen.push(...chunk.map(({ position }) => position));
    if (seen.length < 5_000 * (cuts + 1) || cuts === 3) continue;
    cuts += 1;
    await writer.append(notes(1, 100_000 + cuts));
    await schema.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema.schema}'`,
    );
  }
  expect(seen).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
  expect(cuts).toBe(3);
  await schema.close();
});

killing('The server itself', () => {
  test('is killed and started, and restarted, while somebody appends and somebody reads', async () => {
    const schema = await freshSchema(postgres.url);
    const log = await schema.connect();
    await log.createJournal('J', undefined);
    const work = appending(await log.openWriter('J'));
    for (let round = 0; round < 4; round++) {
      const before = work.count();
      await until(() => work.count() > before + 20 * BATCH);
      if (round % 2 === 0) postgres.kill9();
      const page = log.read('J', 0, BATCH);
      await postgres.restart();
      expect(await page).toHaveLength(BATCH);
    }
    await expectAll(log, await work.stop());
    await schema.close();
  });

  test('is away when the log is told to stop: what waits is rejected with the reason', async () => {
    const schema = await freshSchema(postgres.url);
    const stopping = new AbortController();
    const troubles: string[] = [];
    const log = await schema.connect({ signal: stopping.signal, onTrouble: (trouble) => troubles.push(trouble) });
    await log.createJournal('J', undefined);
    const writer = await log.openWriter('J');
    const attempts = [
      () => writer.append(notes(1)),
      () => log.read('J', 0, 1),
      () => recordsOf(log, 'J'),
      () => log.journals(),
    ];
    const rejected = attempts.map((attempt) => expect(forEver(attempt)).rejects.toThrow('enough'));
    postgres.kill9();
    await until(() => troubles.some((trouble) => trouble.includes('is not running')));
    stopping.abort(new Error('enough'));
    await Promise.all(rejected);
    await expect(log.journals()).rejects.toThrow('enough');
    await schema.close();
    await postgres.restart();
  });
});

test('a full disk is waited for by an append, and named to who would make a journal', async () => {
  const schema = await freshSchema(postgres.url);
  const troubles: string[] = [];
  const log = await schema.connect({ onTrouble: (trouble) => troubles.push(trouble) });
  await log.createJournal('J', undefined);
  const writer = await log.openWriter('J');
  await schema.query(`
    create function $.full() returns trigger language plpgsql as
      'begin raise exception ''could not extend file'' using errcode = ''disk_full''; end';
    create trigger full_disk before insert on $.events for each row execute function $.full();
    create trigger full_disk before insert or update on $.heads for each row execute function $.full()`);
  const appended = writer.append(notes(2));
  await until(() => troubles.length > 0);
  expect(troubles).toEqual([expect.stringMatching(/has no room left on its disk: make room there; trying again/)]);
  await expect(log.createJournal('K', undefined)).rejects.toThrow(/has no room left on its disk: make room there$/);
  await expect(log.openWriter('J')).rejects.toThrow(/has no room left on its disk/);
  await schema.query('drop trigger full_disk on $.events; drop trigger full_disk on $.heads');
  expect(await appended).toEqual([1, 2]);
  await schema.close();
});
