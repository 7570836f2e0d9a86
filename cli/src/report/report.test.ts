// The report of a run: made again from its log, or found where a backtest left it.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { keep, recordedRun, type RecordedRun } from '../../testing/recorded-run.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { explainFailure } from '../failure.ts';
import { copyReport } from './copy-report.ts';
import { reportOfLog } from './report.ts';
import { resultsOnDisk } from './results-on-disk.ts';

let recorded: RecordedRun;
const folder = mkdtempSync(join(tmpdir(), 'tradingbot-report-'));
const artifactsDir = join(folder, 'artifacts');
beforeAll(async () => void (recorded = await recordedRun()));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a run of the log', () => {
  test('is replayed into its results, and the report is there', async () => {
    const log = inMemoryLog();
    await keep(log, recorded);
    const folders = { artifactsDir, logsDir: join(folder, 'logs') };
    const found = await reportOfLog(log, 'latest', folders, { isWatched: false, terminal: testTerminal() });
    expect(found).toEqual({
      run: recorded.run,
      folder: join(artifactsDir, recorded.run),
      path: join(artifactsDir, recorded.run, 'report.html'),
    });
    expect(readFileSync(found.path, 'utf8')).toContain('<h1>ema-cross on BTCUSDT, ETHUSDT</h1>');
  });

  test('that does not exist is refused by name', async () => {
    const log = inMemoryLog();
    await keep(log, recorded);
    const folders = { artifactsDir, logsDir: join(folder, 'logs') };
    await expect(reportOfLog(log, 'nothing', folders, { isWatched: false, terminal: testTerminal() })).rejects.toThrow(
      '--run nothing: there is no such run',
    );
  });

  test('that is interrupted leaves nothing behind', async () => {
    const log = inMemoryLog();
    await keep(log, recorded);
    const terminal = testTerminal();
    terminal.interrupt();
    const folders = { artifactsDir: join(folder, 'other'), logsDir: join(folder, 'logs') };
    await expect(reportOfLog(log, 'latest', folders, { isWatched: false, terminal })).rejects.toThrow('interrupted');
    expect(existsSync(join(folder, 'other', recorded.run))).toBe(false);
  });
});

describe('results on disk', () => {
  const made = join(folder, 'made');
  beforeAll(() => {
    mkdirSync(join(made, 'r1'), { recursive: true });
    mkdirSync(join(made, 'r2'));
    writeFileSync(join(made, 'r1', 'report.html'), 'r1');
    symlinkSync('r1', join(made, 'latest'));
  });

  test('are found by name, and by the link to the latest', () => {
    const found = { run: 'r1', folder: join(made, 'r1'), path: join(made, 'r1', 'report.html') };
    expect(resultsOnDisk(made, 'r1')).toEqual(found);
    expect(resultsOnDisk(made, 'latest')).toEqual(found);
  });

  test('without a report are none, and names lead nowhere else', () => {
    expect([resultsOnDisk(made, 'r2'), resultsOnDisk(made, 'r3'), resultsOnDisk(join(made, 'r2'), '../r1')]).toEqual(
      Array(3).fill(undefined),
    );
  });

  test('are found by the beginning of their name, as --compare finds them', () => {
    mkdirSync(join(made, '2026a-one'), { recursive: true });
    mkdirSync(join(made, '2026b-two'));
    for (const run of ['2026a-one', '2026b-two']) writeFileSync(join(made, run, 'report.html'), run);
    expect(resultsOnDisk(made, '2026a')?.run).toBe('2026a-one');
    expect(() => resultsOnDisk(made, '2026')).toThrow('--run 2026: 2 runs begin so (such as 2026a-one, 2026b-two)');
    expect([resultsOnDisk(made, ''), resultsOnDisk(join(made, 'nowhere'), 'x')]).toEqual([undefined, undefined]);
  });

  test('that cannot be copied name the path that cannot be written', () => {
    const from = join(made, 'r1', 'report.html');
    writeFileSync(join(folder, 'plain'), '');
    const failed = (to: string): string => {
      try {
        copyReport(from, to);
      } catch (error) {
        return explainFailure(error, false).text;
      }
      return '';
    };
    expect(failed(join(folder, 'plain', 'mine.html'))).toMatch(/^--out \S*mine\.html: cannot be written: .*\n$/);
    expect(failed('/proc/x.html')).toBe('--out /proc/x.html: cannot be written: no such file or folder\n');
  });

  test('are copied where the reader wants them, but never over a folder', () => {
    const to = join(folder, 'deep', 'down', 'mine.html');
    expect(copyReport(join(made, 'r1', 'report.html'), to)).toBe(to);
    expect(readFileSync(to, 'utf8')).toBe('r1');
    expect(() => copyReport(to, made)).toThrow(`--out ${made}: is a folder (name a file in it, such as report.html)`);
  });
});
