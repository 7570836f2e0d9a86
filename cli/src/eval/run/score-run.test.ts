// A recorded run is scored by its last days, from its journal alone.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { RunConfigSchema } from '@tradingbot/config';
import type { EventLog } from '@tradingbot/event-log';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { MICROS_PER_DAY } from '@tradingbot/domain';
import { keep, recordedRun, type RecordedRun } from '../../../testing/recorded-run.ts';
import { testTerminal } from '../../../testing/test-terminal.ts';
import { runProgram } from '../../program.ts';
import { runScoreText } from './run-score-text.ts';
import { scoreOf } from './score-run.ts';

let recorded: RecordedRun;
let log: EventLog;
beforeAll(async () => {
  recorded = await recordedRun();
  log = inMemoryLog();
  await keep(log, recorded);
});

interface Line {
  readonly type: string;
  readonly time: number;
  readonly payload: { readonly equity: string; readonly close: string; readonly instrument: string };
}
const linesOf = (type: string): Line[] =>
  recorded.lines.map((line) => JSON.parse(line) as Line).filter((one) => one.type === type);
const barOf = (bar: object) =>
  RunConfigSchema.parse({
    data: { paths: ['bars.csv'] },
    portfolio: { cash: 1 },
    fees: { maker_bps: 1, taker_bps: 1 },
    strategy: { name: 'momentum' },
    eval: { bar },
  });

describe('the score of a run', () => {
  test('is of its last days alone', async () => {
    const whole = await scoreOf(log, recorded.run, Infinity, undefined);
    const lately = await scoreOf(log, recorded.run, 5 * MICROS_PER_DAY, undefined);
    expect(Date.parse(lately.to) - Date.parse(lately.from)).toBe(5 * 86_400_000);
    const equity = linesOf('portfolio.equity');
    const last = Number(equity.at(-1)?.payload.equity);
    const end = Date.parse(lately.to) * 1_000;
    const before = equity.filter(({ time }) => time <= end - 5 * MICROS_PER_DAY).at(-1);
    expect(whole.figures.total_return).toBeCloseTo(last / Number(equity[0]?.payload.equity) - 1, 12);
    expect(lately.figures.total_return).toBeCloseTo(last / Number(before?.payload.equity) - 1, 12);
    let [peak, deepest] = [Number(before?.payload.equity), 0];
    for (const { time, payload } of equity) {
      if (time <= end - 5 * MICROS_PER_DAY) continue;
      peak = Math.max(peak, Number(payload.equity));
      deepest = Math.min(deepest, Number(payload.equity) / peak - 1);
    }
    expect(lately.figures.max_drawdown).toBeCloseTo(deepest, 12);
    expect(lately.figures.fills).toBeLessThan(whole.figures.fills);
    expect(whole.figures.fills).toBe(linesOf('order.filled').length);
    expect([whole.model, whole.bar.passed]).toEqual([null, true]);
  });

  test('stands beside what holding every symbol would have come to', async () => {
    const { buy_and_hold_return: held, from } = await scoreOf(log, recorded.run, 3 * MICROS_PER_DAY, undefined);
    const bars = linesOf('md.bar');
    const growths = ['BTCUSDT', 'ETHUSDT'].map((symbol) => {
      const own = bars.filter(({ payload }) => payload.instrument === symbol);
      const first = own.filter(({ time }) => time <= Date.parse(from) * 1_000).at(-1);
      return Number(own.at(-1)?.payload.close) / Number(first?.payload.close) - 1;
    });
    expect(held).toBeCloseTo(growths.reduce((sum, one) => sum + one, 0) / 2, 12);
  });

  test('is below the bar of the configuration, or is not', async () => {
    const low = await scoreOf(log, recorded.run, Infinity, barOf({ sortino: 99, max_drawdown: -1, pbo: 0 }));
    expect(low.bar).toMatchObject({ passed: false, failures: [{ figure: 'sortino', bar: 99 }] });
    expect(runScoreText(low, testTerminal().colours)).toContain('eval.bar says 99');
    expect((await scoreOf(log, recorded.run, Infinity, barOf({ max_drawdown: -1 }))).bar.passed).toBe(true);
  });
});

test.each([
  [['--run', 'latest', '--since', 'a month'], '--since a month: is no length of time'],
  [['--run', 'latest', '--all-profiles'], '--run: scores what was recorded'],
  [['--since', '30d'], '--since: is of a recorded run'],
])('%j is refused', async (argv, sentence) => {
  const terminal = testTerminal();
  expect(await runProgram(['eval', ...argv], terminal)).toBe(2);
  expect(terminal.said.err).toContain(sentence);
});
