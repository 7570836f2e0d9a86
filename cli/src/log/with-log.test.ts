// What is said where a log is not there: the runs may be those of a named stack.

import { expect, test } from '@jest/globals';
import { LogUnavailableError } from '@tradingbot/event-log';
import { withStackHint } from './with-log.ts';

const absent = new LogUnavailableError('there is no log yet in schema "tradingbot": "tradingbot live" migrates it');

test('whoever asks the unnamed stack, which has no log, is told of --stack', () => {
  expect(withStackHint(absent, undefined)).toMatchObject({
    name: 'LogUnavailableError',
    message: `${absent.message}; the runs of a named stack are found with --stack, as in --stack demo`,
  });
});

test('every other error stays as it is', () => {
  const away = new LogUnavailableError('Postgres is away');
  expect([withStackHint(absent, 'demo'), withStackHint(away, undefined)]).toEqual([absent, away]);
});
