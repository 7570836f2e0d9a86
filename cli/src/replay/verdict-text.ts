// Whether a recorded run follows from its code, for people: the counts, and the first difference with what led to it.

import type { FirstDifference, ShownDecision, ShownEvent, Verdict } from '@tradingbot/backtester/journal';
import { eventLine, payloadText, timeText } from '../log/event-line.ts';
import { bigNumber } from '../number-text.ts';
import { factTable } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';

type Colours = Terminal['colours'];

const SHOWN_HASH = 12;

/** @param stack whose log the run is in, as `sameStack` says it */
export function verdictText(verdict: Verdict, colours: Colours, stack = ''): string {
  const { code_recorded, code_now, decisions_compared, first_difference, reason } = verdict;
  const compared = Object.entries(decisions_compared).map(([core, count]) => `${core} ${bigNumber(count)}`);
  const lines = [
    `${colourOf(verdict.verdict, colours)(verdict.verdict)}  ${verdict.run}`,
    ...(reason === null ? [] : [`  ${reason}`]),
    ...factTable(
      [
        ['facts replayed', bigNumber(verdict.facts_replayed)],
        ['decisions recorded', bigNumber(verdict.decisions_recorded)],
        ['compared', compared.join(', ')],
        [
          'code',
          code_recorded === code_now ? short(code_now) : `${short(code_recorded)} recorded, ${short(code_now)} now`,
        ],
        ['speed', `${bigNumber(verdict.events_per_second)} events/s`],
      ],
      colours.dim,
    ),
    ...(first_difference === null ? [] : differenceLines(first_difference, `${verdict.run}${stack}`, colours)),
  ];
  return `${lines.join('\n')}\n`;
}

function colourOf(verdict: Verdict['verdict'], colours: Colours): (text: string) => string {
  if (verdict === 'identical') return colours.green;
  return verdict === 'different' ? colours.red : colours.yellow;
}

const short = (hash: string): string => hash.slice(0, SHOWN_HASH);

function differenceLines(difference: FirstDifference, run: string, colours: Colours): string[] {
  const { position, core, cause_chain, recorded, replayed, fields } = difference;
  return [
    '',
    colours.bold(`First difference: ${core} at position ${bigNumber(position)}`),
    ...decisionLines('recorded', recorded, colours.red, colours),
    ...decisionLines('replayed', replayed, colours.green, colours),
    ...(fields.length === 0 ? [] : [`  ${colours.dim('differ   ')} ${fields.join(', ')}`]),
    colours.bold('because of'),
    ...cause_chain.map((event) => eventLine(storedOf(event), colours)),
    `npx tradingbot log show ${position} --run ${run}   shows what stands there`,
  ];
}

function decisionLines(
  label: string,
  decision: ShownDecision | null,
  colour: (text: string) => string,
  colours: Colours,
): string[] {
  const said =
    decision === null
      ? 'nothing'
      : `${colour(decision.type)}  ${timeText(decision.time)}  ${payloadText(withPayload(decision))}  ${colours.dim(`← ${decision.cause}`)}`;
  return [`  ${colours.dim(label.padEnd(9))} ${said}`];
}

const withPayload = ({ type, payload }: ShownDecision): Parameters<typeof payloadText>[0] => ({
  type,
  payload: (payload ?? {}) as Readonly<Record<string, unknown>>,
});

const storedOf = (event: ShownEvent): Parameters<typeof eventLine>[0] => ({ ...event, ...withPayload(event), id: '' });
