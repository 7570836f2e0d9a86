// `tradingbot train`: its options and its help.

import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import type { TrainOptions } from '../train/train-options.ts';

const EXAMPLES = `
The policy learns in the market that backtests and trades it. The best model by validation, checkpoints and the final
model are zips in artifacts/<run_id>/, and by the same names in artifacts/; TensorBoard reads logs/tensorboard/.
Same seed, same bars, same configuration: the same models, to the byte. Ctrl+C stops with a checkpoint.

Examples:
  npx tradingbot train --config configs/config_train.yaml
  npx tradingbot train --config configs/config_train.yaml --set total_timesteps=100000 learning_rate=0.0003 --seed 2
  npx tradingbot train --config configs/config_train_stocks.yaml --backend simd --json
  npx tradingbot train --config configs/config_pbt_adversarial.yaml --jobs 4
  npx tradingbot train --config configs/config_pbt_adversarial.yaml --workers     members learn on tradingbot service trainer
  npx tradingbot train --config configs/config_train.yaml --resume      goes on where the last run stopped
  npx tradingbot train --config configs/config_train.yaml --resume artifacts/checkpoint_102400.zip`;

export function trainCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command('train')
    .description('Train a policy, or a population of them, and write the models.')
    .option('--config <file>', 'the configuration, YAML with mode: train (required)')
    .option('--data <path...>', 'files with bars, in place of data.paths; all symbols in them unless --symbols')
    .option('--symbols <list>', 'symbols to learn from, joined by commas, in place of data.symbols')
    .option('--from <time>', 'first instant, UTC, in place of data.from')
    .option('--to <time>', 'end, UTC, exclusive, in place of data.to')
    .option('--set <key=value...>', 'any other key of the configuration, such as total_timesteps=100000')
    .option('--seed <number>', 'start of all random numbers, in place of seed')
    .option('--backend <name>', 'who computes, in place of backend: auto, tfjs or simd')
    .option('--resume [checkpoint]', 'go on from a checkpoint; alone: from the last one of this configuration')
    .option('--jobs <n>', 'threads that a population learns on; all cores when left out')
    .option('--workers', 'a population learns on workers over NATS (tradingbot service trainer), not on threads')
    .option('--json', 'print the result as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: TrainOptions) => {
      const { train } = await import('../train/train.ts');
      end(await train(options, terminal));
    });
}
