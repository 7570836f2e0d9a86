// What whoever reads a run's figures should know about them.

import type { OpenedBars } from '@tradingbot/bars/files';
import type { Catalog } from '@tradingbot/contracts';
import { addExact, amount, formatMicros, formatTimeframe, MICROS_PER_DAY, type Amount } from '@tradingbot/domain';
import { isDefined, monthlyReturns } from '@tradingbot/metrics';
import type { RunFigures } from '../core/index.ts';
import { moneyTextOf } from './money-text.ts';
import { cents, grouped, many } from './sentence-numbers.ts';

/** Longer than any regular closing of a market: a weekend with holidays on both sides. */
const LONGEST_BREAK = 5 * MICROS_PER_DAY;
const FEW_TRADES = 30;
const FEW_DAYS = 60;
/** Annual. */
const PLAUSIBLE_SHARPE = 5;

/** What the events of a run tell: the same for everybody who has them. */
export function warningsOf(catalog: Catalog, synthetic: boolean, figures: RunFigures): string[] {
  const { trades } = figures;
  const warnings: string[] = [];
  if (synthetic) warnings.push('the data is synthetic: made by a generator, not recorded from a market');
  warnings.push(...endWarnings(catalog, figures));
  if (trades === 0) warnings.push('no round trip was completed');
  else if (trades < FEW_TRADES) warnings.push(`only ${many(trades, 'round trip')}: too few to judge a strategy by`);
  warnings.push(
    ...tooGood(figures),
    ...oneSided(catalog, figures),
    ...costDominated(catalog, figures),
    ...mostlyDenied(figures),
    ...neverArrived(figures),
    ...stillHeld(catalog, figures),
  );
  return warnings;
}

function endWarnings({ instruments }: Catalog, { lastTime, lastBarAt }: RunFigures): string[] {
  return instruments.flatMap(({ symbol }, index) => {
    const end = lastBarAt[index] ?? -1;
    if (end >= lastTime - LONGEST_BREAK) return [];
    return end === -1
      ? [`${symbol} has no bar: what was held or ordered then stayed so`]
      : [`the bars of ${symbol} end at ${formatMicros(end)}: what was held or ordered then stayed so`];
  });
}

/** Nothing that was traded for months has had such a ratio: a decision then knew what was to come. */
function tooGood({ equity: { returns } }: RunFigures): string[] {
  const { sharpe } = returns;
  if (!isDefined(sharpe) || sharpe <= PLAUSIBLE_SHARPE || returns.moments.count < FEW_DAYS) return [];
  return [`too good to be true: a Sharpe ratio of ${sharpe.toFixed(1)}; see whether --check-lookahead finds a leak`];
}

/** What was refused is then more than what was traded: the run says little about what the strategy wanted. */
function mostlyDenied({ denialsByCode, fills }: RunFigures): string[] {
  const denials = [...denialsByCode.values()].reduce((sum, count) => sum + count, 0);
  if (denials <= Math.max(fills, FEW_TRADES)) return [];
  const [code = '', count = 0] = [...denialsByCode].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return [
    `mostly denied: ${grouped(denials)} targets were refused and ${grouped(fills)} orders filled, ${grouped(count)} times by ${code}`,
  ];
}

function neverArrived({ rejectionsByCode, fills }: RunFigures): string[] {
  const lost = rejectionsByCode.get('VENUE_TIMEOUT') ?? 0;
  if (lost === 0 || lost * 10 < fills) return [];
  return [`${many(lost, 'order')} never reached the venue: every attempt took longer than latency.timeout_ms`];
}

