// What the sequencer of a stack says of itself, and who else is there.

import { BusTimeoutError, NoRespondersError, type Bus } from '@tradingbot/bus';
import { subjectsOf } from '@tradingbot/contracts';
import { z } from 'zod';
import { askAll, type AskingBus } from './gather.ts';

const StatusSchema = z.object({
  /** "" for the unnamed stack. */
  stack: z.string(),
  journal: z.string(),
  position: z.number(),
  /** Of the last event, in microseconds; null before the first. */
  time: z.number().nullable(),
  /** ACTIVE, PAUSED, REDUCING or HALTED. */
  trading: z.string(),
  closed: z.boolean(),
  /** The cores that have not decided the last position yet. */
  waiting_for: z.array(z.string()),
});
export type StackStatus = z.output<typeof StatusSchema>;

const PingSchema = z.object({
  type: z.literal('io.nats.micro.v1.ping_response'),
  name: z.string(),
  id: z.string(),
  version: z.string(),
  metadata: z.object({ stack: z.string().optional(), journal: z.string().optional() }).nullish(),
});

export interface FoundService {
  readonly name: string;
  readonly id: string;
  readonly version: string;
  /** "" for the unnamed stack; null for a service that is none of ours. */
  readonly stack: string | null;
  readonly journal: string | null;
}

const ANSWER_MS = 1_000;

/** @returns undefined when no sequencer of this stack answers in time, or what it says is not understood */
export async function statusOf(bus: Bus, stack: string | undefined): Promise<StackStatus | undefined> {
  try {
    const answer = await bus.request(subjectsOf(stack).status, '', ANSWER_MS);
    return StatusSchema.safeParse(jsonOf(answer.text())).data;
  } catch (error) {
    if (error instanceof BusTimeoutError || error instanceof NoRespondersError) return undefined;
    throw error;
  }
}

/** Everybody who announces himself by the NATS services protocol, by name. */
export async function findServices(asking: AskingBus, withinMs: number): Promise<FoundService[]> {
  const answers = await askAll(asking, { subject: '$SRV.PING', data: '', withinMs }, (text) => {
    const parsed = PingSchema.safeParse(jsonOf(text));
    return parsed.success ? parsed.data : undefined;
  });
  return answers
    .map(({ name, id, version, metadata }) => ({
      name,
      id,
      version,
      stack: metadata?.stack ?? null,
      journal: metadata?.journal ?? null,
    }))
    .sort((a, b) => (a.name + a.id < b.name + b.id ? -1 : 1));
}

/** @returns undefined for text that is none */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
