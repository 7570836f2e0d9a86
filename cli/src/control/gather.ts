// What several have to say to one message: everybody's answer to a request, everybody's heartbeats.

import { setTimeout as wait } from 'node:timers/promises';
import { BusTimeoutError, NoRespondersError, type Bus, type CommandBus } from '@tradingbot/bus';
import { decodeHead, type LogHead } from '@tradingbot/contracts';
import { openBus } from '../stack/endpoints.ts';

/** A connection whose inbox is known, so that every answer to a request can be seen and not the first alone. */
export interface AskingBus {
  readonly bus: CommandBus;
  /** The pattern of the subjects on which answers come back. */
  readonly inbox: string;
}

export async function openAskingBus(natsUrl: string, pid: number): Promise<AskingBus> {
  const name = `cli-${pid}`;
  return { bus: await openBus({ natsUrl }, name), inbox: `_INBOX_${name}.>` };
}

/**
 * Everybody's answer that comes until there are enough, or the time is over; none when nobody listens.
 * @param read what an answer says; undefined for one to another request
 * @param isEnough asked again and again
 */
export async function askAll<Answer>(
  { bus, inbox }: AskingBus,
  { subject, data, withinMs }: { readonly subject: string; readonly data: string; readonly withinMs: number },
  read: (text: string) => Answer | undefined,
  isEnough: (answers: readonly Answer[]) => boolean = () => false,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let isUnheard = false;
  const listening = bus.subscribe(inbox, (message) => {
    // The server says so, with nothing in it, to one of those who listen there: to the request, or to us.
    if (message.data.length === 0 && message.header('Nats-Service-Error') === undefined) isUnheard = true;
    const answer = read(message.text());
    if (answer !== undefined) answers.push(answer);
  });
  try {
    let trouble: unknown;
    // Its own answer is among those that are seen anyway.
    bus.request(subject, data, withinMs).catch((error: unknown) => {
      if (error instanceof NoRespondersError) isUnheard = true;
      else if (!(error instanceof BusTimeoutError)) trouble = error;
    });
    for (const end = performance.now() + withinMs; performance.now() < end && !isUnheard; await wait(LOOK_MS)) {
      if (trouble !== undefined) throw trouble as Error;
      if (isEnough(answers)) break;
    }
    return answers;
  } finally {
    listening.unsubscribe();
  }
}

const LOOK_MS = 10;

export interface Heartbeat extends LogHead {
  /** `undefined` for the unnamed stack. */
  readonly stack: string | undefined;
}

/** A sequencer says four times a second how far its log is. */
export const HEARTBEATS_MS = 700;

/** The stacks whose sequencers are alive, as they are heard until `end` is called: sorted, the unnamed one first. */
export function listenForStacks(bus: Bus): { heard(): readonly Heartbeat[]; end(): void } {
  const beats = new Map<string, Heartbeat>();
  const subscriptions = ['log.head', '*.log.head'].map((pattern) =>
    bus.subscribe(pattern, (message) => {
      const [, prefix] = /^(?:(.+)\.)?log\.head$/.exec(message.subject) ?? [];
      const stack = prefix === undefined ? undefined : decodeURIComponent(prefix);
      const head = headOf(message.text());
      if (head !== undefined) beats.set(stack ?? '', { stack, ...head });
    }),
  );
  return {
    heard: () => [...beats].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, beat]) => beat),
    end: () => subscriptions.forEach((one) => one.unsubscribe()),
  };
}

/** @returns undefined for what another release may say: no command fails on it */
function headOf(text: string): LogHead | undefined {
  try {
    return decodeHead(text);
  } catch {
    return undefined;
  }
}
