// Which features a run observes, in which order, and which it does without and why.
// Plain data that can be sent to a worker: a checkpoint's plan is made again from its names.

import { InputError, parseTimeframe, type AssetClass } from '@tradingbot/domain';
import { featureCatalog } from './catalog.ts';
import { BAR_COLUMNS, OPTIONAL_COLUMNS, type ObservationColumn } from './columns.ts';
import type { Feature } from './feature.ts';
import { barsOf, type WindowBars } from './window-bars.ts';

export interface ObservationChoice {
  /** What the series has; other names than those of `BAR_COLUMNS` and `OPTIONAL_COLUMNS` say nothing to a feature. */
  readonly columns: readonly string[];
  /** Length of a bar, such as "1h". */
  readonly timeframe: string;
  readonly assetClass: AssetClass;
  /** Symbols, in an order that lasts. */
  readonly instruments: readonly string[];
  /** Only these, by their names here or in the catalog; all where it is left out. */
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Features that take more bars to begin are left out. */
  readonly maxWarmup?: number | undefined;
}

/** One number of the observation, or for `token_one_hot` one for each instrument. */
export interface PlannedFeature {
  readonly name: string;
  /** Name in the catalog. */
  readonly feature: string;
  readonly kind: 'market' | 'instrument' | 'account';
  readonly low: number;
  readonly high: number;
  /** Bars that it looks back over; 0 for what is not of the market. */
  readonly window: number;
  /** Bars until it is there. */
  readonly warmup: number;
}

/** Features of the market stand first, then those of the instrument, then those of the account. */
export interface ObservationPlan {
  readonly timeframe: string;
  readonly assetClass: AssetClass;
  readonly instruments: readonly string[];
  /** Columns that are read. */
  readonly columns: readonly ObservationColumn[];
  readonly features: readonly PlannedFeature[];
  readonly names: readonly string[];
  /** Name in the catalog → why it is not observed. */
  readonly omitted: Readonly<Record<string, string>>;
  /** Bars until all features are there: the first observation is that of bar number `warmup`, counted from 1. */
  readonly warmup: number;
  /** How many features are of the market. */
  readonly marketCount: number;
  /** 1 for each feature of the market. */
  readonly marketMask: Uint8Array;
}

const KINDS = ['market', 'instrument', 'account'] as const;

/** @throws InputError for a timeframe that is none, a name that is no feature's, and when no feature is left */
export function observationPlan(choice: ObservationChoice): ObservationPlan {
  const length = parseTimeframe(choice.timeframe);
  if (length === undefined)
    throw new InputError('timeframe', `"${choice.timeframe}" is no length of a bar`, 'such as 1h');
  refuseUnknown('include', choice);
  refuseUnknown('exclude', choice);
  const chosen: PlannedFeature[] = [];
  const omitted: Record<string, string> = {};
  const read = new Set<ObservationColumn>();
  for (const feature of featureCatalog) {
    const planned = planOf(feature, choice);
    if (typeof planned === 'string') {
      omitted[feature.name] = planned;
      continue;
    }
    chosen.push(...planned);
    if (feature.kind === 'market') for (const column of feature.columns) read.add(column);
  }
  if (chosen.length === 0)
    throw new InputError('features', 'none is left to observe', 'include more, or exclude fewer');
  const features = KINDS.flatMap((kind) => chosen.filter((feature) => feature.kind === kind));
  return {
    timeframe: choice.timeframe,
    assetClass: choice.assetClass,
    instruments: [...choice.instruments],
    columns: [...BAR_COLUMNS, ...OPTIONAL_COLUMNS].filter((column) => read.has(column)),
    features,
    names: features.map(({ name }) => name),
    omitted,
    warmup: Math.max(...features.map(({ warmup }) => warmup)),
    marketCount: features.filter(({ kind }) => kind === 'market').length,
    marketMask: Uint8Array.from(features, ({ kind }) => (kind === 'market' ? 1 : 0)),
  };
}

/** The numbers of a feature, or why there are none. */
function planOf(feature: Feature, choice: ObservationChoice): readonly PlannedFeature[] | string {
  if (feature.kind === 'abandoned') return feature.differs;
  const names = feature.kind === 'instrument' ? feature.names(choice.instruments) : [feature.name];
  const named = (list: readonly string[]): boolean => [feature.name, ...names].some((name) => list.includes(name));
  if (choice.include !== undefined && !named(choice.include)) return 'is not included by the configuration';
  if (named(choice.exclude ?? [])) return 'is excluded by the configuration';
  const measured = feature.kind === 'market' ? windowOf(feature, choice) : { window: 0, warmup: 1 };
  if (typeof measured === 'string') return measured;
  if (feature.kind === 'instrument' && choice.instruments.length < 2) {
    return 'tells instruments apart, and there is only one';
  }
  const { name, kind, range } = feature;
  return names.map((own) => ({ name: own, feature: name, kind, low: range[0], high: range[1], ...measured }));
}

function windowOf(
  { columns, window, warmup }: Feature & { kind: 'market' },
  choice: ObservationChoice,
): { readonly window: number; readonly warmup: number } | string {
  const missing = columns.filter((column) => !isThere(column, choice.columns));
  if (missing.length > 0) return `needs ${missing.join(' and ')}, which the bars do not have`;
  const bars: WindowBars = barsOf(window, choice.timeframe);
  if (typeof bars === 'string') return bars;
  const first = warmup(bars);
  if (first > (choice.maxWarmup ?? Infinity)) {
    return `takes ${first} bars to begin, more than the ${choice.maxWarmup} allowed`;
  }
  return { window: bars, warmup: first };
}

function isThere(column: ObservationColumn, columns: readonly string[]): boolean {
  return (BAR_COLUMNS as readonly string[]).includes(column) || columns.includes(column);
}

function refuseUnknown(list: 'include' | 'exclude', choice: ObservationChoice): void {
  const known = new Set(
    featureCatalog.flatMap((feature) =>
      feature.kind === 'instrument' ? [feature.name, ...feature.names(choice.instruments)] : [feature.name],
    ),
  );
  for (const name of choice[list] ?? []) {
    if (known.has(name)) continue;
    throw new InputError(`features.${list}`, `"${name}" is no feature`, 'docs/features.md lists them');
  }
}
