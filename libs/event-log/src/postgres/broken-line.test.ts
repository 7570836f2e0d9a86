// The connection breaks at the worst moment: nobody knows whether the append has happened. It happens once.

import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { Client } from 'pg';
import { cutLine, type CutLine } from '../../testing/cut-line.ts';
import { freshSchema, type FreshSchema } from '../../testing/fresh-schema.ts';
import { bodiesOf, note, noteBody, until } from '../../testing/records.ts';
import { LogFencedError } from '../errors.ts';
import type { EventLog, JournalWriter } from '../port.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
let schema: FreshSchema;
let line: CutLine;
let log: EventLog;
let writer: JournalWriter;
let troubles: string[];

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  schema = await freshSchema(postgres.url);
  line = await cutLine(postgres.url);
  troubles = [];
  log = await schema.connect({ url: line.url, onTrouble: (trouble) => troubles.push(trouble) });
  await log.createJournal('J', undefined);
  writer = await log.openWriter('J');
  await writer.append([note('a')]);
});
afterEach(async () => {
  await schema.close();
  await line.close();
});

const expectBodies = async (...ids: string[]): Promise<void> => {
  const direct = await schema.connect();
  expect(await bodiesOf(direct, 'J')).toEqual(ids.map((id, at) => noteBody(id, at + 1)));
};

test('before the server heard of it: it is sent again', async () => {
  line.lose('questions');
  const appended = writer.append([note('b'), note('c')]);
  await line.lost();
  line.lose('nothing');
  line.cut();
  expect(await appended).toEqual([2, 3]);
  expect(await writer.append([note('d')])).toEqual([4]);
  await expectBodies('a', 'b', 'c', 'd');
  expect(troubles).toEqual([expect.stringMatching(/^Postgres at .*; trying again until it works$/)]);
});

test('after it was committed, and before the answer: it is found done', async () => {
  line.lose('answers');
  const appended = writer.append([note('b'), note('c')]);
  await line.lost();
  line.lose('nothing');
  line.cut();
  expect(await appended).toEqual([2, 3]);
  expect(await writer.append([note('d')])).toEqual([4]);
  await expectBodies('a', 'b', 'c', 'd');
});

test('while the server is still at it: the second attempt waits for the first, and finds it done', async () => {
  const other = new Client({ connectionString: postgres.url });
  await other.connect();
  await other.query(`begin; select from "${schema.schema}".heads for update`);
  const attempts = async (): Promise<unknown> => {
    const [row] = await schema.query(
      `select count(*)::integer as waiting from pg_stat_activity
       where wait_event_type = 'Lock' and query like '%"${schema.schema}".heads%'`,
    );
    return row?.['waiting'];
  };
  const appended = writer.append([note('b'), note('c')]);
  await until(async () => (await attempts()) === 1);
  line.cut();
  await until(async () => (await attempts()) === 2);
  await other.query('commit');
  await other.end();
  expect(await appended).toEqual([2, 3]);
  expect(await writer.append([note('d')])).toEqual([4]);
  await expectBodies('a', 'b', 'c', 'd');
});

test('and somebody else took the journal meanwhile: the append is refused, not repeated', async () => {
  line.lose('questions');
  const appended = writer.append([note('b')]);
  await line.lost();
  const next = await (await schema.connect()).openWriter('J');
  line.lose('nothing');
  line.cut();
  await expect(appended).rejects.toThrow(LogFencedError);
  expect(await next.append([note('c')])).toEqual([2]);
  await expectBodies('a', 'c');
});

test('and it was a batch that was known in part', async () => {
  line.lose('answers');
  const appended = writer.append([note('b'), note('a'), note('c')]);
  await line.lost();
  line.lose('nothing');
  line.cut();
  expect(await appended).toEqual([2, 1, 3]);
  await expectBodies('a', 'b', 'c');
});

test('a page that was cut off is read again', async () => {
  line.lose('answers');
  const page = log.read('J', 0, 10);
  await line.lost();
  line.lose('nothing');
  line.cut();
  expect(await page).toHaveLength(1);
});

test('a journal that was made before the answer came is not taken for somebody else’s', async () => {
  line.lose('answers');
  const made = log.createJournal('K', 'J');
  await line.lost();
  line.lose('nothing');
  line.cut();
  await made;
  expect((await log.journals()).map(({ journal }) => journal)).toEqual(['J', 'K']);
});
