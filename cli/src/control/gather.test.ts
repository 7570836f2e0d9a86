// Every answer to one request, over a real NATS server: its client hands on the first one alone.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandBus } from '@tradingbot/bus';
import { startTestNats, type TestNats } from '@tradingbot/dev-stack/testing';
import { openBus } from '../stack/endpoints.ts';
import { askAll, openAskingBus, type AskingBus } from './gather.ts';
import { findServices } from './stack-status.ts';

let server: TestNats;
let asking: AskingBus;
let others: CommandBus[];

beforeAll(async () => {
  server = await startTestNats();
  asking = await openAskingBus(server.url, process.pid);
  others = await Promise.all(['one', 'two'].map((name) => openBus({ natsUrl: server.url }, name)));
  for (const [index, bus] of others.entries()) {
    const answer = { ok: true, journal: `r${index}` };
    await bus.serve({
      name: `service-${index}`,
      version: '1.0.0',
      description: '',
      metadata: { stack: `s${index}` },
      endpoints: [
        { name: 'ask', subject: 'ask', handle: (message) => message.respond(JSON.stringify(answer)) },
        { name: 'other', subject: 'other', handle: (message) => message.respond('other') },
      ],
    });
  }
});
afterAll(async () => {
  await Promise.all([asking, ...others.map((bus) => ({ bus }))].map(({ bus }) => bus.close()));
  await server.stop();
});

const journalIn = (text: string): string | undefined => /"journal":"(\w+)"/.exec(text)?.[1];

test('all answers are heard, and no answer to another request', async () => {
  const request = { subject: 'ask', data: '', withinMs: 5_000 };
  const started = performance.now();
  const [answers] = await Promise.all([
    askAll(asking, request, journalIn, (found) => found.length === 2),
    asking.bus.request('other', '', 5_000),
  ]);
  expect([...answers].sort()).toEqual(['r0', 'r1']);
  // It did not wait for more.
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('nobody answers when nobody listens, at once', async () => {
  const request = { subject: 'nobody', data: '', withinMs: 60_000 };
  expect(await askAll(asking, request, journalIn)).toEqual([]);
});

test('every service is found', async () => {
  const found = await findServices(asking, 500);
  expect(found.map(({ name, stack, journal }) => [name, stack, journal])).toEqual([
    ['service-0', 's0', null],
    ['service-1', 's1', null],
  ]);
});
