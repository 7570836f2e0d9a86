// Decimal strings: what is read, what is refused, and that writing gives one canonical text per value.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DECIMAL_PATTERN,
  DecimalError,
  formatDecimal,
  formatFloat,
  parseDecimal,
  parseSafeDecimal,
} from './decimal.ts';
import { normalise, type Exact } from './exact.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const scale = fc.integer({ min: 0, max: 18 });
const exact: fc.Arbitrary<Exact> = fc.oneof(
  fc.maxSafeInteger().map((value) => value + 0),
  fc.integer({ min: -2_000, max: 2_000 }).map((value) => value + 0),
  fc.constantFrom<Exact>(MAX, -MAX, 2n ** 53n, -(2n ** 53n)),
  fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).map(normalise),
);

/** The decimal text from its definition: whole part, point, fraction at full width, then needless zeros cut. */
function naiveText(value: bigint, decimals: number): string {
  const size = value < 0n ? -value : value;
  const unit = 10n ** BigInt(decimals);
  const text = `${value < 0n ? '-' : ''}${size / unit}.${String(size % unit).padStart(decimals, '0')}`;
  return text.replace(/\.?0*$/, '');
}

describe('writing a decimal', () => {
  test('gives the text that the definition gives', () => {
    fc.assert(
      fc.property(exact, scale, (value, decimals) => {
        expect(formatDecimal(value, decimals)).toBe(naiveText(BigInt(value), decimals));
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives a canonical text: no exponent, no plus, no needless zero, never "-0"', () => {
    fc.assert(
      fc.property(exact, scale, (value, decimals) => {
        const text = formatDecimal(value, decimals);
        expect(text).toMatch(/^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/);
        expect(text).not.toBe('-0');
      }),
    );
  });

  test('and reading it back gives the value, as a number exactly when it is a safe integer', () => {
    fc.assert(
      fc.property(exact, scale, (value, decimals) => {
        expect(parseDecimal(formatDecimal(value, decimals), decimals)).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each<[Exact, number, string]>([
    [0, 0, '0'],
    [0, 8, '0'],
    [-0, 0, '0'],
    [-0, 8, '0'],
    [1, 2, '0.01'],
    [-1, 2, '-0.01'],
    [100, 2, '1'],
    [-120, 2, '-1.2'],
    [199_785, 3, '199.785'],
    [2n ** 53n, 8, '90071992.54740992'],
    [-(10n ** 20n), 3, '-100000000000000000'],
  ])('%s at %d decimals is "%s"', (value, decimals, text) => {
    expect(formatDecimal(value, decimals)).toBe(text);
  });
});

describe('reading a decimal', () => {
  test.each<[string, number, Exact]>([
    ['0', 0, 0],
    ['-0', 2, 0],
    ['-0.00', 2, 0],
    ['1.50', 1, 15],
    ['-0.5', 1, -5],
    ['12', 3, 12_000],
    ['1.230000000', 2, 123],
    ['90071992.54740991', 8, MAX],
    ['90071992.54740992', 8, 2n ** 53n],
  ])('"%s" at %d decimals is %s', (text, decimals, value) => {
    expect(parseDecimal(text, decimals)).toBe(value);
  });

  test('zeros at the end of the fraction change nothing, however many', () => {
    fc.assert(
      fc.property(exact, scale, fc.integer({ min: 1, max: 30 }), (value, decimals, zeros) => {
        const text = formatDecimal(value, decimals);
        const longer = `${text.includes('.') ? text : `${text}.`}${'0'.repeat(zeros)}`;
        expect(parseDecimal(longer, decimals)).toBe(value);
      }),
    );
  });

  test.each([
    '',
    '+1',
    '1e5',
    '1E-5',
    '.5',
    '5.',
    '01',
    '-',
    '--1',
    '1,000',
    ' 1',
    '1 ',
    '1\n',
    '0x10',
    'NaN',
    'Infinity',
    '１',
  ])('refuses %j, which is not a plain decimal', (text) => {
    expect(() => parseDecimal(text, 18)).toThrow(new DecimalError(`"${text}" is not a decimal number`));
  });

  test('refuses more significant decimals than the scale, and says both counts', () => {
    expect(() => parseDecimal('1.23450', 3)).toThrow(new DecimalError('"1.23450" has 4 decimals, the scale allows 3'));
    expect(() => parseDecimal('0.1', 0)).toThrow(DecimalError);
  });

  test('a price or quantity is refused from 2^53 on', () => {
    expect(parseSafeDecimal('-90071992547409.91', 2)).toBe(-MAX);
    expect(() => parseSafeDecimal('90071992547409.92', 2)).toThrow(DecimalError);
    expect(() => parseSafeDecimal('-90071992547409.92', 2)).toThrow(DecimalError);
  });
});

describe('writing a double', () => {
  const finite = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -324, max: 308 }).map((power) => Number(`1e${power}`)),
    fc.constantFrom(5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, 1e300, 1e21, 1e-6, 1e-7, 123456789e15),
  );

  test('gives a plain decimal that reads back to the same double', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const text = formatFloat(value);
        expect(text).toMatch(DECIMAL_PATTERN);
        expect(Number(text)).toBe(value + 0);
      }),
      { numRuns: 5_000 },
    );
  });

  test('gives no digit that the shortest form has not', () => {
    const significant = (text: string): string =>
      text
        .replace(/e.*$/, '')
        .replace(/[-.]/g, '')
        .replace(/^0+|0+$/g, '');
    fc.assert(
      fc.property(finite, (value) => {
        expect(significant(formatFloat(value))).toBe(significant(String(value)));
      }),
    );
  });

  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [-1.5e-7, '-0.00000015'],
    [1e-7, '0.0000001'],
    [1.25e21, '1250000000000000000000'],
    [-1e21, '-1000000000000000000000'],
    [1e300, `1${'0'.repeat(300)}`],
    [5e-324, `0.${'0'.repeat(323)}5`],
  ])('%d is "%s"', (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });

  test.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => formatFloat(value)).toThrow('a double written as a decimal is finite');
  });
});
