// What cannot be used is refused at once, in one sentence that says where, why, and what mends it.

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { freshSchema, query } from '../../testing/fresh-schema.ts';
import { LogUnavailableError } from '../errors.ts';
import { connectPostgresLog, migrate } from './index.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
let place: string;
beforeAll(async () => {
  postgres = await startTestPostgres();
  place = new URL(postgres.url).host;
  await query(postgres.url, `create role crowded login password 'open sesame' connection limit 0`);
});
afterAll(() => postgres.stop());

/** The server's URL, changed. */
function url(change: (url: URL) => void): string {
  const changed = new URL(postgres.url);
  change(changed);
  return changed.href;
}

async function sentenceOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LogUnavailableError);
  const { message } = error as Error;
  expect(message).not.toMatch(/\n|sesame/);
  const { password } = new URL(postgres.url);
  if (password !== '') expect(message).not.toContain(password);
  return message;
}

const connecting = (to: string, schema = 'tradingbot') =>
  sentenceOf(connectPostgresLog({ url: to, schema, role: 'reader' }));

describe('A server that cannot be used', () => {
  test.each<[what: string, change: (url: URL) => void, sentence: string]>([
    [
      'not running',
      (to) => (to.port = '1'),
      'Postgres at 127.0.0.1:1 is not running: start it, or correct the address',
    ],
    ['no such machine', (to) => (to.host = 'nowhere.invalid'), 'cannot be found: no machine has this name'],
    ['no such database', (to) => (to.pathname = '/nowhere'), 'PLACE has no database "nowhere": create it'],
    [
      'wrong password',
      (to) => (to.password = 'sesame'),
      'PLACE refuses user "USER": the password is wrong; correct it',
    ],
    ['no password', (to) => (to.password = ''), 'PLACE asks user "USER" for a password, and none is given'],
    ['no such user', (to) => (to.username = 'nobody'), 'PLACE refuses user "nobody"'],
    [
      'no connection left',
      (to) => Object.assign(to, { username: 'crowded', password: 'open sesame' }),
      'PLACE has no connection left: raise max_connections',
    ],
  ])('%s', async (_what, change, sentence) => {
    const changed = url(change);
    const expected = sentence.replace('PLACE', place).replace('USER', new URL(postgres.url).username);
    expect(await connecting(changed)).toContain(expected);
    expect(await sentenceOf(migrate({ url: changed, schema: 'tradingbot' }))).toContain(expected);
  });

  test('an address that is none', async () => {
    for (const bad of ['127.0.0.1:5432', 'nats://sesame@localhost', 'postgres://user:sesame@host:port/x']) {
      expect(await connecting(bad)).toContain('postgres://user:password@host:port/database');
    }
  });

  test('one that accepts and says nothing is waited for, until the signal is aborted', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const called = once(silent, 'connection');
    const stopping = new AbortController();
    const port = String((silent.address() as AddressInfo).port);
    const connected = connectPostgresLog({
      url: url((to) => (to.port = port)),
      schema: 'tradingbot',
      role: 'reader',
      signal: stopping.signal,
    });
    await called;
    stopping.abort(new Error('enough'));
    await expect(connected).rejects.toThrow('enough');
    silent.close();
  });

  test('an aborted signal is heard before anything else', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(
      connectPostgresLog({ url: postgres.url, schema: 'tradingbot', role: 'reader', signal }),
    ).rejects.toThrow('stopped');
  });
});

describe('A schema that cannot be used', () => {
  test('one that is not there', async () => {
    expect(await connecting(postgres.url, 'tradingbot_nowhere')).toMatch(
      /^there is no log yet in schema "tradingbot_nowhere" of database ".*" at .*: "tradingbot live" migrates it$/,
    );
  });

  test('an older one', async () => {
    const { schema, query: ask } = await freshSchema(postgres.url);
    await ask(`delete from $.migrations`);
    expect(await connecting(postgres.url, schema)).toMatch(
      /is at "nothing", and this release needs "0001-journals": .* migrates it$/,
    );
  });

  test('a newer one, which is not migrated back', async () => {
    const { schema, query: ask } = await freshSchema(postgres.url);
    await ask(`insert into $.migrations (name, timestamp) values ('9999-later', '')`);
    const sentence = 'was made by a newer release, which knows "9999-later": update this program';
    expect(await connecting(postgres.url, schema)).toContain(sentence);
    expect(await sentenceOf(migrate({ url: postgres.url, schema }))).toContain(sentence);
  });

  test('somebody else’s, which is left alone', async () => {
    const { schema, query: ask } = await freshSchema(postgres.url);
    await ask(`update $.migrations set name = '0001-pigs'`);
    const sentence = 'is not a log of this program, it holds "0001-pigs": name another stack or database';
    expect(await connecting(postgres.url, schema)).toContain(sentence);
    await query(
      postgres.url,
      'create schema farm; create table farm.pigs (name text); create table farm.hens (name text)',
    );
    const farm = 'is not a log of this program, it holds "hens", "pigs": name another stack or database';
    expect(await connecting(postgres.url, 'farm')).toContain(farm);
    expect(await sentenceOf(migrate({ url: postgres.url, schema: 'farm' }))).toContain(farm);
  });

  test('a name that is none', async () => {
    expect(await connecting(postgres.url, 'a"; drop table b')).toContain('cannot name a Postgres schema');
    expect(await sentenceOf(migrate({ url: postgres.url, schema: 'Robert' }))).toContain(
      'cannot name a Postgres schema',
    );
  });
});
