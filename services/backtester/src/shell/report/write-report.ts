// `report.html` of a run, beside its other results.

import type { Catalog } from '@tradingbot/contracts';
import { renderReport } from '@tradingbot/report';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFigures } from '../../core/index.ts';
import type { Metrics } from '../metrics-document.ts';
import { reportDataOf } from './report-data-of.ts';
import type { ReportRecorder } from './report-recorder.ts';

export const REPORT_FILE = 'report.html';

/**
 * @param folder where the results are being gathered
 * @param figures of the recorder that told `recorder` of its rows, asked for before this
 */
export function writeReport(
  folder: string,
  recorder: ReportRecorder,
  catalog: Catalog,
  figures: RunFigures,
  metrics: Metrics,
): void {
  const data = reportDataOf(catalog, recorder.recorded(), figures, metrics);
  writeFileSync(join(folder, REPORT_FILE), renderReport(data));
}
