// Everything that is written of a run: tables, text log, digest, figures. It sees the run's events one by one, whether the
// engine makes them or a journal holds them, so the same run leaves the same files.

import { serialiserFor, type Catalog } from '@tradingbot/contracts';
import { decisionDigest, journalWriter, type Observer } from '@tradingbot/core';
import { calendarOf } from '@tradingbot/domain';
import { isDefined } from '@tradingbot/metrics';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createRecorder, type RunFigures } from '../core/index.ts';
import { createCsvTables } from './csv-tables.ts';
import { writeJson } from './json-file.ts';
import { makeFolder } from './make-folder.ts';
import { metricsOf, resultOf } from './results.ts';
import { bothSinks, createReportRecorder, writeReport } from './report/index.ts';
import type { BacktestResult, TrialFigures } from './request.ts';
import { createRunFolder, moveFile, type RunFolder } from './run-folder.ts';
import { createRunLog } from './run-log.ts';
import { saidOf } from './said-of.ts';
import { createTextFile } from './text-file.ts';
import { recordTrials, trialFigures } from './trials.ts';
import { warningsOf } from './warnings.ts';

export interface RecordingRequest {
  readonly catalog: Catalog;
  readonly synthetic: boolean;
  readonly artifactsDir: string;
  readonly logsDir: string;
  /** Under this name every event goes to `journal.jsonl` too; `undefined` for not. */
  readonly journal: string | undefined;
}

export interface Publication {
  readonly runId: string;
  /** What `manifest.json` says of where the run came from, its hashes among it. */
  readonly manifest: object;
  /** For the one who asked, and in no file: what events do not tell. */
  readonly warnings: readonly string[];
  readonly barsPerSecond: number;
  /** Results of this name are replaced; else the next free name is taken. */
  readonly replace: boolean;
}

export interface RunRecording {
  /** Each must see every event of the types it reads, in order. */
  readonly observers: readonly Observer[];
  progress(): { readonly bars: number; readonly time: number };
  /** Ends the recording: the folder of results appears. */
  publish(publication: Publication): BacktestResult;
  /** Leaves nothing behind. After `publish` it does nothing. */
  discard(): void;
}

export function openRecording(request: RecordingRequest): RunRecording {
  saidOf('logs_dir', request.logsDir, () => makeFolder(request.logsDir));
  const folder = createRunFolder(request.artifactsDir);
  try {
    return recordInto(folder, request);
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function recordInto(folder: RunFolder, request: RecordingRequest): RunRecording {
  const { catalog, synthetic, artifactsDir, logsDir } = request;
  const inDraft = (name: string): string => join(folder.draft, name);
  const serialiser = serialiserFor(catalog);
  const tables = createCsvTables(folder.draft, catalog, synthetic ? 'synthetic' : 'recorded');
  const log = createRunLog(inDraft('run.log'), catalog, synthetic);
  const journal = request.journal === undefined ? undefined : createTextFile(inDraft('journal.jsonl'));
  const hash = createHash('sha256');
  const digest = decisionDigest(serialiser, {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  });
  const report = createReportRecorder(catalog);
  const recorder = createRecorder(catalog, daysPerYearOf(catalog), bothSinks(tables, report.sink));
  const observers: Observer[] = [recorder, report.observer, digest, log];
  if (journal !== undefined) observers.push(journalWriter(serialiser, request.journal ?? '', journal.write));

  function closeFiles(): void {
    tables.close();
    log.close();
    journal?.close();
  }

  return {
    observers,
    progress: () => recorder.progress(),
    publish({ runId: name, manifest, warnings, barsPerSecond, replace }) {
      const figures = recorder.figures();
      closeFiles();
      const metrics = metricsOf({
        figures,
        catalog,
        digest: digest.hex(),
        synthetic,
        warnings: warningsOf(catalog, synthetic, figures),
      });
      writeJson(inDraft('metrics.json'), metrics);
      writeReport(folder.draft, report, catalog, figures, metrics);
      writeJson(inDraft('manifest.json'), { ...manifest, decisions: digest.decisions });
      const { runId, path } = folder.publish(name, replace);
      moveFile(join(path, 'run.log'), logsDir, `${runId}.log`);
      const result = resultOf(metrics, runId, path, barsPerSecond, triedWith(artifactsDir, manifest, figures));
      return { ...result, warnings: [...result.warnings, ...warnings] };
    },
    discard() {
      try {
        closeFiles();
      } finally {
        folder.discard();
      }
    },
  };
}

/** Enters the run into the register of trials, and judges it by all that are there. */
function triedWith(artifactsDir: string, manifest: object, { equity: { returns } }: RunFigures): TrialFigures {
  const { dailySharpe, days, moments } = returns;
  const stated = manifest as Readonly<Record<'data_hash' | 'configuration_hash' | 'code_hash', string>>;
  const trial = {
    configuration_hash: stated.configuration_hash,
    code_hash: stated.code_hash,
    daily_sharpe: isDefined(dailySharpe) ? dailySharpe : null,
    days,
  };
  return trialFigures(recordTrials(artifactsDir, stated.data_hash, [trial]), moments);
}

/** Days by which a Sharpe ratio is annualised: 252 when everything trades in New York sessions, else 365. */
function daysPerYearOf({ instruments }: Catalog): number {
  return Math.max(...instruments.map((instrument) => calendarOf(instrument.calendar).daysPerYear));
}
