// Splits and dividends as a file states them, and the sentence for each way to state them wrongly.

import { describe, expect, test } from '@jest/globals';
import { formatMicros, InputError } from '@tradingbot/domain';
import { INSTRUMENTS } from '../../../testing/market.ts';
import { parseActions } from './parse-actions.ts';

const HEADER = 'symbol,ex_date,kind,numerator,denominator,amount';
const parse = (...lines: string[]) => parseActions([HEADER, ...lines].join('\n'), 'actions.csv', INSTRUMENTS);

function refusal(text: string): string {
  try {
    parseActions(text, 'actions.csv', INSTRUMENTS);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('Corporate actions', () => {
  test('are in time order, from midnight in New York, splits before dividends', () => {
    const actions = parse(
      'AAPL,2020-11-06,dividend,,,0.205',
      '# what Apple did',
      'AAPL,2020-08-31,dividend,,,0.82',
      'AAPL,2020-08-31,split,4,1,',
      'TSLA,2020-08-31,split,5,1,',
      '',
    );
    expect([...actions.keys()]).toEqual(['AAPL']);
    expect(actions.get('AAPL')?.map(({ from, ...rest }) => ({ ...rest, from: formatMicros(from) }))).toEqual([
      { kind: 'split', numerator: 4, denominator: 1, from: '2020-08-31T04:00:00Z' },
      { kind: 'dividend', perShare: 82_000_000, from: '2020-08-31T04:00:00Z' },
      { kind: 'dividend', perShare: 20_500_000, from: '2020-11-06T05:00:00Z' },
    ]);
  });

  test('columns may come in another order, and those that nothing needs may be left out', () => {
    const text = 'kind,amount,SYMBOL,ex_date\r\ndividend,1,SPY,2021-03-19\r\n';
    expect(parseActions(text, 'actions.csv', INSTRUMENTS).get('SPY')).toMatchObject([{ perShare: 100_000_000 }]);
  });

  test.each([
    ['SPY,2021-03-19,merger,,,', 'actions.csv:2: kind "merger" is neither split nor dividend'],
    ['SPY,2021-02-30,split,2,1,', 'actions.csv:2: ex_date "2021-02-30" is no date such as 2020-08-31'],
    [
      'SPY,1970-01-02,split,2,1,',
      'actions.csv:2: ex_date 1970-01-02 lies outside the time that the NYSE calendar knows',
    ],
    [
      'SPY,2021-03-19,split,2,0,',
      'actions.csv:2: denominator "0" is no whole number from 1 to 9999999 (a split of 4 shares for 1 has numerator 4 and denominator 1)',
    ],
    ['SPY,2021-03-19,split,2,1,3', 'actions.csv:2: a split has no amount (leave it empty)'],
    ['SPY,2021-03-19,dividend,1,,3', 'actions.csv:2: a dividend has no numerator (leave it empty)'],
    [
      'SPY,2021-03-19,dividend,,,-3',
      'actions.csv:2: amount "-3" is no money above zero with at most 8 decimals (it is what the holder of one share is paid, such as 0.82)',
    ],
    ['SPY,2021-03-19', 'actions.csv:2: the line has 2 columns, and ends too early'],
    [
      'SPY,2021-03-19,dividend,,,3\nSPY,2021-03-19,dividend,,,4',
      'actions.csv:3: a second dividend of SPY on 2021-03-19 (keep one of them)',
    ],
  ])('%s: %s', (line, sentence) => {
    expect(refusal(`${HEADER}\n${line}\n`)).toBe(sentence);
  });

  test('a file without its header is refused', () => {
    expect(refusal('')).toBe(`actions.csv: the file is empty (begin it with the line ${HEADER})`);
    expect(refusal('SPY,2021-03-19,dividend,,,3')).toBe(
      'actions.csv:1: there is no column symbol (the columns are symbol, ex_date, kind, numerator, denominator, amount)',
    );
  });
});
