// The commands, and what happens to the way they end. Each command loads what it needs only when it runs.

import { Command, CommanderError } from 'commander';
import { backtestCommand } from './commands/backtest.ts';
import { configCommand } from './commands/config.ts';
import { killCommand, reduceCommand, resumeCommand, statusCommand } from './commands/control.ts';
import { demoCommand } from './commands/demo.ts';
import { devCommand } from './commands/dev.ts';
import { evalCommand } from './commands/eval.ts';
import { importCommand } from './commands/import.ts';
import { liveCommand } from './commands/live.ts';
import { logCommand } from './commands/log.ts';
import { modelCommand } from './commands/model.ts';
import { newCommand } from './commands/new.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { serviceCommand } from './commands/service.ts';
import { trainCommand } from './commands/train.ts';
import type { Terminal } from './terminal.ts';
import { usageSentence } from './usage-sentence.ts';
import { productVersion } from './version.ts';

/** In the order of the help. */
const COMMANDS = [
  backtestCommand,
  trainCommand,
  evalCommand,
  modelCommand,
  importCommand,
  liveCommand,
  demoCommand,
  statusCommand,
  killCommand,
  reduceCommand,
  resumeCommand,
  logCommand,
  replayCommand,
  reportCommand,
  configCommand,
  newCommand,
  devCommand,
  serviceCommand,
] as const;

const BAD_USAGE = 2;
const INTERRUPTED = 130;

/**
 * Runs one command line, without the program's name.
 * @returns the exit code: 0 done · 1 the answer is no · 2 bad usage or input · 3 something outside is missing
 */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  if (argv.length === 0) {
    terminal.err(program.helpInformation());
    return BAD_USAGE;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return terminal.leftBehind === undefined ? exitCode : await endWith(terminal.leftBehind.reason, terminal);
  } catch (error) {
    // Help and version end as errors with exit code 0; what is wrong with usage has been said already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
    return endWith(error, terminal);
  }
}

function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command('tradingbot')
    .description('A trading platform whose every day can be replayed byte for byte.')
    .version(productVersion(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  npx tradingbot backtest --config configs/config_sim.yaml');
  for (const command of COMMANDS) program.addCommand(command(terminal, end));
  for (const command of [program, ...program.commands, ...program.commands.flatMap((group) => group.commands)]) {
    prepare(command, terminal);
  }
  return program;
}

function prepare(command: Command, terminal: Terminal): void {
  command
    .helpOption('--help', 'show this help')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(usageSentence(text, command)),
    });
}

/** Says what went wrong, in one sentence where it can be said so. */
async function endWith(error: unknown, terminal: Terminal): Promise<number> {
  const { leftBehind, signal } = terminal;
  if (terminal.isUnread) return 0;
  if (signal.aborted && leftBehind === undefined) {
    terminal.err('stopped: nothing was written\n');
    return INTERRUPTED;
  }
  const { explainFailure } = await import('./failure.ts');
  let cause = error;
  if (leftBehind !== undefined && error === leftBehind.reason) {
    const { explainLeftBehind } = await import('@tradingbot/strategy/load');
    cause = explainLeftBehind(error) ?? error;
  }
  const { exitCode, text } = explainFailure(cause, terminal.verbose);
  terminal.err(text);
  return exitCode;
}
