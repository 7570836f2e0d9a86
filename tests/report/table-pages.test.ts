// Sweeps and comparisons in a browser.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { renderComparison, renderSweep, type ComparisonData } from '@tradingbot/report';
import { findChromium, startBrowser, type Browser } from './browser.ts';

jest.setTimeout(60_000);

const chromium = findChromium();
const onPage = chromium === undefined ? test.skip : test;
const why = chromium === undefined ? ' [skip: no chromium on the path that runs]' : '';

const DAY = 86_400_000;
const time = Array.from({ length: 30 }, (_, day) => day * DAY);
const COMPARISON: ComparisonData = {
  title: 'momentum on BTCUSDT',
  subtitle: 'three profiles',
  synthetic: true,
  currency: 'USDT',
  warnings: ['only 3 round trips'],
  columns: [
    { title: 'Return', explanation: 'Final over initial equity.', unit: 'gain', best: 'highest' },
    { title: 'Costs', explanation: 'All of them.', unit: 'money', best: 'lowest' },
  ],
  runs: ['MKT_OPEN_NEXT_H1', '</script><b>', 'VWAP_CURRENT_H1'].map((name, index) => ({
    name,
    values: [[0.1, null, -0.2][index] ?? null, [20, 5, 10][index] ?? null],
    curve: { time, equity: time.map((_, day) => 1_000 + day * index) },
  })),
};

let folder = '';
let browser: Browser;
beforeAll(async () => {
  if (chromium === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'tradingbot-report-'));
  browser = await startBrowser(chromium);
}, 60_000);
afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  if (folder !== '') rmSync(folder, { recursive: true });
});

async function open(name: string, page: string, width: number) {
  const file = join(folder, name);
  writeFileSync(file, page);
  return browser.open(file, { width, height: 800, scheme: 'light', isPhone: width < 500 });
}

onPage(`a comparison draws a line for each run and sorts by its columns${why}`, async () => {
  const page = await open('comparison.html', renderComparison(COMPARISON), 1000);
  expect(await page.value(`document.querySelectorAll('#chart-curves .line').length`)).toBe(3);
  const names = () =>
    page.value<string[]>(`[...document.querySelectorAll('.sortable tbody th')].map((cell) => cell.textContent.trim())`);
  expect(await names()).toEqual(['MKT_OPEN_NEXT_H1', '</script><b>', 'VWAP_CURRENT_H1']);
  await page.value(`document.querySelectorAll('.sort')[2].click()`);
  expect(await names()).toEqual(['MKT_OPEN_NEXT_H1', 'VWAP_CURRENT_H1', '</script><b>']);
  await page.value(`document.querySelectorAll('.sort')[1].click()`);
  expect(await names()).toEqual(['MKT_OPEN_NEXT_H1', 'VWAP_CURRENT_H1', '</script><b>']);
  await page.value(`document.querySelectorAll('.sort')[1].click()`);
  expect(await names()).toEqual(['</script><b>', 'VWAP_CURRENT_H1', 'MKT_OPEN_NEXT_H1']);
  expect([...page.complaints, ...page.requests]).toEqual([]);
  await page.close();
});

onPage(`a large sweep scrolls within itself on a phone${why}`, async () => {
  const values = Array.from({ length: 40 }, (_, index) => String(index));
  const sweep = renderSweep({
    title: 'ema-cross on BTCUSDT',
    subtitle: '1600 combinations',
    synthetic: false,
    warnings: [],
    metric: 'Sharpe ratio',
    unit: 'number',
    isHigherBetter: true,
    axes: ['fast', 'slow'].map((key) => ({ key, values })),
    results: values.flatMap((fast) => values.map((slow) => Math.sin(Number(fast)) + Number(slow) / 40)),
  });
  const page = await open('sweep.html', sweep, 360);
  expect(await page.value('document.documentElement.scrollWidth')).toBe(360);
  expect(await page.value(`document.querySelectorAll('.sweep td').length`)).toBe(1600);
  expect([...page.complaints, ...page.requests]).toEqual([]);
  await page.close();
});
