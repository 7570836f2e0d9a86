// Canonical JSON against the examples of RFC 8785, and what it refuses.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyJson } from '../testing/arbitrary.ts';
import { canonicalJson } from './canonical-json.ts';

/** A double from its IEEE 754 bits in hexadecimal. */
const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

describe('RFC 8785', () => {
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the double %s is printed as %s', (bits, printed) => {
    expect(canonicalJson(double(bits))).toBe(printed);
  });

  test('section 3.2.2: numbers, text and literals', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('section 3.2.3: keys are sorted by their UTF-16 code units, not by code points', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(input)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });
});

describe('Canonical JSON', () => {
  test('is one text for one value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const printed = canonicalJson(value);
        expect(JSON.parse(printed)).toStrictEqual(value);
        expect(canonicalJson(backwards(value))).toBe(printed);
      }),
    );
  });

  test('leaves out members that are undefined', () => {
    expect(canonicalJson({ b: undefined, a: [{ c: undefined }] })).toBe('{"a":[{}]}');
  });

  test.each<[string, unknown]>([
    ['NaN', NaN],
    ['an infinity', [-Infinity]],
    ['half of a surrogate pair', 'a\ud83d'],
    ['half of a surrogate pair in a key', { '\ude00': 1 }],
    ['a bigint', [1n]],
    ['a function', { f: () => 1 }],
    ['a function in a list', [() => 1]],
    ['a symbol', { s: Symbol('s') }],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    // eslint-disable-next-line no-sparse-arrays
    ['a hole in a list', [1, , 2]],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  test('refuses a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalJson(circle)).toThrow('Circular');
  });

  test('says where the value is that it cannot hold', () => {
    expect(() => canonicalJson({ a: [0, { b: () => 1 }] })).toThrow('no function, but there is one at "/a/1/b"');
  });
});

/** The same value with the members of every object in the opposite order. */
function backwards(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(backwards);
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [key, backwards(member)]);
  return Object.fromEntries(members.reverse());
}
