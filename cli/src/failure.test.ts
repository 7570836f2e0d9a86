// Exit codes: 2 the user can mend it, 3 the machine cannot, 1 we are wrong.

import { expect, test } from '@jest/globals';
import { BusUnavailableError } from '@tradingbot/bus';
import { DevStackError } from '@tradingbot/dev-stack';
import { InputError } from '@tradingbot/domain';
import { LogFencedError, LogUnavailableError } from '@tradingbot/event-log';
import { explainFailure } from './failure.ts';

const errno = (code: string, path?: string): Error => Object.assign(new Error(code), { code, path });

test.each([
  [new InputError('a.yaml:3', 'x is 1', 'say 2'), 2, 'a.yaml:3: x is 1 (say 2)\n'],
  [errno('EACCES', 'artifacts'), 2, 'artifacts: permission denied\n'],
  [
    Object.assign(errno('EACCES', 'out'), { key: 'artifacts_dir' }),
    2,
    'artifacts_dir out: permission denied (choose another folder)\n',
  ],
  [errno('ENOTDIR', 'a/b'), 2, 'a/b: a part of this path is not a folder\n'],
  [errno('EEXIST', 'a/b'), 2, 'a/b: something else stands there\n'],
  [Object.assign(errno('ENOSPC'), { syscall: 'write' }), 3, 'cannot write on: the disk is full\n'],
  [errno('ENOSPC', 'artifacts/r'), 3, 'artifacts/r: the disk is full\n'],
  [new LogUnavailableError('Postgres is away'), 3, 'Postgres is away\n'],
  [new LogFencedError('another writes'), 3, 'another writes\n'],
  [new BusUnavailableError('No NATS server\nis there.'), 3, 'No NATS server is there.\n'],
  [new DevStackError('PORT_TAKEN', 'Port 4222 is taken.'), 3, 'Port 4222 is taken.\n'],
  [
    new TypeError('x is\nnot y'),
    1,
    'unexpected TypeError: x is not y (this is a mistake in tradingbot: --verbose shows where)\n',
  ],
  ['text', 1, 'unexpected text (this is a mistake in tradingbot: --verbose shows where)\n'],
])('%#', (error, exitCode, text) => {
  expect(explainFailure(error, false)).toEqual({ exitCode, text });
});

test('--verbose shows the stack of what is unexpected, and of nothing else', () => {
  expect(explainFailure(new TypeError('x'), true).text).toMatch(/failure\.test\.ts/);
  expect(explainFailure(new InputError('a', 'b'), true).text).toBe('a: b\n');
});
