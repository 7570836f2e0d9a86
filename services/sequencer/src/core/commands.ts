// What an operator's message on the bus means. A kill never fails on its form; a resume must say who and why.

import { COMMANDS, type Command } from '@tradingbot/contracts';
import { z } from 'zod';

export interface OperatorCommand {
  readonly command: Command;
  readonly operator: string;
  readonly reason: string;
}

const BodySchema = z.object({ operator: z.string().default(''), reason: z.string().default('') });

/** The command of a subject such as `crypto.control.kill`; undefined when there is none of that name. */
export const commandOf = (subject: string): Command | undefined => {
  const name = subject.slice(subject.lastIndexOf('.') + 1);
  return COMMANDS.find((command) => command === name);
};

/** @param data nothing, JSON with `operator` and `reason`, or for a kill any text at all: its reason */
export function readCommand(subject: string, data: string): OperatorCommand | { readonly refused: string } {
  const command = commandOf(subject);
  if (command === undefined) return { refused: `no command ${subject}: there are ${COMMANDS.join(', ')}` };
  const body = bodyOf(data);
  if (command === 'resume' && (body.operator === '' || body.reason === '')) {
    return { refused: 'a resume names who and why: {"operator": "…", "reason": "…"}' };
  }
  return { command, ...body };
}

function bodyOf(data: string): { operator: string; reason: string } {
  const text = data.trim().toWellFormed();
  try {
    const body = BodySchema.parse(JSON.parse(text));
    return { operator: body.operator.toWellFormed(), reason: body.reason.toWellFormed() };
  } catch {
    return { operator: '', reason: text };
  }
}

/** A command that nobody heard when it was given, and its place in the store. */
export interface Unheard {
  readonly id: string;
  readonly subject: string;
  readonly data: string;
}

/**
 * What is left of the commands that were given while nobody listened: the strongest one that no later resume took
 * back. A resume alone is left out: trading goes on again only when somebody is there to see it.
 */
export function standing(unheard: readonly Unheard[]): Unheard | undefined {
  let left: { one: Unheard; command: Command } | undefined;
  for (const one of unheard) {
    const read = readCommand(one.subject, one.data);
    if ('refused' in read) continue;
    if (read.command === 'resume') left = undefined;
    else if (read.command === 'kill' || left === undefined) left = { one, command: read.command };
  }
  return left?.one;
}
