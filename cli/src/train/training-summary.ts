// The short table at the end of a training, and what to do next.

import type { TrainResult } from '@tradingbot/trainer/train';
import { bigNumber } from '../number-text.ts';
import { shellWord } from '../shell-word.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import { factTable } from '../text-table.ts';
import type { TrainOptions } from './train-options.ts';

type Colours = Terminal['colours'];

export function trainingSummary(result: TrainResult, options: TrainOptions, colours: Colours): string {
  const isDone = result.status === 'done';
  const title = `${result.algorithm} on ${result.symbols.join(', ')}, ${result.timeframe} bars`;
  const lines = [
    '',
    colours.bold(isDone ? title : `${title}: stopped`),
    ...syntheticLine(result.synthetic, colours),
    ...factTable(factsOf(result), colours.dim),
    '',
    `Models in ${colours.cyan(result.artifacts_dir)}`,
    'Next:',
    ...(isDone ? nextSteps(result) : resumeSteps(options)).map((step) => `  ${step}`),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function factsOf(result: TrainResult): [string, string][] {
  const { best, metric } = result;
  return [
    ['steps', `${bigNumber(result.timesteps)}, ${bigNumber(result.steps_per_second)} per second`],
    ['backend', result.backend],
    ['network', `${result.features} features, ${bigNumber(result.parameters)} parameters`],
    ...(result.members > 1
      ? ([['population', `${result.members} members, ${result.generations} generations`]] satisfies [string, string][])
      : []),
    ['mean return', result.mean_return === null ? 'no episode has ended' : result.mean_return.toPrecision(4)],
    [
      'validation',
      best === null ? `no ${metric} exists` : `${metric} ${best.value.toFixed(3)} at step ${bigNumber(best.step)}`,
    ],
  ];
}

const nextSteps = ({ asset_class, best, artifacts_dir, tensorboard_dir, log }: TrainResult): string[] => [
  `npx tradingbot backtest --config ${configFor(asset_class)} --strategy policy --param ${shellWord(
    `model=${artifacts_dir}/${best === null ? 'final' : 'best'}_model.zip`,
  )}`,
  `tensorboard --logdir ${tensorboard_dir.slice(0, tensorboard_dir.lastIndexOf('/'))}`,
  `${log}   what happened, line by line`,
];

/** A configuration of the market that the model has learnt in: another one refuses it. */
const configFor = (assetClass: string): string =>
  assetClass === 'us_equity' ? 'configs/config_backtest_stocks.yaml' : 'configs/config_sim.yaml';

const resumeSteps = ({ config = '', set = [], seed }: TrainOptions): string[] => {
  const rest = [...(set.length === 0 ? [] : ['--set', ...set]), ...(seed === undefined ? [] : ['--seed', seed])];
  return [['npx tradingbot train --config', config, ...rest, '--resume'].join(' ')];
};
