// A report as text: whole, safe, and the same for the same run.

import { describe, expect, test } from '@jest/globals';
import { sampleReport } from '../testing/sample-report.ts';
import { renderReport } from './render-report.ts';

const HOSTILE = `</script><script>alert(1)</script>'"&`;
const dataOf = (page: string) => {
  const text = /<script type="application\/json" id="data">\s*(.*)\s*<\/script>/.exec(page)?.[1];
  return JSON.parse(text ?? '') as Record<string, unknown>;
};

describe('a report', () => {
  test('has every section, and its links lead to them', () => {
    const page = renderReport(sampleReport());
    const links = [...page.matchAll(/<li><a href="#([^"]*)">/g)].map(([, id]) => id);
    expect(links).toHaveLength(11);
    for (const id of links) expect(page).toContain(`<section id="${id}"`);
  });

  test('is the same for the same run, byte for byte', () => {
    expect(renderReport(sampleReport())).toBe(renderReport(sampleReport()));
    expect(renderReport(sampleReport({ seed: 4 }))).not.toBe(renderReport(sampleReport()));
  });

  test('reads no name as markup, whatever a strategy, a symbol, a warning or a key is called', () => {
    const page = renderReport(
      sampleReport({
        title: HOSTILE,
        strategies: [HOSTILE],
        symbols: [HOSTILE, 'BBB'],
        prices: sampleReport().prices.map((series) => ({ ...series, symbol: HOSTILE })),
        warnings: [HOSTILE],
        currency: HOSTILE,
        timeframe: HOSTILE,
        keyFigures: [{ label: HOSTILE, value: HOSTILE, explanation: HOSTILE, undefinedBecause: '', tone: 'plain' }],
        figures: [{ title: HOSTILE, figures: [{ label: HOSTILE, value: HOSTILE, explanation: HOSTILE, undefinedBecause: HOSTILE, tone: 'plain' }] }],
        codes: [{ code: HOSTILE, count: 1, by: HOSTILE }],
        breakdowns: [{ by: HOSTILE, about: HOSTILE, rows: [{ name: HOSTILE, trades: 1, winRate: null, pnl: 1 }] }],
        configuration: { [HOSTILE]: HOSTILE },
        identity: [[HOSTILE, HOSTILE]],
        trades: sampleReport().trades.map((trade) => ({ ...trade, exitBy: HOSTILE })),
      }),
    ); // prettier-ignore
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(dataOf(page)).toMatchObject({ strategies: [HOSTILE], currency: HOSTILE });
  });

  test('says what is missing when nothing happened', () => {
    const nothing = { step: 1, time: [], open: [], high: [], low: [], close: [] };
    const page = renderReport(
      sampleReport({
        warnings: [],
        equity: { time: [], equity: [], benchmark: [], drawdown: [] },
        daily: { initial: 10_000, day: [], equity: [], returns: [] },
        prices: [{ symbol: 'AAA', decimals: 2, whole: nothing, fine: nothing }],
        trades: [],
        tradeCount: 0,
        open: [],
        fills: [],
        fillCount: 0,
        tradeReturns: [],
        codes: [],
        breakdowns: [],
      }),
    );
    for (const sentence of [
      'There are too few bars for a curve.',
      'No day was completed.',
      'There are no bars.',
      'No round trip was completed.',
      'Nothing was traded.',
      'fewer than five cannot be shuffled',
      'Nothing was refused or canceled.',
    ]) {
      expect(page).toContain(sentence);
    }
    const shown = page.slice(page.indexOf('<body>'), page.lastIndexOf('<script>'));
    expect(shown).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('tells how much it leaves out', () => {
    const page = renderReport(sampleReport({ tradeCount: 12_345 }));
    expect(page).toContain('These are the first 8 of 12\u202f345; trades.csv has all of them.');
  });

  test('says why a figure has no value', () => {
    const missing = {
      label: 'Calmar',
      value: '–',
      explanation: 'x',
      undefinedBecause: 'equity never fell',
      tone: 'plain',
    } as const;
    expect(renderReport(sampleReport({ figures: [{ title: 'Risk', figures: [missing] }] }))).toContain('Undefined here: equity never fell.'); // prettier-ignore
  });

  test('shows costs as shares of what was earned before them', () => {
    const page = renderReport(sampleReport({ initialEquity: 1_000, finalEquity: 1_081.25 }));
    expect(page).toContain('<td class="number">12.5\u202f%</td>');
    const loss = renderReport(sampleReport({ initialEquity: 1_000, finalEquity: 900 }));
    expect(loss).toContain('there was no profit before costs to take a share of');
  });
});
