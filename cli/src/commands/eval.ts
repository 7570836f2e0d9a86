// `tradingbot eval`: its options and its help.

import { InputError } from '@tradingbot/domain';
import { Command } from 'commander';
import type { EvalOptions } from '../eval/eval-options.ts';
import type { Terminal } from '../terminal.ts';
import { addRunOptions } from './run-options.ts';

const EXAMPLES = `
Every profile is simulated anew with the same seed on the same bars; none is only another name for another's results.
A profile that needs finer bars than there are says so in its row.

Examples:
  npx tradingbot eval --config configs/config_eval.yaml --all-profiles
  npx tradingbot eval --config configs/config_eval.yaml --profile MKT_OPEN_NEXT_H1 LIMIT_MID_BPS
  npx tradingbot eval --config configs/config_sim.yaml --all-profiles --strategy ema-cross --json
  npx tradingbot eval --config configs/config_eval.yaml --all-profiles --model artifacts/best_model.zip
  npx tradingbot eval --run latest --since 30d

With --model a trained policy takes the place of the strategies. The bars behind its training are cut into eval.folds
ranges, each run with eval.seeds seeds, and so are buy-and-hold, momentum and a random policy that trades as much. The
deflated Sharpe ratio counts every try on these bars; the probability of backtest overfitting compares the checkpoints
of its training run. Exit code 1 when it is below eval.bar, such as {sortino: 0.5}, under any profile that could be run.`;

export function evalCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command('eval')
    .description('Simulate the strategies under each execution profile, and put the results into one table.')
    .option('--config <file>', 'the configuration, YAML (required, but for --run)')
    .option('--all-profiles', 'all five execution profiles')
    .option('--profile <name...>', 'some of them')
    .option('--model <file>', 'judge this trained model, or promoted, the one in force')
    .option('--run <id>', 'score a recorded run and its model: its id, the beginning of one, or latest')
    .option('--since <length>', 'with --run: only so far back from its end, such as 30d')
    .option('--stack <name>', 'with --run: the stack whose log it is in');
  return addRunOptions(command)
    .option('--json', 'print the table as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: EvalOptions) => {
      end(await evaluated(options, terminal));
    });
}

/** Each kind of evaluation loads what it needs. */
async function evaluated({ model, run, ...options }: EvalOptions, terminal: Terminal): Promise<number> {
  if (run !== undefined) {
    refuseWithRun({ ...options, ...(model === undefined ? {} : { model }) });
    return (await import('../eval/run/score-run.ts')).scoreRun({ ...options, run }, terminal);
  }
  for (const name of ['since', 'stack'] as const) {
    if (options[name] !== undefined) throw new InputError(`--${name}`, 'is of a recorded run', 'say --run latest too');
  }
  if (model === undefined) return (await import('../eval/evaluate.ts')).evaluate(options, terminal);
  return (await import('../eval/model/evaluate-model.ts')).evaluateModel({ ...options, model }, terminal);
}

/** What was recorded is not simulated again. */
function refuseWithRun(options: Omit<EvalOptions, 'run'>): void {
  const { config: _, set: _set, json: _json, quiet: _quiet, since: _since, stack: _stack, ...others } = options;
  const [name] = Object.keys(others).filter((key) => key !== 'verbose');
  if (name === undefined) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new InputError('--run', 'scores what was recorded, and simulates nothing', `leave ${flag} out`);
}
