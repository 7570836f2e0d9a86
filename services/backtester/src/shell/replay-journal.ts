// Parity: each core alone is fed the recorded inputs in position order, other cores' recorded decisions included, and each
// of its own recorded decisions must be what it decides now, byte for byte.

import { catalogOf, configOfManifest, type RunConfig } from '@tradingbot/config';
import {
  canonicalJson,
  openLine,
  sequencedOf,
  serialiserFor,
  type RecordedEvent,
  type RecordedManifest,
} from '@tradingbot/contracts';
import { createCoreRunner, SavedStateError, type CoreRunner, type Difference } from '@tradingbot/core';
import { InputError } from '@tradingbot/domain';
import type { JournalInfo, LogReader, LogRecord } from '@tradingbot/event-log';
import { StrategyFailure } from '@tradingbot/strategy';
import { setImmediate } from 'node:timers/promises';
import { coresOf, openRecorded } from '../core/index.ts';
import { createChainCheck } from './chain-check.ts';
import { productCodeHash } from './code-hash.ts';
import { raiseInliningBudget } from './inlining-budget.ts';
import { manifestOfJournal } from './read-journal.ts';
import { createRecordedDigest } from './recorded-digest.ts';
import type { LoadedStrategy } from './request.ts';
import { codeHashOf, configurationOf } from './run-identity.ts';
import {
  differingFields,
  shownDecision,
  shownEvent,
  type FirstDifference,
  type ShownEvent,
  type Verdict,
} from './verdict.ts';

