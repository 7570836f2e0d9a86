// `tradingbot kill|reduce|resume`: a command to one stack or to all, what they answered, and how they trade afterwards.

import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { BusUnavailableError, type CommandStore } from '@tradingbot/bus';
import type { Command } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import { stackOf } from '../stack/choose-stack.ts';
import { runningBus } from '../stack/running-bus.ts';
import type { Terminal } from '../terminal.ts';
import { addressOf } from './address.ts';
import { outcomeText } from './command-text.ts';
import type { ControlOptions } from './control-options.ts';
import { openAskingBus, type AskingBus } from './gather.ts';
import { sendCommand, type CommandOutcome } from './send-command.ts';

const REFUSED = 1;
const STORE_MS = 500;

/** @returns 0 when every stack that was meant obeys, or the command is kept for one that does not run; else 1 */
export async function commandStacks(command: Command, options: ControlOptions, terminal: Terminal): Promise<number> {
  const { operator, reason } = whoAndWhy(command, options, terminal.environment);
  if (options.all === true && options.stack !== undefined) {
    throw new InputError(`tradingbot ${command}`, 'has --stack and --all', 'leave one of them out');
  }
  const { stack, config } = stackOf(options);
  const asking = await openAskingBus(await runningBus(config, terminal), process.pid);
  try {
    const store = await storeOf(asking, terminal);
    const address = await addressOf(asking.bus, command, { stack, isAll: options.all === true });
    const outcome = await sendCommand(asking, store, { command, operator, reason, address });
    if (!outcome.heard && !outcome.kept)
      throw new BusUnavailableError(`Nobody heard the ${command}, and it could not be kept.`);
    terminal.out(
      options.json === true ? `${JSON.stringify(outcome, undefined, 2)}\n` : outcomeText(outcome, terminal.colours),
    );
    return isObeyed(outcome) ? 0 : REFUSED;
  } finally {
    await asking.bus.close();
  }
}

/** A kill never fails on its form; trading goes on again only in somebody's name. */
function whoAndWhy(
  command: Command,
  { operator, reason }: ControlOptions,
  { USER: user, LOGNAME: login }: Terminal['environment'],
): { operator: string; reason: string } {
  if (command !== 'resume') return { operator: operator ?? user ?? login ?? '', reason: reason ?? '' };
  const missing = [...(operator ? [] : ['--operator']), ...(reason ? [] : ['--reason'])];
  if (operator && reason) return { operator, reason };
  throw new InputError(
    'tradingbot resume',
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    'such as --operator alice --reason "the feed is back"',
  );
}

/** Makes the store, so that the command is kept should nobody hear it; it goes out without one too, and soon. */
async function storeOf({ bus }: AskingBus, terminal: Terminal): Promise<CommandStore | undefined> {
  try {
    return await Promise.race([bus.commands(), wait(STORE_MS, undefined, { ref: false })]);
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

const isObeyed = ({ heard, stacks }: CommandOutcome): boolean =>
  heard === stacks.length > 0 && stacks.every(({ obeyed, closed, error }) => closed || (obeyed && error === null));
