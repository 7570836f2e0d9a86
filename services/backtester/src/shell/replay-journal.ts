// Parity: each core alone is fed the recorded inputs in position order, other cores' recorded decisions included, and each
// of its own recorded decisions must be what it decides now, byte for byte.

import { catalogOf, configOfManifest, type RunConfig } from '@tradingbot/config';
import { canonicalJson, type RecordedManifest } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { LogReader } from '@tradingbot/event-log';
import { setImmediate } from 'node:timers/promises';
import { productCodeHash } from './code-hash.ts';
import { shownDifference } from './first-difference.ts';
import { tuneCompiler } from './tune-compiler.ts';
import { manifestOfJournal } from './read-journal.ts';
import { createCoreReplay, type ReplayOutcome } from './replay-cores.ts';
import type { LoadedStrategy } from './request.ts';
import { codeHashOf, configurationOf } from './run-identity.ts';
import type { Verdict } from './verdict.ts';

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
  tuneCompiler();
  const info = (await reader.journals()).find((one) => one.journal === journal);
  if (info === undefined) throw new InputError(`journal ${journal}`, 'is not in this log');
  const manifest = await manifestOfJournal(reader, journal);
  const { strategies } = request;
  refuseOtherStrategies(manifest, strategies);
  const config = request.config ?? configOfManifest(manifest);
  const replay = createCoreReplay(info, manifest, catalogOf(manifest), config, strategies);
  const started = performance.now();
  for await (const chunk of reader.stream(journal, 0)) {
    if (!replay.take(chunk)) break;
    request.onProgress?.(replay.events, info.head.position);
    await setImmediate();
    request.signal?.throwIfAborted();
  }
  const seconds = Math.max((performance.now() - started) / 1000, 1e-6);
  const outcome = replay.end();
  const { events, decisions } = replay;
  const codeNow = codeHashOf(
    productCodeHash(),
    strategies.map(({ codeHash }) => codeHash),
  );
  const isOtherCode = codeNow !== manifest.codeHash;
  return {
    ...judgement(outcome, isOtherCode, isOtherConfiguration(config, manifest)),
    run: journal,
    events,
    facts_replayed: events - decisions,
    decisions_recorded: decisions,
    decisions_compared: outcome.compared,
    code_recorded: manifest.codeHash,
    code_now: codeNow,
    decision_digest: outcome.digest,
    first_difference:
      outcome.difference === undefined ? null : await shownDifference(reader, journal, outcome.difference),
    events_per_second: Math.round(events / seconds),
  };
}

function judgement(
  { difference, doubts }: ReplayOutcome,
  isOtherCode: boolean,
  isOtherConfig: boolean,
): Pick<Verdict, 'verdict' | 'reason'> {
  const changes = [
    ...(isOtherCode ? ['the code is not the one that wrote the journal'] : []),
    ...(isOtherConfig ? ['the configuration is another one'] : []),
  ];
  if (difference !== undefined) {
    const what = difference.failure ?? `at position ${difference.position} ${difference.core} decides otherwise`;
    return { verdict: 'different', reason: [what, ...changes, ...doubts].join('; ') };
  }
  if (doubts.length > 0) return { verdict: 'inconclusive', reason: [...doubts, ...changes].join('; ') };
  if (isOtherCode) return { verdict: 'code_differs', reason: `${changes.join('; ')}; every decision is the same` };
  return { verdict: 'identical', reason: changes.length === 0 ? null : changes.join('; ') };
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

const isOtherConfiguration = (config: RunConfig, { configuration }: RecordedManifest): boolean =>
  canonicalJson(configurationOf(config)) !== canonicalJson(configuration);
