// Commands and questions to several stacks at once, over the bus within this process.

import { afterEach, describe, expect, test } from '@jest/globals';
import type { CommandBus } from '@tradingbot/bus';
import { createMemoryBus, type MemoryHub } from '@tradingbot/bus/in-memory';
import { COMMANDS, controlEverywhere, encodeHead, subjectsOf } from '@tradingbot/contracts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { addressOf } from './address.ts';
import { outcomeText } from './command-text.ts';
import type { AskingBus } from './gather.ts';
import { sendCommand, type Order } from './send-command.ts';
import { statusOn, statusText } from './show-status.ts';

const PLAIN = testTerminal().colours;
const PATIENCE = { listenMs: 40, answerMs: 200, obeyMs: 200 };
const LISTEN_MS = 40;
const BEAT_MS = 10;

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

interface Fake {
  /** What trading is after a command; as it was before when risk does not answer. */
  readonly after?: Readonly<Record<string, string>>;
  readonly closed?: boolean;
  /** How long it takes to answer a command. */
  readonly answersAfterMs?: number;
}

/** A sequencer and risk, as far as operators see them. */
async function runStack(
  hub: MemoryHub,
  stack: string | undefined,
  { after, closed = false, answersAfterMs = 0 }: Fake = {},
) {
  const bus = hub.connect(stack ?? 'unnamed');
  const subjects = subjectsOf(stack);
  const journal = `run-of-${stack ?? 'unnamed'}`;
  let trading = 'ACTIVE';
  let position = 10;
  const state = () => ({ stack: stack ?? '', journal, position, time: 0, trading, closed, waiting_for: ['risk'] });
  const effects = after ?? { kill: 'HALTED', reduce: 'REDUCING', resume: 'ACTIVE' };
  await bus.serve({
    name: 'sequencer',
    version: '1.0.0',
    description: '',
    metadata: { stack: stack ?? '', journal },
    endpoints: [
      { name: 'status', subject: subjects.status, handle: (message) => message.respond(JSON.stringify(state())) },
      ...COMMANDS.flatMap((command) =>
        [...new Set([subjects.control(command), controlEverywhere(command)])].map((subject) => ({
          name: subject.replaceAll('.', '-'),
          subject,
          handle: (message: { respond(text: string): void }) => {
            if (closed) return message.respond(JSON.stringify({ ok: false, error: 'the run has ended' }));
            setTimeout(() => {
              position += 1;
              trading = effects[command] ?? trading;
              message.respond(JSON.stringify({ ok: true, journal, position, command }));
            }, answersAfterMs);
          },
        })),
      ),
    ],
  });
  const beat = setInterval(
    () => bus.publish(subjects.head, encodeHead({ journal, position, time: 0, epoch: 1, closed })),
    BEAT_MS,
  );
  ends.push(() => clearInterval(beat));
}

function ask(hub: MemoryHub): AskingBus {
  const bus: CommandBus = hub.connect('cli');
  return { bus, inbox: '_INBOX.>' };
}

const order = (over: Partial<Order>): Order => ({
  command: 'kill',
  operator: 'alice',
  reason: 'a test',
  address: { subject: 'control.kill', stack: undefined },
  ...over,
});

