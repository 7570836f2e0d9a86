// What came of a command, for people.

import type { Command } from '@tradingbot/contracts';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOutcome, StackOutcome } from './send-command.ts';
import { colourOfTrading, nameOf } from './show-status.ts';

type Colours = Terminal['colours'];

const KEPT: Readonly<Record<Command, string>> = {
  kill: 'Nobody answers. The kill is kept: it holds as soon as the stack starts.',
  reduce: 'Nobody answers. The command is kept: it holds as soon as the stack starts.',
  resume: 'Nobody answers. Whether the resume holds, tradingbot status says.',
};

export function outcomeText({ command, heard, stacks }: CommandOutcome, colours: Colours): string {
  if (!heard) return `${KEPT[command]}\n`;
  const table = textTable(
    [{ title: 'stack' }, { title: 'trading' }, { title: 'run' }, { title: 'position', align: 'right' }, { title: '' }],
    stacks.map((outcome): Cell[] => [
      nameOf(outcome.stack),
      tradingCell(outcome, colours),
      outcome.journal,
      outcome.position === null ? '' : String(outcome.position),
      remarkOf(outcome),
    ]),
    colours.dim,
  );
  return `${table.join('\n')}\n`;
}

const tradingCell = ({ trading, closed }: StackOutcome, colours: Colours): Cell =>
  closed ? { text: 'closed', colour: colours.dim } : { text: trading, colour: colourOfTrading(trading, colours) };

function remarkOf({ error, obeyed, closed }: StackOutcome): string {
  if (error !== null) return `refused: ${error}`;
  return obeyed || closed ? '' : 'recorded, but not obeyed yet: does risk run? (tradingbot status)';
}
