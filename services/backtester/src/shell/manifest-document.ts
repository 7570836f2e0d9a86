// What `manifest.json` says of a run: where it came from, with every default filled in.

import type { MarketSource } from '@tradingbot/bars/files';
import type { StrategySpec } from '@tradingbot/config';
import type { RecordedManifest } from '@tradingbot/contracts';
import { POLICY } from '@tradingbot/strategy';

type Document = Readonly<Record<string, unknown>>;

/** @param startedAt UTC, to the second */
export function manifestDocument(
  runId: string,
  startedAt: string,
  manifest: RecordedManifest,
  data: readonly Partial<MarketSource>[],
  strategies: readonly StatedStrategy[],
): Document {
  return {
    run_id: runId,
    started_at: startedAt,
    product: manifest.product,
    node: manifest.node,
    code_hash: manifest.codeHash,
    configuration_hash: manifest.configurationHash,
    data_hash: manifest.dataHash,
    seed: manifest.seed,
    synthetic: manifest.synthetic,
    currency: manifest.currency,
    data: data.map(({ path, sha256 }) => ({ path, sha256 })),
    strategies: strategies.map(({ name, use, params }, at) => ({ name, use, params, ...modelOf(manifest, use, at) })),
    configuration: manifest.configuration,
  };
}

interface StatedStrategy {
  readonly name: string;
  readonly use: string;
  readonly params: unknown;
}

/** Which model a policy traded: its hash stands for the strategy's code. */
const modelOf = ({ strategyCodeHashes }: RecordedManifest, use: string, at: number): Document =>
  use === POLICY ? { model_sha256: strategyCodeHashes[at] ?? '' } : {};

/** The strategies of a journal, whose code is not loaded: parameters as they were stated. */
export const statedStrategies = (manifest: RecordedManifest, specs: readonly StrategySpec[]) =>
  specs.map(({ name: use, params }, index) => ({ name: manifest.strategies[index] ?? use, use, params }));
