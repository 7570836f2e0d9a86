// Held bars are the same bars, whoever plays them and however often.

import { afterAll, describe, expect, test } from '@jest/globals';
import { instrumentIndex, micros, timeframe } from '@tradingbot/domain';
import { Worker } from 'node:worker_threads';
import { openFiles, readSeries, temporaryFolder, writeFile } from '../../testing/bar-files.ts';
import type { CorporateAction } from '../core/actions/corporate-action.ts';
import type { BarChunk, BarSeries } from '../core/bar-series.ts';
import { createBarChunk } from '../core/bar-chunk.ts';
import { holdSeries, seriesOfHeld } from './held-series.ts';
import { surveyBars } from './survey-bars.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

describe('Held series', () => {
  test('are the bars of the files, again and again', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `${1_600_000_000_000 + i * 60_000},100.10,101.00,99.00,100.5,${i}`,
    );
    const path = writeFile(folder.path, 'BTCUSDT_1m.csv', `ts_ms,open,high,low,close,volume\n${rows.join('\n')}\n`);
    const opened = await openFiles(await surveyBars([path]));
    const held = await holdSeries(opened.series);
    const wanted = await readSeries(opened);
    expect(wanted[0]?.bars.length).toBe(20_000);
    for (let time = 0; time < 2; time++) {
      expect(await readSeries({ ...opened, series: seriesOfHeld(held) })).toEqual(wanted);
    }
  });

  test('grow from chunks of any length, and copy what a reader uses again', async () => {
    const chunk = createBarChunk(7);
    const series: BarSeries = {
      instrument: instrumentIndex(0),
      timeframe: timeframe(60_000_000),
      async *chunks() {
        for (let done = 0; done < 40_000; done += chunk.length) {
          chunk.length = 1 + (done % 7);
          for (let row = 0; row < chunk.length; row++) chunk.openTime[row] = done + row;
          yield chunk;
        }
      },
    };
    const { series: bars } = await holdSeries([series]);
    const times = bars[0]?.openTime.subarray(0, bars[0].length) ?? [];
    expect(times.length).toBeGreaterThanOrEqual(40_000);
    expect(times.every((time, at) => time === at)).toBe(true);
  });

  test('keep their splits and dividends, and the paths inside their bars', async () => {
    const actions: CorporateAction[] = [{ kind: 'split', from: micros(5), numerator: 2, denominator: 1 }];
    const path = { step: timeframe(30), perBar: 2, prices: new Float64Array(4), known: new Uint8Array(2) };
    const chunk: BarChunk = { ...createBarChunk(2), path };
    const series: BarSeries = {
      instrument: instrumentIndex(0),
      timeframe: timeframe(60),
      actions,
      async *chunks() {
        for (let i = 0; i < 20_000; i++) {
          chunk.length = 1;
          path.prices.set([2 * i, 2 * i + 1]);
          path.known[0] = i % 2;
          yield chunk;
        }
      },
    };
    const [one] = seriesOfHeld(await holdSeries([series]));
    expect(one?.actions).toBe(actions);
    let bars = 0;
    for await (const { length, path: held } of one?.chunks() ?? []) {
      for (let row = 0; row < length; row++, bars++) {
        const seen = [held?.prices[2 * row], held?.prices[2 * row + 1], held?.known[row]];
        if (seen.join() !== [2 * bars, 2 * bars + 1, bars % 2].join())
          throw new Error(`bar ${bars} has ${seen.join()}`);
      }
    }
    expect(bars).toBe(20_000);
  });

  test('reach another thread without a copy: what is written here is read there', async () => {
    const chunk = { ...createBarChunk(1), length: 1 };
    const series: BarSeries = {
      instrument: instrumentIndex(0),
      timeframe: timeframe(60_000_000),
      async *chunks() {
        yield chunk;
      },
    };
    const held = await holdSeries([series]);
    const script = `const { parentPort, workerData } = require('node:worker_threads');
      parentPort.once('message', () => parentPort.postMessage(workerData.series[0].close[0]));`;
    const worker = new Worker(script, { eval: true, workerData: held });
    const first = held.series[0];
    if (first === undefined) throw new Error('nothing was held');
    first.close[0] = 42;
    worker.postMessage('go');
    const seen = await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();
    expect(seen).toBe(42);
  });
});
