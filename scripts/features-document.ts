// Writes docs/features.md, the list of all features of an observation, from their catalog. Run it after a change of
// libs/features: `node scripts/run.cjs scripts/features-document.ts`. A test fails while the document says something else.

import { featureCatalog, OPTIONAL_COLUMNS, type Feature, type MarketFeature } from '@tradingbot/features';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const FEATURES_DOCUMENT = join(import.meta.dirname, '..', 'docs', 'features.md');

const HEADINGS: Readonly<Record<Feature['kind'], string>> = {
  market: 'Features of the market',
  instrument: 'Features of the instrument',
  account: 'Features of the account',
  abandoned: 'Not offered',
};

const MEANINGS: Readonly<Record<(typeof OPTIONAL_COLUMNS)[number], string>> = {
  taker_buy_base: 'volume bought by takers',
  quote_volume: 'volume in the quote asset',
  trades: 'how many',
  bid: 'at the close',
  ask: 'at the close',
  fear_greed: 'the index published last before the close, 0 to 100; it may be unknown',
  events: 'of high importance, how many fell into the bar',
};

/** The text of docs/features.md. */
export function featuresDocument(): string {
  return `# Features

What a policy observes, number by number. This file is made from the catalog in \`libs/features/src/observation/\` by
\`scripts/features-document.ts\`. Trainer, backtester and strategy compute features by the same code, bar by bar.

An observation is made at the close of a bar and may use that bar; it never uses a later one, and what is decided on it
trades no sooner than the next bar. All features lie within their range, are always numbers, and hang on no size: a market
at ten times the price or with ten times the volume looks the same (but for \`log_volume_norm\`, where hardly anything is
traded).

**Order.** Features of the market in the order below, then those of the instrument, then those of the account. An
adversary that disturbs observations may touch features of the market only.

**Left out.** A feature is left out, and named with the reason in the checkpoint, when the bars lack its columns, when its
window cannot be made of such bars, when it is not included by the configuration, or when there is one instrument and it
tells several apart. It is never filled with zeros.

**Columns.** \`open\`, \`high\`, \`low\`, \`close\` and \`volume\` are always there. Beside them a series may have:
${OPTIONAL_COLUMNS.map((name) => `\`${name}\` (${MEANINGS[name]})`).join(', ')}.

**Windows.** A window in bars is that many bars of any length. A window in hours is so many hours of bars: 24 h are 24 bars
of 1h and 6 bars of 4h. Bars make hours only while the market is open: with bars of 1h, 24 h of New York are nearly four
sessions, and a bar of 1d counts 24 h. A window is the nearest whole number of bars, \`n\`, unless that is more than 10 %
off or fewer than the least.

**Warm-up.** The first value comes with that many bars. There is no observation before the slowest feature has one.

**Signs.** \`O\`, \`H\`, \`L\`, \`C\`, \`V\`: open, high, low, close, volume of the bar; \`C₋\`: the close before it. \`SMA\` is a
simple average, \`EMA\` an exponential one, \`ATR\` Wilder's average true range. \`u(h)\` is the move that counts as 1 in h hours:
1 % in four hours, growing with the root of time, 47 % in a year. \`Y\` is how many bars a year has: 365 days of 24 hours of
crypto; of shares 252 sessions of 6.5 hours, or 252 bars of 1d.

**Splits.** When shares are split, later prices and volumes are brought to the shares of before.
${Object.keys(HEADINGS)
  .map((kind) => sectionOf(kind as Feature['kind']))
  .join('')}`;
}

function sectionOf(kind: Feature['kind']): string {
  const features = featureCatalog.filter((feature) => feature.kind === kind);
  return `\n## ${HEADINGS[kind]}\n\n${features.map(itemOf).join('\n')}\n`;
}

function itemOf(feature: Feature): string {
  const head = `- \`${feature.name}\` (number ${feature.index} of the original)`;
  if (feature.kind === 'abandoned') return `${head}: \`${feature.formula}\`. It ${feature.differs}.`;
  const [low, high] = feature.range;
  const facts = [`range ${signed(low)} to ${signed(high)}`, ...(feature.kind === 'market' ? marketFacts(feature) : [])];
  return [`${head}: ${formulaOf(feature.formula)}`, `  ${facts.join('; ')}.`, `  ${feature.differs}`].join('\n');
}

function marketFacts({ columns, window, warmup }: MarketFeature): string[] {
  const read = `columns ${columns.map((name) => `\`${name}\``).join(', ')}`;
  if ('bars' in window) return [read, `n = ${window.bars}`, `warm-up ${counted(warmup(window.bars))}`];
  const more = warmup(window.leastBars) - window.leastBars;
  const least = `at least ${counted(window.leastBars)}`;
  return [read, `n = ${window.hours} h of bars, ${least}`, `warm-up n${more === 0 ? '' : ` + ${more}`} bars`];
}

/** Sentences after a formula are no code. */
const formulaOf = (formula: string): string =>
  `${formula
    .split('; ')
    .map((part) => `\`${part}\``)
    .join('; ')}.`;

const counted = (bars: number): string => `${bars} ${bars === 1 ? 'bar' : 'bars'}`;
const signed = (bound: number): string => (bound < 0 ? `−${-bound}` : String(bound));

if (process.argv[1] === import.meta.filename) writeFileSync(FEATURES_DOCUMENT, featuresDocument());
