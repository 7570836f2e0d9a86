// Whoever uses the stack, and whoever dies: the servers run as long as somebody needs them, on the same ports, with the
// same data, and no longer.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { connect } from 'nats';
import pg from 'pg';
import { makeScratchHome, type ScratchHome } from '../testing/index.ts';
import { randomFreePort } from './free-port.ts';
import { devStackStatus, openDevStack, stopDevStack, type DevStack } from './index.ts';
import { identify } from './process-identity.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
jest.setTimeout(60_000);

const scratch: ScratchHome = makeScratchHome();
const { home } = scratch;

afterEach(() => stopDevStack(home));
afterAll(() => scratch.remove());

test('serves Postgres with a password and JetStream, on the loopback interface', async () => {
  const stack = await openDevStack({ home });
  await query(stack, 'create table empty (n int)');
  await useJetStream(stack);
  const withoutPassword = new URL(stack.postgresUrl);
  withoutPassword.password = 'guessed';
  await expect(new pg.Client(withoutPassword.href).connect()).rejects.toThrow('password authentication failed');
  await stack.close();

  const again = await openDevStack({ home });
  expect(again).toMatchObject({ postgresUrl: stack.postgresUrl, natsUrl: stack.natsUrl });
  expect(await query(again, 'select count(*)::int as n from empty')).toEqual([{ n: 0 }]);
  await again.close();
});

test('is shared by all who open it, and stopped by the last who closes', async () => {
  const other = await startUser();
  const [one, two] = await Promise.all([openDevStack({ home }), openDevStack({ home })]);
  expect(one.natsUrl).toBe(two.natsUrl);
  const { postgres, nats, users } = await devStackStatus(home);
  expect([...users].sort()).toEqual([other.pid, process.pid, process.pid].sort());

  await one.close();
  await one.close();
  await two.close();
  expect(await pids()).toEqual([postgres?.pid, nats?.pid]);
  other.stdin.end();
  await once(other, 'exit');
  expect(await pids()).toEqual([undefined, undefined]);
});

test('survives the kill -9 of the process that started it, whose share is forgotten', async () => {
  const starter = await startUser();
  const [postgres, nats] = await pids();
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  const stack = await openDevStack({ home });
  expect(await pids()).toEqual([postgres, nats]);
  expect((await devStackStatus(home)).users).toEqual([process.pid]);
  await stack.close();
  expect(await pids()).toEqual([undefined, undefined]);
});

test('a process killed in the middle of the very first start leaves nothing in the way of the next', async () => {
  const fresh = makeScratchHome();
  for (const delay of [300, 600]) {
    const starter = spawnUser(fresh.home);
    await sleep(delay);
    starter.kill('SIGKILL');
    await once(starter, 'exit');
  }
  const stack = await openDevStack({ home: fresh.home });
  await query(stack, 'select 1');
  await useJetStream(stack);
  await stack.close();
  await fresh.remove();
});

test('two watchers bring back whatever is killed, with the data, on the same ports', async () => {
  const said: string[] = [];
  const onSay = (sentence: string): void => void said.push(sentence);
  const stacks = [await openDevStack({ home, onSay }), await openDevStack({ home, onSay })] as const;
  const [stack] = stacks;
  const end = new AbortController();
  const watching = stacks.map((each) => each.watch(end.signal));
  await query(stack, 'create table kept (n int)');
  for (let round = 0; round < 3; round++) {
    const [postgres, nats] = await pids();
    if (round % 3 !== 1) await killed(postgres);
    if (round % 3 !== 0) await killed(nats);
    if (round % 3 !== 0) rmSync(join(home, 'nats', 'jetstream'), { recursive: true, force: true });
    await untilBack();
    await query(stack, `insert into kept values (${round})`);
    await useJetStream(stack);
  }
  expect(await query(stack, 'select n from kept order by n')).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  expect(said.filter((sentence) => sentence.startsWith('Postgres had died'))).toHaveLength(2);
  expect(said.filter((sentence) => sentence.startsWith('nats-server had died'))).toHaveLength(2);
  end.abort();
  await Promise.all(watching);
  for (const each of stacks) await each.close();
});

