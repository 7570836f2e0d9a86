// `tradingbot model list|show|promote|rollback`: options and help.

import { Command } from 'commander';
import type { ModelOptions, PromoteOptions } from '../model/model-options.ts';
import type { Terminal } from '../terminal.ts';

type End = (exitCode: number) => void;

const LIST_HELP = `
Every checkpoint under the folder of results, once for each distinct file; the one in force is marked.

Examples:
  npx tradingbot model list
  npx tradingbot model list --json`;
const SHOW_HELP = `
A model is named by its file, by the beginning of its SHA-256, or by "promoted", the one in force.

Examples:
  npx tradingbot model show artifacts/best_model.zip
  npx tradingbot model show promoted --json`;
const PROMOTE_HELP = `
Keeps a copy under artifacts/models/<sha256>.zip, which no training overwrites, and adds the promotion to
artifacts/models/promotions.jsonl. A configuration that says model: promoted trades the model in force; a run that has
begun goes on with the model it began with.

Examples:
  npx tradingbot model promote artifacts/best_model.zip --reason "sortino 1.4 out of sample"
  npx tradingbot model promote 3fa91c --by alice`;
const ROLLBACK_HELP = `
Ends with exit code 1 when no model was in force before.

Examples:
  npx tradingbot model rollback --reason "drawdown beyond what was seen in evaluation"`;

export function modelCommand(terminal: Terminal, end: End): Command {
  const group = new Command('model')
    .description('Trained models: which there are, what they are, and which one is in force.')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  npx tradingbot model list');
  group.addCommand(listCommand(terminal, end));
  group.addCommand(showCommand(terminal, end));
  group.addCommand(promoteCommand(terminal, end));
  group.addCommand(rollbackCommand(terminal, end));
  return group;
}

const listCommand = (terminal: Terminal, end: End): Command =>
  common(new Command('list'))
    .description('Checkpoints with step, score and hash.')
    .addHelpText('after', LIST_HELP)
    .action(async (options: ModelOptions) => {
      const { listModels } = await import('../model/list-models.ts');
      end(listModels(options, terminal));
    });

const showCommand = (terminal: Terminal, end: End): Command =>
  common(new Command('show').argument('<model>', 'a file, the beginning of a SHA-256, or promoted'))
    .description('What a model is: members, features, hyper-parameters, lineage.')
    .addHelpText('after', SHOW_HELP)
    .action(async (name: string, options: ModelOptions) => {
      const { showModel } = await import('../model/show-model.ts');
      end(showModel(name, options, terminal));
    });

const promoteCommand = (terminal: Terminal, end: End): Command =>
  common(new Command('promote').argument('<model>', 'a file, or the beginning of a SHA-256'))
    .description('Put a model in force.')
    .option('--by <name>', 'who promotes it (you, as this machine knows you)')
    .option('--reason <text>', 'why')
    .addHelpText('after', PROMOTE_HELP)
    .action(async (name: string, options: PromoteOptions) => {
      const { promoteModel } = await import('../model/promote-model.ts');
      end(promoteModel(name, options, terminal));
    });

const rollbackCommand = (terminal: Terminal, end: End): Command =>
  common(new Command('rollback'))
    .description('Put the model in force that was so before the present one.')
    .option('--by <name>', 'who takes it back (you, as this machine knows you)')
    .option('--reason <text>', 'why')
    .addHelpText('after', ROLLBACK_HELP)
    .action(async (options: PromoteOptions) => {
      const { rollbackModel } = await import('../model/promote-model.ts');
      end(rollbackModel(options, terminal));
    });

const common = (command: Command): Command =>
  command
    .option('--artifacts <folder>', 'the folder of results', 'artifacts')
    .option('--json', 'print one JSON document')
    .option('--verbose', 'show the stack of an unexpected error');
