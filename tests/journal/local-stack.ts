// The services of a stack in one process, on a log of its own: the cores of a journal, the sequencer's order and the
// feeder of market data, which can be stopped at any position, as a crash would.

import { coresOf, settle } from '@tradingbot/backtester';
import { manifestOfJournal, type RunPlan } from '@tradingbot/backtester/journal';
import { catalogOf, configOfManifest } from '@tradingbot/config';
import {
  openLine,
  sequencedOf,
  serialiserFor,
  storable,
  type EventType,
  type Payload,
  type ProducedEvent,
  type RecordedEvent,
  type Source,
} from '@tradingbot/contracts';
import { createCoreRunner, dueTick } from '@tradingbot/core';

import type { EventLog } from '@tradingbot/event-log';
import { createResumePoint } from '@tradingbot/market-data';
import { lastGroupBefore } from '@tradingbot/market-data/service';
import { groupsOf } from '@tradingbot/market-data/service';

export interface StackRun {
  readonly log: EventLog;
  readonly plan: RunPlan;
  readonly journal: string;
  /** The position at which everything stops; the end of the data otherwise. */
  readonly stopAt?: number;
  /** What an operator says before the group of market data of that number. */
  readonly commands?: ReadonlyMap<
    number,
    { readonly type: 'control.kill' | 'control.resume'; readonly command: string }
  >;
}

/** @returns whether the journal was closed, and not stopped before */
export async function runStack({ log, plan, journal, stopAt = Infinity, commands }: StackRun): Promise<boolean> {
  const manifest = await manifestOfJournal(log, journal);
  const catalog = catalogOf(manifest);
  const serialiser = serialiserFor(catalog);
  const runners = coresOf(configOfManifest(manifest), catalog, plan.strategies).map((core) =>
    createCoreRunner(core, { catalog, seed: manifest.seed }, serialiser),
  );
  const resume = createResumePoint();
  let [head, facts, time, lastTick] = [0, 0, 0, -Infinity];

  function see(recorded: RecordedEvent, isNews: boolean): void {
    head = recorded.position;
    time = recorded.time;
    if (recorded.cause === 0) facts += 1;
    if (recorded.type === 'clock.tick') lastTick = recorded.time;
    resume.see(recorded);
    if (isNews) return;
    for (const runner of runners) {
      const difference = runner.see(recorded, () => sequencedOf(recorded, serialiser));
      if (difference !== undefined) throw new Error(`DIVERGED ${JSON.stringify(difference)}`);
    }
  }

  const writer = await log.openWriter(journal);
  for await (const chunk of log.stream(journal, 0)) for (const { body } of chunk) see(openLine(body), false);
  const before = await lastGroupBefore(manifest, async (from, after, limit) =>
    (await log.read(from, after, limit)).map(({ body }) => body),
  );
  const resumePoint = resume.point(before);

  /** @returns false when it is time to stop */
  async function append(events: readonly RecordedEvent[], areDecisions: boolean): Promise<boolean> {
    // A group is written whole or not at all; decisions may be torn apart.
    const room = stopAt - head;
    const fitting = areDecisions ? events.slice(0, room) : events.length <= room ? events : [];
    const records = fitting.map((one) => storable(sequencedOf(one, serialiser), journal, catalog, serialiser));
    if (records.length > 0) await writer.append(records);
    for (const one of fitting) see(one, areDecisions);
    return fitting.length === events.length;
  }

  async function sayFacts(
    produced: readonly Pick<ProducedEvent, 'type' | 'time' | 'payload'>[],
    source: Source,
  ): Promise<boolean> {
    const events = produced.map(({ type, time: at, payload }, i): RecordedEvent => ({
      type,
      time: at,
      payload,
      position: head + 1 + i,
      source,
      cause: 0,
      ordinal: 0,
      correlation: head + 1 + i,
    }));
    return (await append(events, false)) && decide();
  }

  const decide = async (): Promise<boolean> => append(settle(runners, head, serialiser), true);

  const say = <Type extends EventType>(type: Type, at: number, payload: Payload<Type>): Promise<boolean> =>
    sayFacts([{ type, time: at, payload: JSON.stringify(payload) }], 'sequencer');

  if (!(await decide())) return false;
  const { series } = await plan.openBars();
  const market = { catalog, rules: plan.rules, series };
  let group = 0;
  for await (const { time: due, events } of groupsOf(market, resumePoint, new AbortController().signal)) {
    const command = commands?.get(group++);
    if (command !== undefined) {
      const payload = { command: command.command, operator: 'ann', reason: 'test' };
      if (!(await say(command.type, time, payload))) return false;
    }
    for (;;) {
      const wake = Math.min(...runners.map((runner) => runner.wake));
      const tick = wake < due ? dueTick(wake, time, lastTick) : Infinity;
      if (tick >= due) break;
      if (!(await say('clock.tick', tick, {}))) return false;
    }
    if (!(await sayFacts(events, 'market-data'))) return false;
  }
  const closePositions = plan.config.execution.close_at_end;
  if (!(await say('run.ending', time, { closePositions, reason: 'end of data' }))) return false;
  const done: Record<string, number> = {};
  for (const name of runners.map(({ core }) => core.name).sort()) done[name] = head;
  if (!(await say('run.closed', time, { decisions: head - facts, done, facts }))) return false;
  await writer.close();
  return true;
}
