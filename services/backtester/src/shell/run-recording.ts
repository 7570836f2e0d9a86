// Everything that is written of a run: tables, text log, digest, figures. It sees the run's events one by one, whether the
// engine makes them or a journal holds them, so the same run leaves the same files.

import { moneyScaleOf, serialiserFor, type Catalog } from '@tradingbot/contracts';
import { decisionDigest, journalWriter, type Observer } from '@tradingbot/core';
import { calendarOf, formatDecimal, type Amount } from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createRecorder } from '../core/index.ts';
import { createCsvTables } from './csv-tables.ts';
import { writeJson } from './json-file.ts';
import { makeFolder } from './make-folder.ts';
import { metricsOf, resultOf } from './results.ts';
import type { BacktestResult } from './request.ts';
import { createRunFolder, moveFile, type RunFolder } from './run-folder.ts';
import { createRunLog } from './run-log.ts';
import { createTextFile } from './text-file.ts';
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
  /** What `manifest.json` says of where the run came from. */
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
  makeFolder(request.logsDir);
  const folder = createRunFolder(request.artifactsDir);
  try {
    return recordInto(folder, request);
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function recordInto(folder: RunFolder, request: RecordingRequest): RunRecording {
  const { catalog, synthetic, logsDir } = request;
  const inDraft = (name: string): string => join(folder.draft, name);
  const serialiser = serialiserFor(catalog);
  const tables = createCsvTables(folder.draft, catalog, synthetic ? 'synthetic' : 'recorded');
  const log = createRunLog(inDraft('run.log'), catalog, synthetic);
  const journal = request.journal === undefined ? undefined : createTextFile(inDraft('journal.jsonl'));
  const hash = createHash('sha256');
  const digest = decisionDigest(serialiser, {
    update: (text) => void hash.update(text),
    hex: () => hash.digest('hex'),
  });
  const recorder = createRecorder(catalog, daysPerYearOf(catalog), tables);
  const observers: Observer[] = [recorder, digest, log];
  if (journal !== undefined) observers.push(journalWriter(serialiser, request.journal ?? '', journal.write));
  const money = (value: Amount): string => formatDecimal(value, moneyScaleOf(catalog));

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
        money,
      });
      writeJson(inDraft('metrics.json'), metrics);
      writeJson(inDraft('manifest.json'), { ...manifest, decisions: digest.decisions });
      const { runId, path } = folder.publish(name, replace);
      moveFile(join(path, 'run.log'), logsDir, `${runId}.log`);
      const result = resultOf(metrics, runId, path, barsPerSecond);
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

/** Days by which a Sharpe ratio is annualised: 252 when everything trades in New York sessions, else 365. */
function daysPerYearOf({ instruments }: Catalog): number {
  return Math.max(...instruments.map((instrument) => calendarOf(instrument.calendar).daysPerYear));
}
