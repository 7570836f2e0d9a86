// The operators' commands in the JetStream stream CONTROL. Nobody is told of what it stores (`no_ack`), so a request on
// a command's subject gets the service's answer and no other; and nobody reads events from it, only this list.
// https://docs.nats.io/reference/reference-protocols/nats_api_reference

import { CONTROL_PATTERNS, isCommand } from '@tradingbot/contracts';
import { parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import { BusUnavailableError, NoRespondersError } from '../errors.ts';
import type { Bus, CommandStore, StoredCommand } from '../port.ts';

const STREAM = 'CONTROL';
const DAY_NS = 86_400e9;
const TIMEOUT_MS = 2_000;
/** How many messages are asked for at the same time. */
const WIDTH = 64;

/** Nothing here is newer than nats-server 2.9, which ignores in silence what it does not know. */
const WANTED = {
  name: STREAM,
  subjects: [...CONTROL_PATTERNS],
  retention: 'limits',
  storage: 'file',
  no_ack: true,
  discard: 'old',
  max_age: 7 * DAY_NS,
  max_msgs: 10_000,
  max_bytes: -1,
  max_msg_size: -1,
  max_msgs_per_subject: -1,
  num_replicas: 1,
} as const;

const InfoSchema = z.object({
  created: z.string(),
  config: z.record(z.string(), z.unknown()),
  state: z.object({ messages: z.int(), first_seq: z.int(), last_seq: z.int() }),
});
const MessageSchema = z.object({
  message: z.object({ subject: z.string(), seq: z.int(), time: z.string(), data: z.base64().default('') }),
});
const FailureSchema = z.object({
  error: z.object({ code: z.int(), err_code: z.int().default(0), description: z.string() }),
});

const NO_STREAM = 10_059;
const NO_MESSAGE = 10_037;

type Info = z.output<typeof InfoSchema>;

/** @param shown where the server is, for sentences */
export function commandStreamOn(bus: Bus, shown: string): () => Promise<CommandStore> {
  let isWatched = false;

  async function ask<Schema extends z.ZodType>(
    verb: string,
    body: object,
    schema: Schema,
  ): Promise<z.output<Schema> | number> {
    const answer: unknown = JSON.parse(
      await callApi(bus, shown, `$JS.API.STREAM.${verb}.${STREAM}`, JSON.stringify(body)),
    );
    const failure = FailureSchema.safeParse(answer);
    if (!failure.success) return schema.parse(answer);
    const { err_code: code, description } = failure.data.error;
    if (code === NO_STREAM || code === NO_MESSAGE) return code;
    throw new BusUnavailableError(`The stream ${STREAM} at ${shown} cannot be used: ${description}.`);
  }

  /** The stream as it is, made first if it is not there. */
  async function stream(): Promise<Info> {
    const found = await ask('INFO', {}, InfoSchema);
    const info = typeof found === 'number' ? await ask('CREATE', WANTED, InfoSchema) : found;
    if (typeof info === 'number') throw new BusUnavailableError(`The stream ${STREAM} at ${shown} cannot be made.`);
    refuseOther(info.config, shown);
    return info;
  }

  async function message(seq: number, store: string): Promise<StoredCommand | undefined> {
    const got = await ask('MSG.GET', { seq }, MessageSchema);
    // Too old by now, or deleted by hand.
    if (typeof got === 'number') return undefined;
    const { subject, data, time } = got.message;
    if (!isCommand(subject)) return undefined;
    return { id: `${store}-${seq}`, subject, data: Buffer.from(data, 'base64').toString(), at: microsOf(time) };
  }

  const store: CommandStore = {
    async since(id) {
      const { created, state } = await stream();
      const name = String(microsOf(created));
      const commands: StoredCommand[] = [];
      for (let seq = Math.max(state.first_seq, after(id, name, state.last_seq)); seq <= state.last_seq; seq += WIDTH) {
        const width = Math.min(WIDTH, state.last_seq - seq + 1);
        const batch = await Promise.all(Array.from({ length: width }, (_, index) => message(seq + index, name)));
        commands.push(...batch.filter((command) => command !== undefined));
      }
      return commands;
    },
  };

  return async () => {
    await stream();
    // What is commanded between a wiped store and the next question would find no store.
    if (!isWatched) bus.onStatus((status) => void (status === 'connected' && stream().catch(() => undefined)));
    isWatched = true;
    return store;
  };
}

async function callApi(bus: Bus, shown: string, subject: string, body: string): Promise<string> {
  try {
    return (await bus.request(subject, body, TIMEOUT_MS)).text();
  } catch (error) {
    if (!(error instanceof NoRespondersError)) throw error;
    throw new BusUnavailableError(
      `The NATS server at ${shown} keeps no streams, so commands that nobody hears would be lost: start it with JetStream ("-js").`,
      { cause: error },
    );
  }
}

/** What the server has made of it must be what was asked for. */
function refuseOther(config: Readonly<Record<string, unknown>>, shown: string): void {
  for (const [key, wanted] of Object.entries(WANTED)) {
    const [is, shouldBe] = [config[key], wanted].map((value) => JSON.stringify(value));
    if (is === shouldBe) continue;
    throw new BusUnavailableError(
      `The stream ${STREAM} at ${shown} has ${key} ${is ?? 'not set'} instead of ${shouldBe}: delete it with "nats stream rm ${STREAM}", or update the server.`,
    );
  }
}

/** The first number after the command `id`; 1 when that is none of this store's. */
function after(id: string | undefined, store: string, last: number): number {
  const [, of, seq] = /^(\d+)-(\d+)$/.exec(id ?? '') ?? [];
  // A store that ends before it has lost its end with the machine's power, and gives the same numbers again.
  return of === store && Number(seq) <= last ? Number(seq) + 1 : 1;
}

/** Of a time in nanoseconds, whose digits beyond are cut. */
function microsOf(time: string): number {
  const at = parseMicros(time.replace(/(\.\d{6})\d+/, '$1'));
  if (at === undefined) throw new BusUnavailableError(`The NATS server writes a time as ${JSON.stringify(time)}.`);
  return at;
}
