import { afterAll, beforeAll, jest } from '@jest/globals';
import { startTestPostgres, type TestPostgres } from '@tradingbot/dev-stack/testing';
import { eventLogContract } from '../../testing/contract.ts';
import { freshSchema } from '../../testing/fresh-schema.ts';

jest.setTimeout(60_000);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

eventLogContract('The log in Postgres', async () => {
  const schema = await freshSchema(postgres.url);
  return { open: () => schema.connect(), end: () => schema.close() };
});
