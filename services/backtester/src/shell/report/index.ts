// The report of a run, from recording to file.

export { bothSinks } from './both-sinks.ts';
export { createReportRecorder, type ReportRecorder } from './report-recorder.ts';
export { REPORT_FILE, writeReport } from './write-report.ts';