test('stopping it on purpose ends the watching', async () => {
  const stack = await openDevStack({ home });
  const watching = stack.watch(new AbortController().signal);
  expect([...(await stopDevStack(home))].sort()).toEqual(['nats', 'postgres']);
  await watching;
  expect(await pids()).toEqual([undefined, undefined]);
});

describe('What is in the way is named in one sentence:', () => {
  test('a configured port that is taken; without configuration the next one serves', async () => {
    const port = await randomFreePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    await expect(openDevStack({ home, natsPort: port, servers: ['nats'] })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      exitCode: 3,
      message: `Port ${port} for nats-server is taken by another program: end that, or configure another port.`,
    });
    const said: string[] = [];
    writeFileSync(join(home, 'stack.json'), JSON.stringify({ nats: { port, folder: join(home, 'nats') } }));
    const stack = await openDevStack({ home, servers: ['nats'], onSay: (sentence) => said.push(sentence) });
    expect(Number(new URL(stack.natsUrl).port)).toBeGreaterThan(port);
    expect(said).toEqual([`Port ${port} is taken: nats-server listens on ${new URL(stack.natsUrl).port}.`]);
    await stack.close();
    stranger.close();
  });

  test('no nats-server', async () => {
    process.env['TRADINGBOT_NATS_SERVER'] = join(home, 'nothing');
    try {
      await expect(openDevStack({ home })).rejects.toMatchObject({ code: 'NO_NATS_SERVER', exitCode: 3 });
    } finally {
      delete process.env['TRADINGBOT_NATS_SERVER'];
    }
    expect(await pids()).toEqual([undefined, undefined]);
  });

  test('data of another Postgres', async () => {
    const stack = await openDevStack({ home, servers: ['postgres'] });
    await stack.close();
    const folder = (await devStackStatus(home)).postgres?.folder ?? '';
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '9\n');
    await expect(openDevStack({ home, servers: ['postgres'] })).rejects.toMatchObject({
      code: 'OTHER_VERSION',
      exitCode: 3,
      message: expect.stringMatching(/was written by Postgres 9, and this is Postgres \d+: move that folder away/),
    });
  });
});

/** Another process that opens the stack, and closes it at the end of its input. */
function spawnUser(of: string): ChildProcessWithoutNullStreams {
  const program = `
    import { openDevStack } from '@tradingbot/dev-stack';
    const stack = await openDevStack({ home: process.argv[1] });
    console.log('open');
    process.stdin.resume().once('end', () => stack.close());`;
  return spawn(process.execPath, ['--input-type=module', '-e', program, of], { cwd: ROOT });
}

async function startUser(): Promise<ChildProcessWithoutNullStreams> {
  const user = spawnUser(home);
  await once(user.stdout, 'data');
  return user;
}

async function pids(): Promise<readonly (number | undefined)[]> {
  const { postgres, nats } = await devStackStatus(home);
  return [postgres?.pid, nats?.pid];
}

async function killed(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('The server does not run.');
  process.kill(pid, 'SIGKILL');
  while (identify(pid) !== undefined) await sleep(1);
}

/** As a client finds it: the ports answer again. */
async function untilBack(): Promise<void> {
  for (
    let [postgres, nats] = await pids();
    postgres === undefined || nats === undefined;
    [postgres, nats] = await pids()
  )
    await sleep(5);
}

async function query(stack: DevStack, statement: string): Promise<unknown[]> {
  const client = new pg.Client(stack.postgresUrl);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function useJetStream(stack: DevStack): Promise<void> {
  const connection = await connect({ servers: stack.natsUrl });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: 'TRY', subjects: ['try'] });
  await connection.jetstream().publish('try');
  expect((await manager.streams.info('TRY')).state.messages).toBeGreaterThan(0);
  await connection.close();
}