export interface ReplayRequest {
  /** Those of the journal's configuration, or of `config`, as they are now. */
  readonly strategies: readonly LoadedStrategy[];
  /** Another configuration to build the cores from: would it have decided the same? */
  readonly config?: RunConfig;
  /** Called now and then with the last position. */
  readonly onProgress?: (position: number, head: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads a journal once, checking its chain on the way, and stops at the first difference.
 * @throws InputError when there is no such journal or it does not fit the strategies; StrategyFailure when one throws
 */
export async function replayJournal(reader: LogReader, journal: string, request: ReplayRequest): Promise<Verdict> {
  raiseInliningBudget();
  const info = (await reader.journals()).find((one) => one.journal === journal);
  if (info === undefined) throw new InputError(`journal ${journal}`, 'is not in this log');
  const manifest = await manifestOfJournal(reader, journal);
  const replay = createReplay(info, manifest, request);
  const started = performance.now();
  for await (const chunk of reader.stream(journal, 0)) {
    if (!replay.take(chunk)) break;
    request.onProgress?.(replay.position, info.head.position);
    await setImmediate();
    request.signal?.throwIfAborted();
  }
  return replay.verdict(reader, (performance.now() - started) / 1000);
}

/** A difference with the core that it is about, and why there is nothing to compare where that is so. */
interface Found extends Difference {
  readonly core: string;
  readonly failure?: string;
}

interface Replay {
  readonly position: number;
  /** @returns false when there is nothing more to be learnt */
  take(chunk: readonly LogRecord[]): boolean;
  verdict(reader: LogReader, seconds: number): Promise<Verdict>;
}

function createReplay(info: JournalInfo, manifest: RecordedManifest, request: ReplayRequest): Replay {
  const catalog = catalogOf(manifest);
  const serialiser = serialiserFor(catalog);
  const config = request.config ?? configOfManifest(manifest);
  refuseOtherStrategies(manifest, request.strategies);
  const runners = coresOf(config, catalog, request.strategies).map((core) =>
    createCoreRunner(core, { catalog, seed: manifest.seed }, serialiser, manifest.clock),
  );
  const ownRunner = new Map(runners.map((runner) => [runner.core.name, runner]));
  const chain = createChainCheck(info);
  const digest = createRecordedDigest();
  const doubts: string[] = [];
  let events = 0;
  let found: Found | undefined;
  let done: Readonly<Record<string, number>> | undefined;

  /** @returns whether to go on */
  function see(record: LogRecord): boolean {
    const fault = chain.see(record);
    if (fault !== undefined) {
      doubts.push(fault.fault);
      if (fault.isGap) return false;
    }
    const recorded = opened(record);
    if (recorded === undefined) return false;
    events += 1;
    digest.see(recorded);
    let made: ReturnType<typeof sequencedOf> | undefined;
    const event = () => (made ??= sequencedOf(recorded, serialiser));
    // Its own core first: what was edited is found before another core stumbles over it.
    const own = recorded.cause === 0 ? undefined : ownRunner.get(recorded.source);
    if (own !== undefined && !feed(own, recorded, event)) return false;
    for (let i = 0; i < runners.length; i++) {
      const runner = runners[i] as CoreRunner;
      if (runner !== own && !feed(runner, recorded, event)) return false;
    }
    if (recorded.type === 'run.closed') done = (JSON.parse(recorded.payload) as { done: typeof done }).done;
    return true;
  }

  function opened({ body, position }: LogRecord): RecordedEvent | undefined {
    try {
      return openRecorded(body);
    } catch (error) {
      doubts.push(`position ${position} cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  function feed(runner: CoreRunner, recorded: RecordedEvent, event: Parameters<CoreRunner['see']>[1]): boolean {
    const core = runner.core.name;
    try {
      const difference = runner.see(recorded, event);
      if (difference === undefined) return true;
      found = { ...difference, core };
    } catch (error) {
      if (error instanceof StrategyFailure) throw error;
      if (error instanceof SavedStateError) {
        doubts.push(`what ${core} carried over from the journal before cannot be read by this code: ${error.message}`);
      } else {
        const failure = `at position ${recorded.position} ${core} cannot go on: ${messageOf(error)}`;
        found = { position: recorded.position, recorded, emitted: undefined, core, failure };
      }
    }
    return false;
  }

  /** What was decided and is not in the journal must lie behind the mark up to which all of it is. */
  function leftOver(): Found | undefined {
    if (done === undefined) return undefined;
    const behind = runners.flatMap(({ core, pending }): Found[] => {
      const emitted = pending.at(0);
      const mark = done?.[core.name] ?? events;
      return emitted === undefined || emitted.cause > mark
        ? []
        : [{ position: events, recorded: undefined, emitted, core: core.name }];
    });
    return behind.sort((a, b) => (a.emitted?.cause ?? 0) - (b.emitted?.cause ?? 0))[0];
  }

  return {
    get position() {
      return events;
    },
    take: (chunk) => chunk.every(see),
    async verdict(reader, seconds) {
      const isWhole = found === undefined && doubts.length === 0;
      if (isWhole) {
        const fault = chain.end();
        if (fault !== undefined) doubts.push(fault);
        if (done === undefined) doubts.push('the run is unfinished: its journal is not closed');
        else if (digest.decisions === 0) doubts.push('nothing was decided in it');
      }
      const difference = found ?? (isWhole ? leftOver() : undefined);
      const codeNow = codeHashOf(
        productCodeHash(),
        request.strategies.map(({ codeHash }) => codeHash),
      );
      const changes = [
        ...(codeNow === manifest.codeHash ? [] : ['the code is not the one that wrote the journal']),
        ...(isSameConfiguration(config, manifest) ? [] : ['the configuration is another one']),
      ];
      return {
        ...judgement(difference, doubts, changes, codeNow !== manifest.codeHash),
        run: info.journal,
        events,
        facts_replayed: events - digest.decisions,
        decisions_recorded: digest.decisions,
        decisions_compared: Object.fromEntries(runners.map(({ core, seen }) => [core.name, seen])),
        code_recorded: manifest.codeHash,
        code_now: codeNow,
        decision_digest: digest.hex(),
        first_difference: difference === undefined ? null : await shownDifference(reader, info.journal, difference),
        events_per_second: Math.round(events / Math.max(seconds, 1e-6)),
      };
    },
  };
}

function judgement(
  difference: Found | undefined,
  doubts: readonly string[],
  changes: readonly string[],
  isOtherCode: boolean,
): Pick<Verdict, 'verdict' | 'reason'> {
  if (difference !== undefined) {
    const what = difference.failure ?? `at position ${difference.position} ${difference.core} decides otherwise`;
    return { verdict: 'different', reason: [what, ...changes, ...doubts].join('; ') };
  }
  if (doubts.length > 0) return { verdict: 'inconclusive', reason: [...doubts, ...changes].join('; ') };
  if (isOtherCode) return { verdict: 'code_differs', reason: `${changes.join('; ')}; every decision is the same` };
  return { verdict: 'identical', reason: changes.length === 0 ? null : changes.join('; ') };
}

async function shownDifference(
  reader: LogReader,
  journal: string,
  { position, core, recorded, emitted }: Found,
): Promise<FirstDifference> {
  const was = recorded === undefined ? null : shownDecision(recorded);
  const is = emitted === undefined ? null : shownDecision(emitted);
  const cause = was?.cause ?? is?.cause ?? 0;
  return {
    position,
    core,
    cause,
    cause_chain: await causesOf(reader, journal, cause),
    recorded: was,
    replayed: is,
    fields: was === null || is === null ? [] : differingFields(was, is),
  };
}

async function causesOf(reader: LogReader, journal: string, first: number): Promise<ShownEvent[]> {
  const chain: ShownEvent[] = [];
  for (let cause = first; cause > 0;) {
    const [record] = await reader.read(journal, cause - 1, 1);
    if (record === undefined) return chain;
    const event = openLine(record.body);
    chain.push(shownEvent(event));
    // An edited journal may name a cause that is none.
    if (event.cause >= cause) return chain;
    cause = event.cause;
  }
  return chain;
}

function refuseOtherStrategies({ strategies }: RecordedManifest, loaded: readonly LoadedStrategy[]): void {
  const names = loaded.map(({ name }) => name);
  if (names.join('\n') === strategies.join('\n')) return;
  throw new InputError(
    'the configuration',
    `names the strategies ${names.join(', ')}, but the journal has ${strategies.join(', ')}`,
    'give them the same names, in the same order',
  );
}

const isSameConfiguration = (config: RunConfig, { configuration }: RecordedManifest): boolean =>
  canonicalJson(configurationOf(config)) === canonicalJson(configuration);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
