// manifest.json of a training: where it came from, with every default filled in.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingManifest } from './find-checkpoint.ts';
import type { TrainingPlan } from './plan-training.ts';
import { recordedTraining } from './recorded-training.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');

/** @param startedAt UTC, to the second */
export function manifestOf(plan: TrainingPlan, runId: string, startedAt: string, backend: string): TrainingManifest {
  const { config, markets, plan: observed } = plan.ground;
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const stated = {
    kind: 'training' as const,
    run_id: runId,
    started_at: startedAt,
    product: version,
    node: process.version,
    code_hash: plan.hashes.code,
    configuration_hash: plan.hashes.configuration,
    data_hash: plan.hashes.data,
    seed: config.seed,
    backend,
    synthetic: plan.synthetic,
    data: plan.sources.map(({ path, sha256 }) => ({ path, sha256 })),
    ranges: markets.map(({ symbol, ranges }) => ({ symbol, ...ranges })),
    features: observed.names,
    omitted: observed.omitted,
    configuration: recordedTraining(config),
  };
  return stated;
}
