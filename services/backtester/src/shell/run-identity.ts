// What a run is, as hashes: its code, its configuration, its data. Two runs with the same three decide the same.

import type { SurveyedMarket } from '@tradingbot/bars/files';
import { recordedConfiguration, type RunConfig } from '@tradingbot/config';
import { canonicalJson, type Catalog, type RecordedManifest } from '@tradingbot/contracts';
import type { TradingRules } from '@tradingbot/domain';
import { POLICY } from '@tradingbot/strategy';
import { isAbsolute, relative, sep } from 'node:path';
import { cwd } from 'node:process';
import type { RunIdentity } from '../core/index.ts';
import { productCodeHash, productVersion } from './code-hash.ts';
import type { LoadedStrategy } from './request.ts';
import { sha256 } from './sha256.ts';

/**
 * A configuration as it is recorded: what decisions hang on, and with paths from the working directory, so that the same
 * run in another checkout is the same.
 */
export function configurationOf(config: RunConfig): RecordedManifest['configuration'] {
  const { data, execution, strategy, strategies, ...rest } = recordedConfiguration(config);
  const used = <Spec extends UsedStrategy>(spec: Spec): Spec => ({
    ...spec,
    name: nearPath(spec.name),
    model: nearOrNone(spec.model),
    params: spec.name === POLICY ? withNearModel(spec.params) : spec.params,
  });
  const configuration = {
    ...rest,
    data: { ...data, paths: data.paths.map(nearPath), corporate_actions: nearOrNone(data.corporate_actions) },
    execution: { ...execution, reference_prices_path: nearOrNone(execution.reference_prices_path) },
    strategy: strategy && used(strategy),
    strategies: strategies?.map(used),
  };
  // What is not set is left out.
  return JSON.parse(JSON.stringify(configuration)) as RecordedManifest['configuration'];
}

interface UsedStrategy {
  readonly name: string;
  readonly model?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The model of a policy is a file too. */
function withNearModel(params: UsedStrategy['params']): UsedStrategy['params'] {
  const { model } = params;
  return typeof model === 'string' ? { ...params, model: nearPath(model) } : params;
}

/** An absolute path from the working directory; whatever else it is, as it is. */
function nearPath(path: string): string {
  return isAbsolute(path) ? relative(cwd(), path).split(sep).join('/') : path;
}

const nearOrNone = (path: string | undefined): string | undefined => path && nearPath(path);

/** The hash of all code that decides in a run. */
export const codeHashOf = (productHash: string, strategyHashes: readonly string[]): string =>
  sha256(productHash, ...strategyHashes);

/** The identity of bars: whoever has the same files has the same. */
export const dataHashOf = (sources: SurveyedMarket['sources']): string =>
  sha256(...sources.map((source) => source.sha256));

export function identityOf(run: {
  readonly config: RunConfig;
  readonly strategies: readonly LoadedStrategy[];
  readonly stack: string;
  readonly catalog: Catalog;
  readonly rules: readonly (readonly TradingRules[])[];
  readonly market: Pick<SurveyedMarket, 'sources' | 'synthetic'>;
}): RunIdentity {
  const configuration = configurationOf(run.config);
  const strategyCodeHashes = run.strategies.map(({ codeHash }) => codeHash);
  const productHash = productCodeHash();
  // The instruments and their rules are configuration too, wherever they were stated.
  const stated = { configuration, instruments: run.catalog.instruments, rules: printable(run.rules) };
  return {
    product: productVersion(),
    node: process.version,
    stack: run.stack,
    clock: 'simulated',
    previous: null,
    lastCommand: '',
    codeHash: codeHashOf(productHash, strategyCodeHashes),
    productCodeHash: productHash,
    strategyCodeHashes,
    configurationHash: sha256(canonicalJson(stated)),
    dataHash: dataHashOf(run.market.sources),
    synthetic: run.market.synthetic,
    configuration,
  };
}

/** `<UTC start>-<8 hex of configuration, data, code and seed>`. */
export function runIdOf(
  { configurationHash, dataHash, codeHash }: RunIdentity,
  seed: number,
  startedAt: string,
): string {
  const hash = sha256(configurationHash, dataHash, codeHash, String(seed));
  return `${startedAt.replace(/[-:]/g, '')}-${hash.slice(0, 8)}`;
}

/** The machine's clock, to the second: for people, never for decisions. */
export const startedNow = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** Canonical JSON has no big integers: a least notional beyond 2^53 is text. */
const printable = (rules: readonly (readonly TradingRules[])[]) =>
  rules.map((history) => history.map((rule) => ({ ...rule, minNotional: String(rule.minNotional) })));
