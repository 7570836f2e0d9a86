// Progress: redrawn in place on a terminal, a line every five seconds elsewhere, nothing when it is not wanted.

import { describe, expect, test } from '@jest/globals';
import { createProgressLine } from './progress-line.ts';

const HALF = { bars: 4_000, totalBars: 8_000, barsPerSecond: 1_000, time: Date.UTC(2021, 5, 1) * 1_000 };

function screen(progressColumns: number | undefined) {
  const said: string[] = [];
  return { said, terminal: { err: (text: string) => void said.push(text), progressColumns } };
}

describe('on a terminal', () => {
  test('draws a bar with share, rate, time left and simulated day, and takes it off again', () => {
    const { said, terminal } = screen(100);
    const line = createProgressLine(terminal, true, () => 0);
    line.show(HALF);
    line.clear();
    line.clear();
    expect(said).toEqual([
      '\r\u001b[2K[████████████············] 50 %  4,000 of 8,000 bars  1,000 bars/s  4 s left  2021-06-01',
      '\r\u001b[2K',
    ]);
  });

  test('redraws at most ten times a second', () => {
    const { said, terminal } = screen(100);
    let now = 0;
    const line = createProgressLine(terminal, true, () => now);
    for (; now < 1_000; now += 10) line.show(HALF);
    expect(said).toHaveLength(10);
  });

  test('never fills the last column', () => {
    const { said, terminal } = screen(30);
    createProgressLine(terminal, true, () => 0).show(HALF);
    expect(said[0]?.replace('\r\u001b[2K', '')).toHaveLength(29);
  });
});

test('elsewhere a line comes every five seconds, without control characters', () => {
  const { said, terminal } = screen(undefined);
  let now = 0;
  const line = createProgressLine(terminal, true, () => now);
  for (; now <= 11_000; now += 500) line.show({ ...HALF, totalBars: undefined });
  line.clear();
  expect(said).toEqual(['4,000 bars  1,000 bars/s  2021-06-01\n', '4,000 bars  1,000 bars/s  2021-06-01\n']);
});

test('--quiet says nothing', () => {
  const { said, terminal } = screen(100);
  const line = createProgressLine(terminal, false, () => 0);
  line.show(HALF);
  line.clear();
  expect(said).toEqual([]);
});
