// What was imported, for people and for programs.

import type { Gathered, GatheredBars } from '@tradingbot/bars/files';
import { formatMicros, formatTimeframe, MICROS_PER_HOUR } from '@tradingbot/domain';
import { bigNumber } from '../number-text.ts';
import { shellWord } from '../shell-word.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import { textTable } from '../text-table.ts';
import { marketOfSymbol } from './market-of-symbol.ts';

/** What the reader of the bars should know about the files they came from. */
export const importWarnings = ({ unfinished }: Gathered): string[] =>
  unfinished.map(
    ({ path, nextPage }) =>
      `${path}: more bars follow, and are not in this file: its next_page_token asks for the next page (fetch that with page_token=${nextPage}, and import both)`,
  );

/** One JSON document. */
export function importDocument(gathered: Gathered, out: string): object {
  const { series, timeframe, synthetic, leftOut } = gathered;
  return {
    out,
    timeframe: formatTimeframe(timeframe),
    synthetic,
    left_out: leftOut.map((one) => ({ ...one, timeframe: formatTimeframe(one.timeframe) })),
    warnings: importWarnings(gathered),
    symbols: series.map((one) => {
      const { symbol, bars, duplicates, gaps } = one;
      return {
        symbol,
        bars: bars.length,
        first: timeOf(one, 0),
        last: timeOf(one, bars.length - 1),
        duplicates,
        gaps: { count: gaps.count, missing_bars: gaps.missingBars, first: gaps.first.map(gapDocument) },
      };
    }),
  };
}

const gapDocument = ({ from, to, bars }: GatheredBars['gaps']['first'][number]): object => ({
  from: formatMicros(from),
  to: formatMicros(to),
  bars,
});

export function importSummary(gathered: Gathered, out: string, colours: Terminal['colours']): string {
  const { series, timeframe, synthetic } = gathered;
  const columns = [
    { title: 'symbol' },
    { title: 'bars', align: 'right' as const },
    { title: 'from' },
    { title: 'to' },
    { title: 'twice', align: 'right' as const },
    { title: 'missing', align: 'right' as const },
  ];
  const rows = series.map((one) => [
    one.symbol,
    bigNumber(one.bars.length),
    timeOf(one, 0),
    timeOf(one, one.bars.length - 1),
    bigNumber(one.duplicates),
    bigNumber(one.gaps.missingBars),
  ]);
  const lines = [`${out}: ${formatTimeframe(timeframe)} bars`, ...syntheticLine(synthetic, colours), ''];
  lines.push(...textTable(columns, rows, colours.dim), '');
  lines.push(...series.flatMap(gapLines));
  for (const { path, symbol, timeframe: length } of gathered.leftOut) {
    lines.push(`left out: the ${formatTimeframe(length)} bars of ${symbol} in ${path}`);
  }
  const profile = timeframe > H1 && timeframe <= H4 ? ' --set execution_profile=MKT_OPEN_NEXT_4H' : '';
  lines.push(`Use it:  npx tradingbot backtest --config ${configFor(series)} --data ${shellWord(out)}${profile}`);
  return `${lines.join('\n')}\n`;
}

/** Up to an hour the profile of the shipped configurations takes the bars, and four hours have one of their own. */
const H1 = MICROS_PER_HOUR;
const H4 = 4 * MICROS_PER_HOUR;

/** The shipped configuration of their market. */
const configFor = (series: readonly GatheredBars[]): string =>
  series.every(({ symbol }) => marketOfSymbol(symbol).calendar === 'NYSE')
    ? 'configs/config_backtest_stocks.yaml'
    : 'configs/config_sim.yaml';

function gapLines({ symbol, gaps }: GatheredBars): string[] {
  if (gaps.count === 0) return [];
  const shown = gaps.first.map(
    ({ from, to, bars }) => `  ${formatMicros(from)} to ${formatMicros(to)}  ${bigNumber(bars)} missing`,
  );
  const more = gaps.count - shown.length;
  const gapsWord = gaps.count === 1 ? 'gap' : 'gaps';
  return [
    `${symbol} has ${bigNumber(gaps.count)} ${gapsWord}, and none was filled:`,
    ...shown,
    ...(more > 0 ? [`  and ${bigNumber(more)} more`] : []),
    '',
  ];
}

const timeOf = ({ bars }: GatheredBars, row: number): string => formatMicros(bars.openTime[row] as number);
