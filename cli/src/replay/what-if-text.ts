// What another configuration would have made of a recorded market, for people.

import type { ShownEvent } from '@tradingbot/backtester/journal';
import { eventLine, payloadText, timeText } from '../log/event-line.ts';
import { bigNumber, moneyText, percentText } from '../number-text.ts';
import { textTable } from '../text-table.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import type { WhatIf } from './what-if-answer.ts';

type Colours = Terminal['colours'];
type Results = WhatIf['recorded'];

/** @param stack whose log the run is in, as `sameStack` says it */
export function whatIfText(answer: WhatIf, colours: Colours, stack = ''): string {
  const { run, identical, recorded, what_if: other, first_difference: apart } = answer;
  const rows = ROWS.map(([label, value]) => [label, value(recorded), value(other)]);
  const table = textTable(
    [{ title: '' }, { title: 'recorded', align: 'right' }, { title: 'what if', align: 'right' }],
    rows,
    colours.dim,
  );
  const lines = [
    '',
    `${identical ? colours.green('identical') : colours.yellow('different')}  ${run}`,
    ...syntheticLine(recorded.synthetic, colours),
    ...table,
    ...(apart === null ? [] : differenceLines(apart, `${run}${stack}`, colours)),
    '',
    `Results in ${colours.cyan(other.artifacts_dir)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const ROWS: readonly (readonly [label: string, value: (results: Results) => string])[] = [
  ['strategies', ({ strategies }) => strategies.join(', ')],
  ['final equity', ({ final_equity }) => moneyText(final_equity)],
  ['return', ({ total_return }) => percentText(total_return, 'signed')],
  ['max drawdown', ({ max_drawdown }) => percentText(max_drawdown, 'plain')],
  ['Sharpe', ({ sharpe }) => (sharpe === null ? '–' : sharpe.toFixed(2))],
  ['trades', ({ trades }) => bigNumber(trades)],
  ['fills', ({ fills }) => bigNumber(fills)],
  ['fees', ({ fees }) => moneyText(fees)],
  ['denied', ({ denials }) => bigNumber(denials)],
  ['decision digest', ({ decision_digest }) => decision_digest.slice(0, 12)],
];

function differenceLines(
  { recorded, whatIf, causeChain }: NonNullable<WhatIf['first_difference']>,
  run: string,
  colours: Colours,
): string[] {
  const position = recorded?.position ?? whatIf?.position ?? 0;
  const time = recorded?.time ?? whatIf?.time ?? 0;
  return [
    '',
    colours.bold(`First difference: position ${bigNumber(position)}, ${timeText(time)}`),
    decisionLine('recorded', recorded, colours),
    decisionLine('what if', whatIf, colours),
    colours.bold('because of'),
    ...causeChain.map((event) => eventLine({ ...event, payload: payloadOf(event), id: '' }, colours)),
    `npx tradingbot log show ${position} --run ${run}   shows what stands there`,
  ];
}

function decisionLine(label: string, event: ShownEvent | null, colours: Colours): string {
  const said =
    event === null
      ? 'nothing more'
      : `${event.source} ${colours.bold(event.type)}  ${payloadText({ type: event.type, payload: payloadOf(event) })}`;
  return `  ${colours.dim(label.padEnd(9))} ${said}`;
}

const payloadOf = ({ payload }: ShownEvent): Readonly<Record<string, unknown>> =>
  (payload ?? {}) as Readonly<Record<string, unknown>>;
