// One value has one spelling on the wire: what each kind of field reads, and what it refuses.

import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  count,
  flag,
  instant,
  json,
  money,
  measurement,
  price,
  qty,
  text,
  token,
  weight,
  barLength,
  oneOf,
  instrument,
} from './fields.ts';
import { variants } from './variants.ts';

const HALF = '\ud83d';
const NEVER_A_DECIMAL = [
  '',
  ' 1',
  '1 ',
  '1\n',
  '+1',
  '.5',
  '5.',
  '01',
  '00',
  '1e3',
  '1E-5',
  '1,000',
  '0x1',
  'NaN',
  '１',
  1,
  0,
  null,
];
const NEVER_CANONICAL = ['1.0', '1.10', '0.0', '-0', '-0.0'];
const LONG = '9'.repeat(400);

const KINDS: [kind: string, schema: z.ZodType, reads: unknown[], refuses: unknown[]][] = [
  [
    'price',
    price().schema,
    ['0.01', '1', '64123.45', '1.000001'],
    ['0', '-1', '-0.5', ...NEVER_A_DECIMAL, ...NEVER_CANONICAL],
  ],
  ['quantity', qty().schema, ['0', '0.1', '1', '10'], ['-1', '-0.5', ...NEVER_A_DECIMAL, ...NEVER_CANONICAL]],
  [
    'amount of money',
    money().schema,
    ['0', '-1', '-0.5', '10.01', LONG, `-${LONG}`],
    [...NEVER_A_DECIMAL, ...NEVER_CANONICAL],
  ],
  [
    'weight',
    weight().schema,
    ['0', '1', '0.5', '0.333333333'],
    ['1.1', '2', '10', '-0.5', '0.3333333333', ...NEVER_A_DECIMAL, ...NEVER_CANONICAL],
  ],
  [
    'measurement',
    measurement().schema,
    ['0', '0.1', '12.5', '1000000000000000000000', `0.${'0'.repeat(323)}5`],
    [
      '-1',
      '0.1000000000000000055',
      '9007199254740993',
      LONG,
      `0.${'0'.repeat(400)}1`,
      ...NEVER_A_DECIMAL,
      ...NEVER_CANONICAL,
    ],
  ],
  ['count', count().schema, [0, 1, 2 ** 53 - 1], [-1, -0, 0.5, 2 ** 53, NaN, Infinity, '1', null]],
  ['instant', instant().schema, [0, -1, 2 ** 53 - 1, -(2 ** 53) + 1], [-0, 0.5, 2 ** 53, NaN, '1', null]],
  [
    'bar length',
    barLength().schema,
    ['1s', '90s', '1m', '1h', '4h', '1d'],
    ['60s', '60m', '24h', '01h', '0h', '1w', 'h', 3600, '10000s'],
  ],
  ['flag', flag().schema, [true, false], [0, 1, 'true', null]],
  ['text', text().schema, ['', 'a "b" \\ \n \u0000', '😀'], [HALF, `a${HALF}b`, '\ude00\ud83d', 1, null]],
  ['name', instrument().schema, ['BTCUSDT', 'BTC/USDT:USDT', 'a "b"', '币安人生USDT'], ['', HALF, 1]],
  [
    'token',
    token().schema,
    ['USDT', 'o12.1', 'BRK.B', 'a:b_c-d', '币安人生'],
    ['', 'a b', 'a"b', 'a\\b', 'a\n', HALF, '😀', 1],
  ],
  ['one of a closed set', oneOf('buy', 'sell').schema, ['buy', 'sell'], ['', 'BUY', 'hold', 0]],
  [
    'union',
    variants('kind', { none: {}, some: { count: count() } }).schema,
    [{ kind: 'none' }, { kind: 'some', count: 1 }],
    [{}, { kind: 'many' }, { kind: 'none', count: 1 }, { kind: 'some' }, { count: 1 }, 'none', null],
  ],
  [
    'free structure',
    json(z.json()).schema,
    [null, 0, 'x', [1, { a: [] }]],
    [-0, [{ a: -0 }], HALF, { [HALF]: 1 }, [HALF], JSON.parse('{"__proto__":1}'), JSON.parse('[{"__proto__":{}}]')],
  ],
];

describe.each(KINDS)('A %s', (_kind, schema, reads, refuses) => {
  test.each(reads.map((value) => [value]))('reads %j', (value) => {
    expect(schema.parse(value)).toStrictEqual(value);
  });

  test.each(refuses.map((value) => [value]))('refuses %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
