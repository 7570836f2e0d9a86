// What is wrong with a command line, in the form of every other sentence: what, and in brackets the mend.

import type { Command } from 'commander';

/** @param text what commander says: "error: unknown option '--confg'\n(Did you mean --config?)\n" */
export function usageSentence(text: string, command: Command): string {
  const [what = '', hint = ''] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const plain = what.replace(/'([^']*)'/g, '$1').replace(/\.$/, '');
  const mend = hint === '' ? `see ${fullName(command)} --help` : hint.replace(/^\(Did/, 'did').replace(/\)$/, '');
  return `${fullName(command)}: ${plain} (${mend})\n`;
}

const fullName = (command: Command): string =>
  command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
