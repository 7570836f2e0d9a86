// The evaluation of a model in a browser: it draws, it sorts, it fits a phone, and it asks the network for nothing.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { renderModelEvaluation, type ModelEvaluationData } from '@tradingbot/report';
import { findChromium, startBrowser, type Browser } from './browser.ts';

jest.setTimeout(60_000);

const chromium = findChromium();
const onPage = chromium === undefined ? test.skip : test;
const why = chromium === undefined ? ' [skip: no chromium on the path that runs]' : '';

const DAY = 86_400_000;
const time = Array.from({ length: 40 }, (_, day) => day * DAY);
const NAMES = ['policy', 'buy-and-hold', 'momentum', 'random'];
const PROFILES = ['MKT_OPEN_NEXT_H1', 'LIMIT_MID_BPS'];
const DATA: ModelEvaluationData = {
  title: 'policy on BTCUSDT, ETHUSDT',
  subtitle: 'Model 3fa91c after 2048 steps, on bars that training has not seen: 2 ranges, 3 seeds.',
  synthetic: true,
  currency: 'USDT',
  warnings: ['MKT_OPEN_NEXT_4H: artifacts/best_model.zip: was trained on bars of 1h, but those of BTCUSDT are of 4h'],
  bar: ['sortino is 0.100 under LIMIT_MID_BPS; at least 0.5 is asked for'],
  columns: [{ title: 'Sortino', explanation: 'Mean by downside.', unit: 'number', best: 'highest' }],
  contestants: PROFILES.flatMap((profile, p) => NAMES.map((name, at) => ({ profile, name, values: [p - at / 10] }))),
  names: NAMES,
  folds: ['first', 'second'].map((name) => ({ name, returns: NAMES.map((_, at) => (at - 1) / 20) })),
  curves: NAMES.map((name, at) => ({ name, time, equity: time.map((_, day) => 1_000 + day * at) })),
  luck: {
    trials: 31,
    deflated: PROFILES.map((profile) => ({ profile, value: 0.7, reason: '' })),
    overfitting: 0.11,
    loss: 0.35,
    overfittingReason: '',
    candidates: 6,
    splits: 12_870,
  },
  learning: [{ member: '0', metric: 'eval/sortino', steps: [0, 100, 200], values: [-1, 0, 1] }],
  lineage: [{ member: 0, parent: null, score: 0.2 }],
  facts: [
    ['SHA-256', '3fa91c'.repeat(10)],
    ['features', Array.from({ length: 60 }, (_, at) => `feature_${at}`).join(', ')],
  ],
};

let folder = '';
let browser: Browser;
beforeAll(async () => {
  if (chromium === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'tradingbot-model-page-'));
  writeFileSync(join(folder, 'model.html'), renderModelEvaluation(DATA));
  browser = await startBrowser(chromium);
}, 60_000);
afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  if (folder !== '') rmSync(folder, { recursive: true });
});

onPage(`it draws its curves and its learning, and sorts by a column${why}`, async () => {
  const page = await browser.open(join(folder, 'model.html'), { width: 1280, height: 900, scheme: 'dark' });
  expect(await page.value(`document.querySelectorAll('#chart-curves .line').length`)).toBe(4);
  expect(await page.value(`document.querySelectorAll('#learning polyline').length`)).toBe(1);
  await page.value(`document.querySelectorAll('#contest .sort')[2].click()`);
  const first = `document.querySelector('#contest tbody th').textContent.trim()`;
  expect(await page.value(first)).toBe('LIMIT_MID_BPS');
  expect(page.complaints).toEqual([]);
});

onPage(`on a phone nothing but its tables is wider than the page${why}`, async () => {
  const page = await browser.open(join(folder, 'model.html'), {
    width: 360,
    height: 800,
    scheme: 'light',
    isPhone: true,
  });
  expect(await page.value(`document.documentElement.scrollWidth`)).toBe(360);
  const tiles = `[...document.querySelectorAll('.tiles > div')].filter((one) => one.getBoundingClientRect().right > 360).length`;
  expect(await page.value(tiles)).toBe(0);
  expect(page.complaints).toEqual([]);
});
