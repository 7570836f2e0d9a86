// `tradingbot status`: every stack that runs, how it trades, and which services it has.

import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { BusUnavailableError } from '@tradingbot/bus';
import { bigNumber } from '../number-text.ts';
import { stackOf } from '../stack/choose-stack.ts';
import { runningBus } from '../stack/running-bus.ts';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import { timeText } from '../log/event-line.ts';
import type { StatusOptions } from './control-options.ts';
import { HEARTBEATS_MS, listenForStacks, openAskingBus, type AskingBus } from './gather.ts';
import { findServices, statusOf, type FoundService, type StackStatus } from './stack-status.ts';

/** The document of `--json`. */
export interface Status {
  readonly stacks: readonly (StackStatus & { readonly services: readonly string[] })[];
  readonly services: readonly FoundService[];
}

export async function showStatus(options: StatusOptions, terminal: Terminal): Promise<number> {
  const { stack, config } = stackOf(options);
  const asking = await openAskingBus(await runningBus(config, terminal), process.pid);
  try {
    const all = await statusOn(asking);
    const isOne = options.stack !== undefined || options.config !== undefined;
    const status = isOne ? only(all, stack ?? '') : all;
    if (status.stacks.length === 0) {
      throw new BusUnavailableError(
        isOne ? `The stack ${nameOf(stack ?? '')} does not run.` : 'No stack runs: start tradingbot live.',
      );
    }
    terminal.out(
      options.json === true ? `${JSON.stringify(status, undefined, 2)}\n` : statusText(status, terminal.colours),
    );
    return 0;
  } finally {
    await asking.bus.close();
  }
}

export async function statusOn(asking: AskingBus, listenMs = HEARTBEATS_MS): Promise<Status> {
  const listening = listenForStacks(asking.bus);
  const [services] = await Promise.all([findServices(asking, listenMs), wait(listenMs)]);
  listening.end();
  const found = await Promise.all(listening.heard().map(({ stack }) => statusOf(asking.bus, stack)));
  const stacks = found.filter((status) => status !== undefined);
  return {
    stacks: stacks.map((status) => ({
      ...status,
      services: services.filter(({ stack }) => stack === status.stack).map(({ name }) => name),
    })),
    services,
  };
}

const only = ({ stacks, services }: Status, stack: string): Status => ({
  stacks: stacks.filter((one) => one.stack === stack),
  services: services.filter((one) => one.stack === stack),
});

/** As a person would say it. */
export const nameOf = (stack: string): string => (stack === '' ? '(unnamed)' : stack);

export function statusText({ stacks, services }: Status, colours: Terminal['colours']): string {
  const table = textTable(
    [
      { title: 'stack' },
      { title: 'trading' },
      { title: 'run' },
      { title: 'position', align: 'right' },
      { title: 'time' },
      { title: 'waiting for' },
      { title: 'services' },
    ],
    stacks.map(({ stack, trading, closed, journal, position, time, waiting_for, services: names }): Cell[] => [
      nameOf(stack),
      closed ? { text: 'closed', colour: colours.dim } : { text: trading, colour: colourOfTrading(trading, colours) },
      journal,
      bigNumber(position),
      time === null ? '' : timeText(time),
      closed || waiting_for.length === 0 ? '' : waiting_for.join(', '),
      names.join(', '),
    ]),
    colours.dim,
  );
  const others = services.filter(({ stack }) => stack === null || !stacks.some((one) => one.stack === stack));
  const more = others.map(({ name, stack }) => `${name}${stack === null ? '' : ` (${nameOf(stack)})`}`);
  const tail = more.length === 0 ? [] : [`  ${colours.dim('also there:')} ${more.join(', ')}`];
  return `${[...table, ...tail].join('\n')}\n`;
}

export function colourOfTrading(trading: string, colours: Terminal['colours']): (text: string) => string {
  if (trading === 'ACTIVE') return colours.green;
  return trading === 'HALTED' ? colours.red : colours.yellow;
}