describe('a kill', () => {
  test('of every stack tells of each how it trades now', async () => {
    const hub = createMemoryBus();
    await runStack(hub, undefined);
    await runStack(hub, 'crypto');
    await runStack(hub, 'stocks', { closed: true });
    const asking = ask(hub);
    const outcome = await sendCommand(asking, await asking.bus.commands(), order({}), PATIENCE);
    expect(outcome).toMatchObject({
      heard: true,
      kept: true,
      stacks: [
        { stack: '', journal: 'run-of-unnamed', position: 11, trading: 'HALTED', obeyed: true, error: null },
        { stack: 'crypto', trading: 'HALTED', obeyed: true },
        { stack: 'stocks', closed: true, position: null, error: 'the run has ended' },
      ],
    });
    expect(outcomeText(outcome, PLAIN)).toBe(`  stack      trading  run             position
  (unnamed)  HALTED   run-of-unnamed        11
  crypto     HALTED   run-of-crypto         11
  stocks     closed   run-of-stocks             refused: the run has ended
`);
  });

  test('waits for the last of those that run', async () => {
    const hub = createMemoryBus();
    await runStack(hub, 'crypto');
    await runStack(hub, 'stocks', { answersAfterMs: 3 * PATIENCE.listenMs });
    const outcome = await sendCommand(ask(hub), undefined, order({}), PATIENCE);
    expect(outcome.stacks.map(({ position }) => position)).toEqual([11, 11]);
  });

  test('of one leaves the other alone', async () => {
    const hub = createMemoryBus();
    await runStack(hub, 'crypto');
    await runStack(hub, 'stocks');
    const asking = ask(hub);
    const address = await addressOf(asking.bus, 'kill', { stack: 'crypto', isAll: false });
    const outcome = await sendCommand(asking, await asking.bus.commands(), order({ address }), PATIENCE);
    expect(outcome.stacks).toMatchObject([{ stack: 'crypto', trading: 'HALTED' }]);
    expect((await statusOn(asking, LISTEN_MS)).stacks).toMatchObject([
      { stack: 'crypto', trading: 'HALTED' },
      { stack: 'stocks', trading: 'ACTIVE' },
    ]);
  });

  test('that nobody hears is kept', async () => {
    const asking = ask(createMemoryBus());
    const store = await asking.bus.commands();
    const outcome = await sendCommand(asking, store, order({}), PATIENCE);
    expect(outcome).toMatchObject({ heard: false, kept: true, stacks: [] });
    expect(outcomeText(outcome, PLAIN)).toBe(
      'Nobody answers. The kill is kept: it holds as soon as the stack starts.\n',
    );
    expect(await store.since(undefined)).toMatchObject([
      { subject: 'control.kill', data: '{"operator":"alice","reason":"a test"}' },
    ]);
  });

  test('that nobody hears and nothing keeps says so', async () => {
    const outcome = await sendCommand(ask(createMemoryBus()), undefined, order({}), PATIENCE);
    expect(outcome).toMatchObject({ heard: false, kept: false });
  });

  test('that is recorded but not obeyed is no success', async () => {
    const hub = createMemoryBus();
    await runStack(hub, undefined, { after: {} });
    const outcome = await sendCommand(ask(hub), undefined, order({}), PATIENCE);
    expect(outcome.stacks).toMatchObject([{ trading: 'ACTIVE', obeyed: false, error: null, position: 11 }]);
    expect(outcomeText(outcome, PLAIN)).toContain('recorded, but not obeyed yet');
  });
});

describe('whom a command goes to', () => {
  const none = { stack: undefined, isAll: false };

  test('a kill without a name is for everybody', async () => {
    const { bus } = ask(createMemoryBus());
    expect(await addressOf(bus, 'kill', none)).toEqual({ subject: 'control.kill', stack: undefined });
  });

  test('what lets more happen goes to the one stack that runs, and must be meant when there are several', async () => {
    const hub = createMemoryBus();
    const { bus } = ask(hub);
    await runStack(hub, 'crypto');
    const address = await addressOf(bus, 'resume', none, LISTEN_MS);
    expect(address).toEqual({ subject: 'crypto.control.resume', stack: 'crypto' });
    await runStack(hub, undefined);
    await expect(addressOf(bus, 'reduce', none, LISTEN_MS)).rejects.toThrow(
      'tradingbot reduce: several stacks run: (unnamed), crypto (say --stack NAME, or --all)',
    );
    expect(await addressOf(bus, 'resume', { ...none, isAll: true }, LISTEN_MS)).toEqual({
      subject: 'control.resume',
      stack: undefined,
    });
  });

  test('nothing is resumed that does not run', async () => {
    const hub = createMemoryBus();
    const { bus } = ask(hub);
    await expect(addressOf(bus, 'resume', none, LISTEN_MS)).rejects.toThrow(
      'No stack runs: there is nothing to resume.',
    );
    await runStack(hub, 'stocks');
    await expect(addressOf(bus, 'resume', { stack: 'crypto', isAll: false }, LISTEN_MS)).rejects.toThrow(
      'The stack crypto does not run: there is nothing to resume.',
    );
  });
});

test('status lists the stacks that run, their services, and who else is there', async () => {
  const hub = createMemoryBus();
  await runStack(hub, 'crypto');
  const stray = { version: '1.0.0', description: '', endpoints: [] };
  await hub.connect('risk').serve({ ...stray, name: 'risk', metadata: { stack: 'crypto', journal: 'run-of-crypto' } });
  await hub.connect('other').serve({ ...stray, name: 'other' });
  const status = await statusOn(ask(hub), LISTEN_MS);
  expect(status.services.map(({ name, stack }) => [name, stack])).toEqual([
    ['other', null],
    ['risk', 'crypto'],
    ['sequencer', 'crypto'],
  ]);
  expect(statusText(status, PLAIN)).toBe(
    `  stack   trading  run            position  time                  waiting for  services
  crypto  ACTIVE   run-of-crypto        10  1970-01-01T00:00:00Z  risk         risk, sequencer
  also there: other
`,
  );
});