/** Gains that hang on one symbol, on one month, or on a market that rose anyway. */
function oneSided({ instruments }: Catalog, { equity, byInstrument, growth, trades }: RunFigures): string[] {
  const { totalReturn, initialEquity, finalEquity, daily } = equity;
  if (totalReturn <= 0 || trades === 0) return [];
  const warnings: string[] = [];
  const winners = instruments.filter((_, index) => (byInstrument[index]?.pnl ?? 0) > 0);
  if (instruments.length > 1 && winners.length === 1) {
    warnings.push(`one-sided: ${winners[0]?.symbol ?? ''} alone made money, every other symbol lost it or made none`);
  }
  const months = monthlyReturns(daily);
  const best = months.reduce((most, month) => (month.value > most.value ? month : most), { period: '', value: 0 });
  if (months.length > 2 && finalEquity / (1 + best.value) <= initialEquity) {
    warnings.push(`one-sided: without ${best.period} (${gain(best.value)}) nothing would have been made`);
  }
  const known = growth.filter((one) => one !== undefined);
  const market = known.reduce((sum, one) => sum + one - 1, 0) / Math.max(known.length, 1);
  if (market > 0 && market >= totalReturn) {
    warnings.push(
      `one-sided: only long in a rising market: holding all along made ${gain(market)}, this ${gain(totalReturn)}`,
    );
  }
  return warnings;
}

/** The result then says more about the assumed costs than about the strategy. */
function costDominated(catalog: Catalog, { all }: RunFigures): string[] {
  const costs = [all.fees, all.slippage, all.spread, all.delay].reduce<Amount>(addExact, amount(0));
  if (costs <= 0 || costs <= all.grossProfit || all.trades.count === 0) return [];
  const money = moneyTextOf(catalog);
  const text = (value: Amount): string => `${cents(money.exact(value))} ${catalog.currency}`;
  return [
    `cost-dominated: ${text(costs)} of costs, more than the ${text(all.grossProfit)} that winning round trips made`,
  ];
}

function stillHeld(catalog: Catalog, { held, finalEquity }: RunFigures): string[] {
  const shareOf = ({ value }: { readonly value: Amount }): number =>
    Number(finalEquity) === 0 ? 0 : Number(value) / Number(finalEquity);
  // Dust is no position.
  const positions = held.filter((position) => shareOf(position) >= 0.001);
  if (positions.length === 0) return [];
  const share = positions.reduce((sum, position) => sum + shareOf(position), 0);
  const symbols = [...new Set(positions.map(({ instrument }) => catalog.instruments[instrument]?.symbol ?? ''))];
  return [`${symbols.join(', ')} still held at the end, ${percent(share)} of equity, priced at the last close`];
}

/** A return, with its sign. */
const gain = (share: number): string => `${share > 0 ? '+' : ''}${percent(share)}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What only who read the files knows. */
export function readingWarnings({ outsideSession: { count, first }, gaps, resampled }: OpenedBars): string[] {
  const outside = count === 0 ? [] : [`${many(count, 'bar')} outside trading sessions left out, first ${first}`];
  return [...outside, ...gaps.flatMap(gapWarning), ...resampled.flatMap(resamplingWarning)];
}

function gapWarning({ symbol, timeframe, count, missingBars, longest }: OpenedBars['gaps'][number]): string[] {
  if (count === 0 || longest === undefined) return [];
  const missing = `${symbol} lacks ${many(missingBars, `${formatTimeframe(timeframe)} bar`)}`;
  const from = formatMicros(longest.from);
  const where =
    count === 1 ? ` from ${from}` : ` in ${grouped(count)} gaps, the longest of ${grouped(longest.bars)} from ${from}`;
  return [`${missing}${where}: nothing was filled in`];
}

function resamplingWarning({ symbol, to, incomplete, withGaps }: OpenedBars['resampled'][number]): string[] {
  const bar = `${formatTimeframe(to)} bar`;
  return [
    ...(withGaps === 0
      ? []
      : [`${many(withGaps, bar)} of ${symbol} ${withGaps === 1 ? 'is' : 'are'} made with finer bars missing`]),
    ...(incomplete === 0
      ? []
      : [`${many(incomplete, bar)} of ${symbol} at the ends of the data left out as incomplete`]),
  ];
}
