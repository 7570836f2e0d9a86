// A command on its way: sent, kept, answered, and then seen to hold.

import { setTimeout as wait } from 'node:timers/promises';
import type { Bus, CommandStore } from '@tradingbot/bus';
import type { Command } from '@tradingbot/contracts';
import { z } from 'zod';
import type { Address } from './address.ts';
import { askAll, HEARTBEATS_MS, listenForStacks, type AskingBus, type Heartbeat } from './gather.ts';
import { jsonOf, statusOf, type StackStatus } from './stack-status.ts';

export interface Order {
  readonly command: Command;
  readonly operator: string;
  readonly reason: string;
  readonly address: Address;
}

/** The document of `--json`. */
export interface CommandOutcome {
  readonly command: Command;
  readonly operator: string;
  readonly reason: string;
  /** Whether any stack answered. */
  readonly heard: boolean;
  /** Whether it is in the store: a stack that starts later obeys it. */
  readonly kept: boolean;
  readonly stacks: readonly StackOutcome[];
}

export interface StackOutcome {
  /** "" for the unnamed stack. */
  readonly stack: string;
  readonly journal: string;
  /** Where the command stands in the log; null when that was not said. */
  readonly position: number | null;
  readonly trading: string;
  readonly closed: boolean;
  /** Whether trading is what was commanded. */
  readonly obeyed: boolean;
  /** Why the command was refused. */
  readonly error: string | null;
}

const AnswerSchema = z.union([
  z.object({ ok: z.literal(true), journal: z.string(), position: z.number() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
type Answer = z.output<typeof AnswerSchema>;

/** What trading is when a command holds. A limit may pause it again at once. */
const OBEYED: Readonly<Record<Command, readonly string[]>> = {
  kill: ['HALTED'],
  reduce: ['REDUCING', 'HALTED'],
  resume: ['ACTIVE', 'PAUSED'],
};

export interface Patience {
  /** How long every stack is listened for. */
  readonly listenMs: number;
  /** How long an answer may take. */
  readonly answerMs: number;
  /** How long it may take until trading is what was commanded. */
  readonly obeyMs: number;
}

const PATIENCE: Patience = { listenMs: HEARTBEATS_MS, answerMs: 2_500, obeyMs: 5_000 };
const POLL_MS = 50;

/** @param store where the bus keeps it; undefined when there is none */
export async function sendCommand(
  asking: AskingBus,
  store: CommandStore | undefined,
  { command, operator, reason, address }: Order,
  patience: Patience = PATIENCE,
): Promise<CommandOutcome> {
  const data = JSON.stringify({ operator, reason });
  const { subject, stack: named } = address;
  const listening = listenForStacks(asking.bus);
  const listened = performance.now() + patience.listenMs;
  const isEnough = (answers: readonly Answer[]): boolean =>
    named === undefined
      ? performance.now() >= listened && answers.length > 0 && answers.length >= listening.heard().length
      : answers.length > 0;
  const answers = await askAll(asking, { subject, data, withinMs: patience.answerMs }, answerOf, isEnough);
  listening.end();
  const beats = named === undefined ? listening.heard() : [{ stack: named }];
  const stacks =
    answers.length === 0
      ? []
      : await Promise.all(beats.map(({ stack }) => outcomeOf(asking.bus, command, stack, answers, patience.obeyMs)));
  return {
    command,
    operator,
    reason,
    heard: answers.length > 0,
    kept: await isKept(store, subject, data),
    stacks: stacks.filter((outcome) => outcome !== undefined),
  };
}

function answerOf(text: string): Answer | undefined {
  const parsed = AnswerSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : undefined;
}

/** Waits until trading is what was commanded, or can be no more. */
async function outcomeOf(
  bus: Bus,
  command: Command,
  stack: Heartbeat['stack'],
  answers: readonly Answer[],
  obeyMs: number,
): Promise<StackOutcome | undefined> {
  let last: StackStatus | undefined;
  for (const end = performance.now() + obeyMs; ; await wait(POLL_MS)) {
    last = (await statusOf(bus, stack)) ?? last;
    if (last === undefined) return undefined;
    const { journal, trading, closed } = last;
    const answer = answers.find((one) => one.ok && one.journal === journal);
    const obeyed = OBEYED[command].includes(trading);
    // Who has refused says no more.
    const isSettled = (obeyed && answer !== undefined) || closed || answer === undefined;
    if (!isSettled && performance.now() < end) continue;
    const refusal = answers.find((one) => !one.ok);
    return {
      stack: last.stack,
      journal,
      position: answer?.ok === true ? answer.position : null,
      trading,
      closed,
      obeyed,
      error: answer === undefined ? (refusal?.error ?? null) : null,
    };
  }
}

/** A store that does not answer has not said that it is: what was heard is heard all the same. */
async function isKept(store: CommandStore | undefined, subject: string, data: string): Promise<boolean> {
  const kept = await store?.since(undefined).catch(() => []);
  return (kept ?? []).some((one) => one.subject === subject && one.data === data);
}
