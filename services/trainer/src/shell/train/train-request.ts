// What a training is asked for and what it answers: the door between the command line and the trainer.

import type { MarketSource } from '@tradingbot/bars/files';
import type { Bus } from '@tradingbot/bus';
import type { TrainConfig } from '@tradingbot/config';
import type { Json } from '@tradingbot/contracts';

export interface TrainRequest {
  readonly config: TrainConfig;
  /** The path of a checkpoint to go on from; `latest`: the last one of the last run of this configuration. */
  readonly resume?: string;
  /** Threads that a population learns on. The result does not hang on it. */
  readonly threads: number;
  /** Where members learn in place of threads: on workers that ask for their shares on this bus. */
  readonly bus?: Bus;
  /** Sentences for whoever started it: what will be taken, and what was decided. */
  readonly say: (sentence: string) => void;
  readonly onProgress: (progress: TrainProgress) => void;
  /** A policy was judged on the validation range: a trial, whoever counts them. */
  readonly onJudged: (judged: Judged) => void;
  /** Stops at the next rollout, with a checkpoint. */
  readonly signal: AbortSignal;
}

export interface TrainProgress {
  /** Steps of the environment, of all members together. */
  readonly steps: number;
  readonly totalSteps: number;
  readonly stepsPerSecond: number;
  /** Of the last episodes; `null` before the first has ended. */
  readonly meanReturn: number | null;
  /** Of a population. */
  readonly generation: number | null;
}

export interface Judged {
  /** What it was trained under. */
  readonly configuration: Json;
  /** SHA-256 of its parameters. */
  readonly parametersHash: string;
  readonly dailyReturns: readonly number[];
  /** The bars. */
  readonly sources: readonly MarketSource[];
}

/** The document that `--json` prints. */
export interface TrainResult {
  readonly run_id: string;
  /** `interrupted`: stopped with a checkpoint, to go on from. */
  readonly status: 'done' | 'interrupted';
  readonly algorithm: 'ppo' | 'sa-ppo';
  readonly backend: string;
  readonly synthetic: boolean;
  readonly symbols: readonly string[];
  readonly asset_class: string;
  readonly timeframe: string;
  /** Numbers in an observation. */
  readonly features: number;
  readonly parameters: number;
  readonly timesteps: number;
  readonly metric: string;
  /** On the validation range; `null` where none had a score. */
  readonly best: { readonly step: number; readonly value: number } | null;
  readonly mean_return: number | null;
  /** Of a population. */
  readonly members: number;
  readonly generations: number;
  readonly steps_per_second: number;
  /** What to go on from, when it was stopped. */
  readonly checkpoint: string | null;
  readonly artifacts_dir: string;
  readonly tensorboard_dir: string;
  readonly log: string;
}
