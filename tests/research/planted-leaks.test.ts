// `--check-lookahead` finds what looks ahead, and accuses nobody who does not.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGround, heldMarket, type Ground } from './small-market.ts';

jest.setTimeout(300_000);

const BARS = 120;
const LEAKS = join(import.meta.dirname, 'leaks');
const PLANTED = [
  'future-bar',
  'full-sample-normaliser',
  'resample-leak',
  'centred-window',
  'shifted-label',
  'known-fill',
  'future-rank',
  'warm-up-sees-the-end',
];

let ground: Ground;

beforeAll(async () => {
  ground = createGround(BARS);
  const rows = JSON.stringify(await marketRows());
  for (const form of ['json', 'code'] as const) {
    const folder = join(ground.folder, form);
    cpSync(LEAKS, folder, { recursive: true });
    const head = readFileSync(join(LEAKS, 'market.ts'), 'utf8').split('export const')[0] ?? '';
    if (form === 'code')
      writeFileSync(join(folder, 'market.ts'), `${head}export const MARKET: readonly Row[] = ${rows};\n`);
    else {
      writeFileSync(join(folder, 'market.json'), rows);
      const lines = [`import rows from './market.json' with { type: 'json' };`, 'export const MARKET = rows;', ''];
      writeFileSync(join(folder, 'market.ts'), lines.join('\n'));
    }
  }
});

afterAll(() => ground.remove());

const check = (strategy: string) =>
  ground.run(['backtest', '--config', ground.config, '--strategy', strategy, '--check-lookahead', '--json', '--quiet']);

describe('Found, with the decision that knew too much', () => {
  test.each(PLANTED)('%s', async (leak) => {
    const { code, stdout, stderr } = await check(`json/${leak}.ts`);
    expect([code, stderr]).toEqual([1, '']);
    const { verdict, leak: found } = JSON.parse(stdout) as {
      verdict: string;
      leak: { time: string; known_until: string; with_future: unknown; without_future: unknown };
    };
    expect(verdict).toBe('leak');
    expect(found.time <= found.known_until).toBe(true);
    expect(JSON.stringify(found.with_future)).not.toBe(JSON.stringify(found.without_future));
  });

  test.each(['future-bar', 'full-sample-normaliser'])('%s, whose table stands in its code', async (leak) => {
    expect(await check(`code/${leak}.ts`)).toMatchObject({ code: 1, stderr: '' });
  });
});

describe('Nobody is accused who knows no more than he was shown', () => {
  test.each(['json/honest-table.ts', 'json/random-targets.ts', 'momentum', 'ema-cross', 'buy-and-hold'])(
    '%s',
    async (strategy) => {
      const { code, stdout, stderr } = await check(strategy);
      expect([stderr, JSON.parse(stdout) as unknown]).toMatchObject(['', { verdict: 'no_leak_found', leak: null }]);
      expect(code).toBe(0);
    },
  );
});

/** The market as a table that somebody has downloaded. */
async function marketRows() {
  const { plan, held } = await heldMarket(BARS);
  return held.series.flatMap(({ instrument, openTime, open, close, length }) => {
    const { symbol, priceScale } = plan.catalog.instruments[instrument] as (typeof plan.catalog.instruments)[number];
    const price = (value: number | undefined): number => (value ?? 0) / 10 ** priceScale;
    return Array.from({ length }, (_, row) => ({
      symbol,
      time: (openTime[row] as number) / 1_000,
      open: price(open[row]),
      close: price(close[row]),
    }));
  });
}
