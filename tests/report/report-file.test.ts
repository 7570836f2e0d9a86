// `report.html` of real runs as a file: one file, the same for the same run, and small enough to be sent around.

import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleRun, type SampleRun } from './sample-run.ts';

const runs: SampleRun[] = [];
beforeAll(async () => {
  runs.push(await sampleRun('config_sim.yaml'));
  for (const config of ['config_sim.yaml', 'config_sim.yaml', 'config_backtest_stocks.yaml']) {
    runs.push(await sampleRun(config, { 'data.to': '2024-03-01' }));
  }
}, 60_000);
afterAll(() => runs.forEach((run) => run.remove()));

test('a year of hourly bars of two symbols takes less than 3 MB', () => {
  for (const { report } of runs) expect(statSync(report).size).toBeLessThan(3_000_000);
});

test('two runs of one configuration leave the same report, byte for byte', () => {
  const [, first, second, stocks] = runs.map(({ report }) => readFileSync(report, 'utf8'));
  expect(first === second).toBe(true);
  expect(stocks === first).toBe(false);
});

test('it asks nothing of the network: every address leads into the page itself', () => {
  for (const { report } of runs) {
    const text = readFileSync(report, 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
    expect(text).not.toMatch(/https?:\/\//);
    for (const [, address = ''] of text.matchAll(/\b(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^(?:#|data:)/);
  }
});

test('its figures are those of the run', () => {
  for (const { report, result } of runs) {
    const text = readFileSync(report, 'utf8');
    const data = JSON.parse(/<script type="application\/json" id="data">\s*(.*)\s*<\/script>/.exec(text)?.[1] ?? '');
    expect(data.trades.pnl).toHaveLength(result.trades);
    const equity: readonly number[] = data.equity;
    expect(equity.at(-1)).toBeCloseTo(Number(result.final_equity), 2);
    expect(Math.min(...data.drawdown)).toBeCloseTo(result.max_drawdown, 4);
    expect(data.benchmark.at(-1) / Number(result.initial_equity) - 1).toBeCloseTo(result.buy_and_hold_return ?? NaN, 6);
    expect(data.times.length).toBeLessThanOrEqual(2_000);
    const traded = data.prices.reduce((sum: number, { fills }: { fills: { time: [] } }) => sum + fills.time.length, 0);
    expect(traded).toBe(result.fills);
    for (const warning of result.warnings) expect(text).toContain(warning.replaceAll("'", '&#39;'));
  }
});
