// How far long work is, on standard error: a bar that redraws itself on a terminal, else a line every few seconds.

import { bigNumber } from './number-text.ts';
import type { Terminal } from './terminal.ts';

export interface WorkDone {
  readonly done: number;
  /** Where that is known beforehand. */
  readonly total: number | undefined;
  readonly perSecond: number;
  /** What is counted: "bars", "events". */
  readonly unit: string;
  /** What else to say, such as the simulated day. */
  readonly note?: string;
}

export interface WorkProgress {
  show(work: WorkDone): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

const SILENT: WorkProgress = { show: () => undefined, clear: () => undefined };
const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_CELLS = 24;

/** @param now milliseconds of a clock that only goes forward */
export function createWorkProgress(
  terminal: Pick<Terminal, 'err' | 'progressColumns'>,
  isWanted: boolean,
  now: () => number = () => performance.now(),
): WorkProgress {
  if (!isWanted) return SILENT;
  return terminal.progressColumns === undefined
    ? everyFewSeconds(terminal, now)
    : redrawn(terminal, terminal.progressColumns, now);
}

function redrawn(terminal: Pick<Terminal, 'err'>, columns: number, now: () => number): WorkProgress {
  let drawnAt = -Infinity;
  let isDrawn = false;
  return {
    show(work) {
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      isDrawn = true;
      // One column stays free: a full line would make some terminals wrap.
      terminal.err(`\r\u001b[2K${lineOf(work, bar(work)).slice(0, Math.max(columns - 1, 10))}`);
    },
    clear() {
      if (isDrawn) terminal.err('\r\u001b[2K');
      isDrawn = false;
    },
  };
}

function everyFewSeconds(terminal: Pick<Terminal, 'err'>, now: () => number): WorkProgress {
  let saidAt = now();
  return {
    show(work) {
      if (now() - saidAt < LINE_MS) return;
      saidAt = now();
      terminal.err(`${lineOf(work, '')}\n`);
    },
    clear: () => undefined,
  };
}

/** "[██████····] 42 %  3,670 of 8,737 bars  1,200,000 bars/s  4 s left  2021-06-01" */
function lineOf({ done, total, perSecond, unit, note = '' }: WorkDone, drawn: string): string {
  const rate = `${bigNumber(perSecond)} ${unit}/s`;
  const tail = note === '' ? '' : `  ${note}`;
  if (total === undefined) return `${bigNumber(done)} ${unit}  ${rate}${tail}`;
  const percent = `${Math.floor((100 * done) / Math.max(total, 1))} %`.padStart(5);
  const left = perSecond > 0 ? `  ${duration((total - done) / perSecond)} left` : '';
  return `${drawn}${percent}  ${bigNumber(done)} of ${bigNumber(total)} ${unit}  ${rate}${left}${tail}`;
}

function bar({ done, total }: WorkDone): string {
  if (total === undefined) return '';
  const full = Math.min(BAR_CELLS, Math.round((BAR_CELLS * done) / Math.max(total, 1)));
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_CELLS - full)}]`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
