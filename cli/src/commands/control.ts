// `tradingbot kill|reduce|resume|status`: options and help.

import { Command } from 'commander';
import type { Command as OperatorCommand } from '@tradingbot/contracts';
import type { ControlOptions, StatusOptions } from '../control/control-options.ts';
import type { Terminal } from '../terminal.ts';

type End = (exitCode: number) => void;

const KILL_HELP = `
Without --stack or --config it stops every stack, as nats pub control.kill '' does. A stack that does not run is
stopped when it starts.

Examples:
  npx tradingbot kill --reason "prices look wrong"
  npx tradingbot kill --stack crypto`;
const REDUCE_HELP = `
Without --stack, --config or --all it is for the one stack that runs.

Examples:
  npx tradingbot reduce --reason "before the announcement"
  npx tradingbot reduce --all`;
const RESUME_HELP = `
Without --stack, --config or --all it is for the one stack that runs.

Examples:
  npx tradingbot resume --operator alice --reason "the feed is back"
  npx tradingbot resume --operator alice --reason "the feed is back" --stack crypto`;
const STATUS_HELP = `
Examples:
  npx tradingbot status
  npx tradingbot status --stack crypto --json`;

export const killCommand = (terminal: Terminal, end: End): Command =>
  commanding('kill', terminal, end)
    .description('Stop trading: no order leaves but cancels, until a named operator resumes.')
    .addHelpText('after', KILL_HELP);

export const reduceCommand = (terminal: Terminal, end: End): Command =>
  commanding('reduce', terminal, end)
    .description('Let only orders leave that shrink a position, until a named operator resumes.')
    .addHelpText('after', REDUCE_HELP);

export const resumeCommand = (terminal: Terminal, end: End): Command =>
  commanding('resume', terminal, end).description('Trade again.').addHelpText('after', RESUME_HELP);

export function statusCommand(terminal: Terminal, end: End): Command {
  return new Command('status')
    .description('Say which stacks run, whether they trade, and which services they have.')
    .option('--stack <name>', 'only this stack')
    .option('--config <file>', 'only the stack of this configuration, on its servers')
    .option('--json', 'print it as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', STATUS_HELP)
    .action(async (options: StatusOptions) => {
      const { showStatus } = await import('../control/show-status.ts');
      end(await showStatus(options, terminal));
    });
}

function commanding(command: OperatorCommand, terminal: Terminal, end: End): Command {
  const mustSay = command === 'resume' ? ' (required)' : '';
  return new Command(command)
    .option('--operator <name>', `who commands it${mustSay === '' ? ' (you, as this machine knows you)' : mustSay}`)
    .option('--reason <text>', `why${mustSay}`)
    .option('--stack <name>', 'one stack')
    .option('--config <file>', 'the stack of this configuration, on its servers')
    .option('--all', 'every stack')
    .option('--json', 'print the answers as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .action(async (options: ControlOptions) => {
      const { commandStacks } = await import('../control/command-stacks.ts');
      end(await commandStacks(command, options, terminal));
    });
}
