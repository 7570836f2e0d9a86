// Somebody who may do anything in the database changes what is recorded: verification names the first bad position.

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { freshSchema } from '../../testing/fresh-schema.ts';
import { infoOf, notes } from '../../testing/records.ts';
import { LogFencedError } from '../errors.ts';
import { verifyJournal } from '../verify-journal.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const COPY_OF_LAST = `select position + 1, recorded_at, journal_id, type, body, hash from $.events where journal_id = 2 and position = 9`;

test.each<[what: string, statement: string, position: number, reason: string]>([
  ['a body is edited', `update $.events set body = replace(body, 'n5', 'n6') where position = 5`, 5, 'does not follow'],
  ['a hash is edited', `update $.events set hash = sha256('x') where position = 5`, 5, 'does not follow'],
  ['a hash is cut', `update $.events set hash = substr(hash, 1, 31) where position = 5`, 5, 'does not follow'],
  ['a record is deleted', `delete from $.events where position = 4`, 4, 'position 4 is missing: the next is 5'],
  ['the first record is deleted', `delete from $.events where position = 1`, 1, 'position 1 is missing'],
  [
    'two records are swapped',
    `update $.events e set body = o.body, hash = o.hash from $.events o
     where e.journal_id = 2 and o.journal_id = 2 and e.position in (3, 4) and o.position = 7 - e.position`,
    3,
    'does not follow',
  ],
  ['the tail is cut off', `delete from $.events where position > 6`, 7, "is missing: the journal's head is at 9"],
  [
    'the tail is cut off, and the head set back without its hash',
    `delete from $.events where position > 6; update $.heads set position = 6`,
    6,
    'head has another hash than its last record',
  ],
  [
    'the head is edited',
    `update $.heads set hash = sha256('x') where journal_id = 2`,
    9,
    'head has another hash than its last record',
  ],
  ['a record is put behind the head', `insert into $.events ${COPY_OF_LAST}`, 10, 'does not follow'],
  [
    'a record that follows on is put behind the head',
    `insert into $.events select position + 1, recorded_at, journal_id, type, 'x', sha256(hash || 'x') from $.events
     where journal_id = 2 and position = 9`,
    10,
    "lies beyond the journal's head, which is at 9",
  ],
  ['the genesis is edited', `update $.journals set genesis = sha256('x') where journal_id = 2`, 0, 'continues first'],
  [
    'the journal before it is edited, and its head',
    `update $.heads set hash = sha256('x') where journal_id = 1`,
    0,
    'continues first',
  ],
])('%s', async (_what, statement, position, reason) => {
  const schema = await freshSchema(postgres.url);
  const log = await schema.connect();
  await log.createJournal('first', undefined);
  await log.createJournal('J', 'first');
  const writer = await log.openWriter('J');
  await writer.append(notes(9));
  expect(await verifyJournal(log, await infoOf(log, 'J'))).toEqual({ ok: true, records: 9 });

  await schema.query(statement);
  const found = await verifyJournal(log, await infoOf(log, 'J'));
  expect(found).toEqual({ ok: false, position, reason: expect.stringContaining(reason) });
  await schema.close();
});

test.each([
  [
    `update $.heads set hash = sha256('x') where journal_id = 2`,
    'its head was left at 9 and is at 9, or has another hash',
  ],
  [`update $.heads set position = 8 where journal_id = 2`, 'its head was left at 9 and is at 8'],
  [`delete from $.heads where journal_id = 2`, 'it is gone'],
  [`insert into $.events ${COPY_OF_LAST}`, 'there are records beyond its head'],
])('nobody appends after: %s', async (statement, why) => {
  const schema = await freshSchema(postgres.url);
  const log = await schema.connect();
  await log.createJournal('first', undefined);
  await log.createJournal('J', 'first');
  const writer = await log.openWriter('J');
  await writer.append(notes(9));
  await schema.query(statement);
  const refused = writer.append(notes(1, 10));
  await expect(refused).rejects.toThrow(LogFencedError);
  await expect(refused).rejects.toThrow(`journal J cannot be written to: ${why}`);
  await schema.close();
});

test('an empty journal whose head is not its genesis is damaged, and so is a first one that does not begin from zeros', async () => {
  const schema = await freshSchema(postgres.url);
  const log = await schema.connect();
  await log.createJournal('J', undefined);
  await schema.query(`update $.heads set hash = sha256('x')`);
  expect(await verifyJournal(log, await infoOf(log, 'J'))).toMatchObject({ ok: false, position: 0 });
  await schema.query(`update $.journals set genesis = sha256('x')`);
  expect(await verifyJournal(log, await infoOf(log, 'J'))).toMatchObject({ ok: false, position: 0 });
  await schema.close();
});

test('what is appended while the chain is walked is walked too', async () => {
  const schema = await freshSchema(postgres.url);
  const log = await schema.connect();
  await log.createJournal('J', undefined);
  const writer = await log.openWriter('J');
  await writer.append(notes(3));
  const info = await infoOf(log, 'J');
  await writer.append(notes(2, 4));
  expect(await verifyJournal(log, info)).toEqual({ ok: true, records: 5 });
  await schema.close();
});
