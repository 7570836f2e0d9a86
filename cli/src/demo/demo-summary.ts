// What a newcomer sees at the end of the demonstration.

import type { Verdict } from '@tradingbot/backtester/journal';
import type { BacktestResult } from '@tradingbot/backtester/run';
import type { verifyJournal } from '@tradingbot/event-log';
import { bigNumber, moneyText, percentText } from '../number-text.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';

/** That the log is whole, and that it follows from its code. */
export interface Proof {
  readonly chain: Awaited<ReturnType<typeof verifyJournal>>;
  readonly verdict: Verdict;
}

export function demoSummary(result: BacktestResult, { chain, verdict }: Proof, colours: Terminal['colours']): string {
  const identical = verdict.verdict === 'identical';
  const denials = Object.entries(result.denials_by_code).map(([code, count]) => `${code} ${bigNumber(count)}`);
  const compared = Object.entries(verdict.decisions_compared).map(([core, count]) => `${core} ${bigNumber(count)}`);
  const rows: [string, string][] = [
    ['equity', `${moneyText(result.initial_cash)} → ${moneyText(result.final_equity)} ${result.currency}`],
    ['return', percentText(result.total_return, 'signed')],
    ['trades', `${bigNumber(result.trades)} round trips, ${bigNumber(result.fills)} fills`],
    ['costs', `${moneyText(result.fees)} ${result.currency} fees`],
    ['denied', denials.length === 0 ? 'nothing' : denials.join(', ')],
    ['events recorded', `${bigNumber(verdict.events)} (${bigNumber(verdict.facts_replayed)} facts)`],
    ['log', chain.ok ? 'verified: the hash chain is whole' : `DAMAGED at position ${chain.position}: ${chain.reason}`],
    ['decided again', compared.join(', ')],
    [
      'parity',
      identical ? colours.green(colours.bold('identical')) : colours.red(`${verdict.verdict}: ${verdict.reason ?? ''}`),
    ],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = [
    '',
    colours.bold(`${result.strategies.join(' and ')} on ${result.symbols.join(', ')}`),
    ...syntheticLine(true, colours),
    ...rows.map(([label, value]) => `  ${colours.dim(label.padEnd(width))}  ${value}`),
    '',
    `Results in ${colours.cyan(result.artifacts_dir)}`,
    'Next:',
    `  npx tradingbot log tail --stack demo --type order.filled     the last fills, from the log`,
    `  npx tradingbot log show 100 --stack demo                     one event, its causes and consequences`,
    `  npx tradingbot replay --run latest --stack demo --set strategies.0.params.fast=9   what another parameter would have changed`,
    `  npx tradingbot backtest --config configs/config_sim.yaml     the same cores in one process, on the bundled sample`,
    `  npx tradingbot new strategy my-first                         your own, with a test and a configuration`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}
