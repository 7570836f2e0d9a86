// Whom a command goes to. A kill that names nobody is for everybody; what lets more happen must be meant.

import { setTimeout as wait } from 'node:timers/promises';
import { BusUnavailableError, type Bus } from '@tradingbot/bus';
import { controlEverywhere, subjectsOf, type Command } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import { HEARTBEATS_MS, listenForStacks } from './gather.ts';

export interface Address {
  readonly subject: string;
  /** `undefined` when it is for every stack. */
  readonly stack: string | undefined;
}

export interface Meant {
  /** `undefined` when none was named. */
  readonly stack: string | undefined;
  readonly isAll: boolean;
}

/**
 * @throws InputError when several stacks run and none was named; BusUnavailableError when there is none to resume:
 * trading goes on only where somebody is there to see it, so a resume is not kept for later
 */
export async function addressOf(
  bus: Bus,
  command: Command,
  { stack, isAll }: Meant,
  listenMs = HEARTBEATS_MS,
): Promise<Address> {
  const named = isAll ? undefined : stack;
  // Nothing is waited for when it goes out whoever is there.
  if (command === 'kill' || (command === 'reduce' && (isAll || named !== undefined))) return to(command, named);
  const listening = listenForStacks(bus);
  await wait(listenMs);
  listening.end();
  const running = listening.heard().map((one) => one.stack);
  const meant = isAll ? running : running.filter((one) => named === undefined || one === named);
  if (command === 'resume' && meant.length === 0) {
    throw new BusUnavailableError(
      `${named === undefined ? 'No stack runs' : `The stack ${named} does not run`}: there is nothing to resume.`,
    );
  }
  if (!isAll && meant.length > 1) {
    const names = meant.map((one) => one ?? '(unnamed)').join(', ');
    throw new InputError(`tradingbot ${command}`, `several stacks run: ${names}`, 'say --stack NAME, or --all');
  }
  return to(command, isAll ? undefined : (named ?? meant[0]));
}

/** The unnamed stack has no subject of its own: what is for it is heard by all. */
const to = (command: Command, stack: string | undefined): Address => ({
  subject: stack === undefined ? controlEverywhere(command) : subjectsOf(stack).control(command),
  stack,
});
