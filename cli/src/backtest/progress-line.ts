// How far a run is, on standard error: a bar that redraws itself on a terminal, else a line every few seconds.

import type { Progress } from '@tradingbot/backtester/run';
import { formatMicros } from '@tradingbot/domain';
import { bigNumber } from '../number-text.ts';
import type { Terminal } from '../terminal.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

const SILENT: ProgressLine = { show: () => undefined, clear: () => undefined };
const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_CELLS = 24;

/** @param now milliseconds of a clock that only goes forward */
export function createProgressLine(
  terminal: Pick<Terminal, 'err' | 'progressColumns'>,
  isWanted: boolean,
  now: () => number = () => performance.now(),
): ProgressLine {
  if (!isWanted) return SILENT;
  return terminal.progressColumns === undefined
    ? everyFewSeconds(terminal, now)
    : redrawn(terminal, terminal.progressColumns, now);
}

function redrawn(terminal: Pick<Terminal, 'err'>, columns: number, now: () => number): ProgressLine {
  let drawnAt = -Infinity;
  let isDrawn = false;
  return {
    show(progress) {
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      isDrawn = true;
      // One column stays free: a full line would make some terminals wrap.
      terminal.err(`\r\u001b[2K${lineOf(progress, bar(progress)).slice(0, Math.max(columns - 1, 10))}`);
    },
    clear() {
      if (isDrawn) terminal.err('\r\u001b[2K');
      isDrawn = false;
    },
  };
}

function everyFewSeconds(terminal: Pick<Terminal, 'err'>, now: () => number): ProgressLine {
  let saidAt = now();
  return {
    show(progress) {
      if (now() - saidAt < LINE_MS) return;
      saidAt = now();
      terminal.err(`${lineOf(progress, '')}\n`);
    },
    clear: () => undefined,
  };
}

/** "[██████····] 42 %  3,670 of 8,737 bars  1,200,000 bars/s  4 s left  2021-06-01" */
function lineOf({ bars, totalBars, barsPerSecond, time }: Progress, drawn: string): string {
  const day = formatMicros(time).slice(0, 10);
  const rate = `${bigNumber(barsPerSecond)} bars/s`;
  if (totalBars === undefined) return `${bigNumber(bars)} bars  ${rate}  ${day}`;
  const percent = `${Math.floor((100 * bars) / Math.max(totalBars, 1))} %`.padStart(5);
  const left = barsPerSecond > 0 ? `  ${duration((totalBars - bars) / barsPerSecond)} left` : '';
  return `${drawn}${percent}  ${bigNumber(bars)} of ${bigNumber(totalBars)} bars  ${rate}${left}  ${day}`;
}

function bar({ bars, totalBars }: Progress): string {
  if (totalBars === undefined) return '';
  const full = Math.min(BAR_CELLS, Math.round((BAR_CELLS * bars) / Math.max(totalBars, 1)));
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_CELLS - full)}]`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
