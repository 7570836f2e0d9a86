// Who connects as the writer can append and nothing more; who connects as a reader can read.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { canKillTestPostgres, startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { freshSchema, query, type FreshSchema } from '../../testing/fresh-schema.ts';
import { notes, recordsOf } from '../../testing/records.ts';
import { LogUnavailableError } from '../errors.ts';
import { connectPostgresLog, migrate } from './index.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** The server's URL for a new user, who may do what `rights` say. */
async function urlFor(user: string, rights: string): Promise<string> {
  await query(postgres.url, `drop role if exists ${user}; create role ${user} login password 'secret'; ${rights}`);
  const url = new URL(postgres.url);
  url.username = user;
  url.password = 'secret';
  return url.href;
}

/** Only where the server is ours are the roles not there yet. */
const onFreshServer = canKillTestPostgres() ? test : test.skip;

describe('Without the right to create roles', () => {
  onFreshServer('the log works with the rights of its user, and says so', async () => {
    const database = new URL(postgres.url).pathname.slice(1);
    const url = await urlFor('tradingbot_plain', `grant create on database "${database}" to tradingbot_plain`);
    const sentence = expect.stringMatching(
      /has no role tradingbot_writer, .* "tradingbot_plain": migrate as a user who may/,
    );
    expect(await migrate({ url, schema: 'tradingbot_plain' })).toEqual({
      applied: ['0001-journals'],
      warning: sentence,
    });
    const troubles: string[] = [];
    const onTrouble = (trouble: string): void => void troubles.push(trouble);
    const log = await connectPostgresLog({ url, schema: 'tradingbot_plain', role: 'writer', onTrouble });
    await log.createJournal('J', undefined);
    expect(await (await log.openWriter('J')).append(notes(2))).toEqual([1, 2]);
    expect(troubles).toEqual([sentence]);
    await log.close();

    // An administrator mends it.
    expect(await migrate({ url: postgres.url, schema: 'tradingbot_plain' })).toEqual({
      applied: [],
      warning: undefined,
    });
    const asReader = await connectPostgresLog({ url: postgres.url, schema: 'tradingbot_plain', role: 'reader' });
    expect(await recordsOf(asReader, 'J')).toHaveLength(2);
    await asReader.close();
  });
});

onFreshServer('A user who may create roles, and nothing more, makes them and takes them on', async () => {
  await query(postgres.url, 'drop owned by tradingbot_writer, tradingbot_reader');
  await query(postgres.url, 'drop role tradingbot_writer, tradingbot_reader');
  const database = new URL(postgres.url).pathname.slice(1);
  const rights = `alter role tradingbot_maker createrole; grant create on database "${database}" to tradingbot_maker`;
  const url = await urlFor('tradingbot_maker', rights);
  expect(await migrate({ url, schema: 'tradingbot_made' })).toEqual({ applied: ['0001-journals'], warning: undefined });
  for (const role of ['writer', 'reader'] as const) {
    const log = await connectPostgresLog({
      url,
      schema: 'tradingbot_made',
      role,
      onTrouble: (trouble) => expect(trouble).toBe(''),
    });
    const made = log.createJournal('J', undefined);
    await (role === 'writer' ? made : expect(made).rejects.toThrow('permission denied'));
    await log.close();
  }
});

describe('With roles', () => {
  let schema: FreshSchema;
  beforeAll(async () => {
    schema = await freshSchema(postgres.url);
    const log = await schema.connect();
    await log.createJournal('J', undefined);
    await (await log.openWriter('J')).append(notes(3));
  });
  afterAll(() => schema.close());

  test('a user of the writers’ group appends, one of the readers’ reads', async () => {
    const url = await urlFor('tradingbot_app', 'grant tradingbot_writer to tradingbot_app');
    const log = await schema.connect({ url });
    await log.createJournal('K', 'J');
    const writer = await log.openWriter('K');
    expect(await writer.append(notes(3))).toEqual([1, 2, 3]);
    expect(await writer.append(notes(4))).toEqual([1, 2, 3, 4]);
    const reading = await urlFor('tradingbot_eye', 'grant tradingbot_reader to tradingbot_eye');
    const reader = await schema.connect({ url: reading, role: 'reader' });
    expect(await recordsOf(reader, 'K')).toHaveLength(4);
    expect(await reader.read('K', 2, 10)).toHaveLength(2);
  });

  test('a user outside the group is told who lets it in', async () => {
    const url = await urlFor('tradingbot_eye2', 'grant tradingbot_reader to tradingbot_eye2');
    await expect(schema.connect({ url, role: 'writer' })).rejects.toThrow(
      /^user "tradingbot_eye2" of Postgres at .* is no writer of the log: grant tradingbot_writer to "tradingbot_eye2"$/,
    );
  });

  test('a reader makes no journal and takes none', async () => {
    const reader = await schema.connect({ role: 'reader' });
    for (const refused of [reader.createJournal('X', undefined), reader.openWriter('J')]) {
      await expect(refused).rejects.toThrow(LogUnavailableError);
      await expect(refused).rejects.toThrow('permission denied');
    }
  });

  const NEVER = [
    `update $.events set body = ''`,
    `delete from $.events`,
    `truncate $.events`,
    `drop table $.events`,
    `alter table $.events add column x text`,
    `update $.event_ids set position = 1`,
    `delete from $.event_ids`,
    `truncate $.event_ids`,
    `update $.journals set genesis = ''`,
    `delete from $.journals`,
    `delete from $.heads`,
    `truncate $.heads`,
    `update $.migrations set name = ''`,
  ];
  const WRITES = [
    `insert into $.events (journal_id, position, type, body, hash) values (1, 9, '', '', '')`,
    `insert into $.event_ids (journal_id, position, id, content) values (1, 9, 'x', '')`,
    `insert into $.journals (journal, genesis) values ('X', '')`,
    `update $.heads set position = 9`,
  ];

  test.each<[group: string, statement: string]>([
    ...NEVER.map((statement): [string, string] => ['tradingbot_writer', statement]),
    ...[...NEVER, ...WRITES].map((statement): [string, string] => ['tradingbot_reader', statement]),
  ])('%s may not: %s', async (group, statement) => {
    await expect(schema.query(`set role ${group}; ${statement}`)).rejects.toThrow(/permission denied|must be owner/);
  });
});
