// A backtest on a recorded market: the account and the market data of a journal, under the strategies and limits of today.
// With the configuration and code that wrote the journal it decides the same.

import { catalogOf } from '@tradingbot/config';
import {
  sequencedOf,
  serialiserFor,
  type Payload,
  type RecordedEvent,
  type RecordedManifest,
  type StrategyIndex,
} from '@tradingbot/contracts';
import { amount } from '@tradingbot/domain';
import type { LogReader } from '@tradingbot/event-log';
import { setImmediate } from 'node:timers/promises';
import { createEngine, manifestOf, type OpeningState } from '../core/index.ts';
import { engineSetup } from './engine-setup.ts';
import { tuneCompiler } from './tune-compiler.ts';
import { survivalOf, type Survival } from './leave-journal.ts';
import { manifestDocument } from './manifest-document.ts';
import type { RunPlan } from './plan-run.ts';
import { createJournalPlayer } from './play-journal.ts';
import { createProgressMeter } from './progress-meter.ts';
import { manifestOfJournal, recordedEvents } from './read-journal.ts';
import type { BacktestRequest, BacktestResult } from './request.ts';
import { identityOf, runIdOf, startedNow } from './run-identity.ts';
import { openRecording, type RunRecording } from './run-recording.ts';

/**
 * @param request `config.data` and the instruments of the configuration are not looked at: the journal has them
 * @throws InputError, StrategyFailure; then, and when aborted, nothing is left behind
 */
export async function runBacktestFromJournal(
  reader: LogReader,
  journal: string,
  request: BacktestRequest,
): Promise<BacktestResult> {
  tuneCompiler();
  const recorded = await manifestOfJournal(reader, journal);
  const plan = planFrom(recorded, request);
  const { identity, catalog, config, strategies } = plan;
  const startedAt = startedNow();
  const runId = runIdOf(identity, config.seed, startedAt);
  const recording = openRecording({
    catalog,
    synthetic: identity.synthetic,
    artifactsDir: config.artifacts_dir,
    logsDir: config.logs_dir,
    journal: request.journal ? runId : undefined,
  });
  try {
    const barsPerSecond = await play(reader, journal, recorded, plan, recording, request);
    const manifest = manifestOf(identity, catalog, config.seed);
    return recording.publish({
      runId,
      manifest: manifestDocument(runId, startedAt, manifest, [{ path: `journal ${journal}` }], strategies),
      warnings: [],
      barsPerSecond,
      replace: false,
    });
  } finally {
    recording.discard();
  }
}

function planFrom(recorded: RecordedManifest, { config, strategies }: BacktestRequest): RunPlan {
  const catalog = { ...catalogOf(recorded), strategies: strategies.map(({ name }) => name) };
  const market = { sources: [], synthetic: recorded.synthetic };
  const identity = identityOf({ config, strategies, stack: '', catalog, rules: [], market });
  return {
    config,
    strategies,
    catalog,
    // The journal says when they change.
    rules: [],
    cash: amount(0),
    sources: [],
    identity: { ...identity, dataHash: recorded.dataHash },
    openBars: () =>
      Promise.resolve({
        series: [],
        totalBars: undefined,
        outsideSession: { count: 0, first: '' },
        gaps: [],
        jumps: [],
        otherActions: [],
        resampled: [],
      }),
  };
}

async function play(
  reader: LogReader,
  journal: string,
  manifest: RecordedManifest,
  plan: RunPlan,
  { observers, progress }: RunRecording,
  { onProgress, signal }: BacktestRequest,
): Promise<number> {
  const meter = createProgressMeter(progress, undefined, onProgress);
  const opening = createOpening(manifest, plan);
  let player: ReturnType<typeof createJournalPlayer> | undefined;
  for await (const chunk of recordedEvents(reader, journal)) {
    for (const recorded of chunk) {
      if (player !== undefined) player.see(recorded);
      else if (recorded.type !== 'run.started') opening.see(recorded);
      else {
        const engine = createEngine({ ...engineSetup(plan), opening: opening.state() }, observers);
        engine.open(recorded.time);
        player = createJournalPlayer(engine, catalogOf(manifest), manifest.clock);
      }
    }
    meter.tick();
    await setImmediate();
    signal.throwIfAborted();
  }
  player?.finish();
  return meter.barsPerSecond();
}

/** What a journal opened with, for the strategies of another run. */
function createOpening(manifest: RecordedManifest, plan: RunPlan) {
  const { strategies } = manifest;
  const serialiser = serialiserFor(catalogOf(manifest));
  const survival = survivalOf(manifest, plan);
  const balances: Payload<'run.balance'>[] = [];
  const positions: Payload<'run.position'>[] = [];
  const rules: Payload<'md.instrument'>[] = [];
  const carried: Payload<'run.carried'>[] = [];
  return {
    see(recorded: RecordedEvent): void {
      const event = sequencedOf(recorded, serialiser);
      if (event.type === 'run.balance') balances.push(event.payload);
      if (event.type === 'md.instrument') rules.push(event.payload);
      if (event.type === 'run.carried' && survives(event.payload.core, survival)) carried.push(event.payload);
      if (event.type !== 'run.position') return;
      const name = strategies[event.payload.strategy] ?? '';
      const strategy = plan.catalog.strategies.indexOf(name) as StrategyIndex;
      // A strategy that is not there holds nothing: its position stays an asset of the account.
      if (strategy >= 0) positions.push({ ...event.payload, strategy });
    },
    state: (): OpeningState => ({ balances, positions, rules, carried, command: undefined }),
  };
}

function survives(core: string, { trading, strategies }: Survival): boolean {
  return core === 'strategy' ? strategies : trading;
}
