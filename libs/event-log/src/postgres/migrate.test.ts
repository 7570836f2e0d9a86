import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { query } from '../../testing/fresh-schema.ts';
import { notes, recordsOf } from '../../testing/records.ts';
import { connectPostgresLog } from './index.ts';
import { migrate } from './migrate.ts';
import { MIGRATION_NAMES } from './migration-names.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

describe('Migrating', () => {
  test('makes what is missing, once, and leaves what is there', async () => {
    const target = { url: postgres.url, schema: 'tradingbot' };
    expect(await migrate(target)).toEqual({ applied: [...MIGRATION_NAMES], warning: undefined });
    const log = await connectPostgresLog({ ...target, role: 'writer' });
    await log.createJournal('J', undefined);
    await (await log.openWriter('J')).append(notes(3));
    expect(await migrate(target)).toEqual({ applied: [], warning: undefined });
    expect(await recordsOf(log, 'J')).toHaveLength(3);
    await log.close();
  });

  test('is done by one of several who begin at the same moment, for every stack', async () => {
    const schemas = ['tradingbot_crypto', 'tradingbot_stocks'];
    const all = await Promise.all(
      Array.from({ length: 6 }, () => schemas)
        .flat()
        .map((schema) => migrate({ url: postgres.url, schema })),
    );
    expect(all.filter(({ applied }) => applied.length > 0)).toHaveLength(2);
    for (const schema of schemas) {
      const log = await connectPostgresLog({ url: postgres.url, schema, role: 'reader' });
      expect(await log.journals()).toEqual([]);
      await log.close();
    }
  });

  test('grants again what was taken away, whoever comes first', async () => {
    const target = { url: postgres.url, schema: 'tradingbot_revoked' };
    await migrate(target);
    for (let round = 0; round < 5; round++) {
      await query(postgres.url, 'revoke all on all tables in schema tradingbot_revoked from tradingbot_reader');
      await expect(connectPostgresLog({ ...target, role: 'reader' })).rejects.toThrow('permission denied');
      await Promise.all(Array.from({ length: 8 }, () => migrate(target)));
      await (await connectPostgresLog({ ...target, role: 'reader' })).close();
    }
  });

  test('goes on in a schema that somebody made and left empty', async () => {
    await query(postgres.url, 'create schema tradingbot_empty');
    expect((await migrate({ url: postgres.url, schema: 'tradingbot_empty' })).applied).toEqual([...MIGRATION_NAMES]);
  });
});
