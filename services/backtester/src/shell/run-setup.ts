// From configuration to engine: exact limits and costs, and the identity of the run (hashes and id).

import type { BarFile } from '@tradingbot/bars/files';
import type { RunConfig } from '@tradingbot/config';
import { canonicalJson, moneyScaleOf, type Catalog, type RecordedManifest } from '@tradingbot/contracts';
import { amount, micros, parseDecimal, parseTimeframe, type Amount, type TradingRules } from '@tradingbot/domain';
import { ppbFromBps, type TradingCosts } from '@tradingbot/simulation';
import type { RiskLimits } from '@tradingbot/risk';
import { createHash } from 'node:crypto';
import type { EngineSetup } from '../core/index.ts';
import { productCodeHash, productVersion } from './code-hash.ts';
import type { BacktestRequest } from './request.ts';

export interface DescribedRun {
  readonly runId: string;
  /** What `manifest.json` holds. */
  readonly manifest: {
    readonly run_id: string;
    readonly started_at: string;
    readonly product: string;
    readonly node: string;
    readonly code_hash: string;
    readonly configuration_hash: string;
    readonly data_hash: string;
    readonly seed: number;
    readonly synthetic: boolean;
    readonly data: readonly { readonly path: string; readonly sha256: string }[];
    /** With every default filled in. */
    readonly strategies: readonly { readonly name: string; readonly use: string; readonly params: unknown }[];
    readonly configuration: unknown;
  };
}

/** `<UTC start>-<8 hex of configuration, data, code and seed>`. */
export function describeRun(
  { config, strategies }: BacktestRequest,
  catalog: Catalog,
  rules: readonly (readonly TradingRules[])[],
  files: readonly BarFile[],
): DescribedRun {
  const { artifacts_dir: _results, logs_dir: _logs, ...configuration } = config;
  const code_hash = sha256(productCodeHash(), ...strategies.map((strategy) => strategy.codeHash));
  // The instruments and their rules are configuration too, wherever they were stated.
  const configuration_hash = sha256(
    canonicalJson({ configuration, instruments: catalog.instruments, rules: printable(rules) }),
  );
  const data_hash = sha256(...files.map((file) => file.sha256));
  const started_at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const run_id = `${started_at.replace(/[-:]/g, '')}-${sha256(configuration_hash, data_hash, code_hash, String(config.seed)).slice(0, 8)}`;
  const manifest = {
    run_id,
    started_at,
    product: productVersion(),
    node: process.version,
    code_hash,
    configuration_hash,
    data_hash,
    seed: config.seed,
    synthetic: files.some((file) => file.synthetic),
    currency: catalog.currency,
    data: files.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
    strategies: strategies.map(({ name, use, params }) => ({ name, use, params })),
    configuration,
  };
  return { runId: run_id, manifest };
}

export function engineSetup(
  { config, strategies }: BacktestRequest,
  catalog: Catalog,
  rules: readonly (readonly TradingRules[])[],
  { manifest }: DescribedRun,
): EngineSetup {
  const money = (text: string): Amount => amount(parseDecimal(text, moneyScaleOf(catalog)));
  const costs = costsOf(config);
  return {
    catalog,
    rules,
    strategies,
    limits: limitsOf(config, costs, money),
    costs,
    execution: { equityInterval: micros(parseTimeframe(config.execution.equity_interval) ?? 0) },
    cash: money(config.portfolio.cash),
    seed: config.seed,
    closeAtEnd: config.execution.close_at_end,
    identity: {
      product: manifest.product,
      node: manifest.node,
      codeHash: manifest.code_hash,
      configurationHash: manifest.configuration_hash,
      dataHash: manifest.data_hash,
      synthetic: manifest.synthetic,
      configuration: JSON.parse(JSON.stringify(manifest.configuration)) as RecordedManifest['configuration'],
    },
  };
}

function costsOf({ fees, execution_params, execution }: RunConfig): TradingCosts {
  return {
    takerFeePpb: ppbFromBps(fees.taker_bps),
    makerFeePpb: ppbFromBps(fees.maker_bps),
    slippagePpb: ppbFromBps(execution_params.slippage_bps),
    clipToBar: execution.clip_to_bar.enabled,
  };
}

function limitsOf({ risk }: RunConfig, costs: TradingCosts, money: (text: string) => Amount): RiskLimits {
  const off = amount(0);
  const limit = (text: string): Amount => (risk.enabled ? money(text) : off);
  return {
    maxOrderNotional: limit(risk.max_order_notional),
    maxPositionNotional: limit(risk.max_abs_position_notional),
    dailyLossLimit: limit(risk.daily_loss_limit),
    dailyResetHour: risk.daily_reset_utc_hour,
    maxOrdersPerWindow: risk.enabled ? risk.max_orders_per_min : 0,
    windowSeconds: risk.max_orders_window_s,
    costReservePpb: Math.max(costs.takerFeePpb, costs.makerFeePpb) + costs.slippagePpb,
  };
}

/** Canonical JSON has no big integers: a least notional beyond 2^53 is text. */
const printable = (rules: readonly (readonly TradingRules[])[]) =>
  rules.map((history) => history.map((rule) => ({ ...rule, minNotional: String(rule.minNotional) })));

/** SHA-256 over parts, each told from the next. */
function sha256(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
