// The kinds of field that events are made of: each knows its wire schema (zod), its type inside a core,
// and the source text with which the per-type serialisers read and write it. Unions are in `variants.ts`.

import type { Amount, InstrumentIndex, Micros, Price, Qty, Timeframe, Weight } from '@tradingbot/domain';
import { z } from 'zod';
import type { StrategyIndex } from './catalog.ts';
import type { Field, PlainKind } from './field.ts';
import { quoted, type Piece } from './pieces.ts';
import {
  countOnWire,
  decimalOnWire,
  floatOnWire,
  integerOnWire,
  jsonOnWire,
  nameOnWire,
  positiveDecimalOnWire,
  shareOnWire,
  textOnWire,
  timeframeOnWire,
  tokenOnWire,
  unsignedDecimalOnWire,
} from './wire.ts';

/** One piece of a kind, with the expression that reads it. */
const whole = (value: string): readonly Piece[] => [{ kind: 'integer', value }];
const ascii = (value: string): readonly Piece[] => [{ kind: 'ascii', value }];
const anyText = (value: string): readonly Piece[] => [{ kind: 'text', value }];
const name = (value: string): readonly Piece[] => quoted({ kind: 'ascii', value });
const asItIs = (value: string): string => value;

/** A decimal string of an exact integer at the scale that the expression `scale` gives. */
const scaled = (schema: z.ZodType, scale: string): Omit<Field<never>, 'shape'> => ({
  schema,
  encode: (value) => quoted({ kind: 'decimal', value, scale }),
  decode: (value) => `parse(${value}, ${scale})`,
});
/** The same for integers that are safe, which are numbers in cores. */
const safeScaled = (kind: PlainKind, schema: z.ZodType, scale: string): Field<never> => ({
  shape: { kind },
  ...scaled(schema, scale),
  decode: (value) => `parseSafe(${value}, ${scale})`,
});

/** An instrument of the journal's manifest; its symbol on the wire. Prices and quantities beside it use its scales. */
export const instrument = (): Field<InstrumentIndex> => ({
  shape: { kind: 'instrument' },
  schema: nameOnWire,
  encode: (value) => [{ kind: 'name', text: `c.symbolJson[${value}]`, bytes: `c.symbolBytes[${value}]` }],
  decode: (value) => `c.instrumentOf(${value})`,
});

/** A strategy of the journal's manifest; its name on the wire. */
export const strategy = (): Field<StrategyIndex> => ({
  shape: { kind: 'strategy' },
  schema: nameOnWire,
  encode: (value) => [{ kind: 'name', text: `c.strategyJson[${value}]`, bytes: `c.strategyBytes[${value}]` }],
  decode: (value) => `c.strategyOf(${value})`,
});

/** A price of the payload's `instrument`, above zero. */
export const price = (): Field<Price> => safeScaled('price', positiveDecimalOnWire, 'c.priceScale[p.instrument]');

/** Prices of the payload's `instrument`, one after the other. */
export const prices = (): Field<readonly Price[]> => ({
  shape: { kind: 'prices' },
  schema: z.array(positiveDecimalOnWire),
  encode: (value) =>
    ascii(`('[' + ${value}.map((one) => '"' + decimal(one, c.priceScale[p.instrument]) + '"').join(',') + ']')`),
  decode: (value) => `${value}.map((one) => parseSafe(one, c.priceScale[p.instrument]))`,
});

/** A quantity of the payload's `instrument`, zero or more. */
export const qty = (): Field<Qty> => safeScaled('qty', unsignedDecimalOnWire, 'c.qtyScale[p.instrument]');

/** An amount of the account's currency; may be negative. */
export const money = (): Field<Amount> => ({
  shape: { kind: 'money' },
  ...scaled(decimalOnWire, 'c.moneyScale'),
});

/** An amount of the asset named by the sibling field `assetKey`; may be negative. */
export const assetAmount = (assetKey: string): Field<Amount> => ({
  shape: { kind: 'assetAmount', assetKey },
  ...scaled(decimalOnWire, `c.assetScale(p.${assetKey})`),
});

/** A share of equity: parts per billion in cores, a decimal from "0" to "1" on the wire. */
export const weight = (): Field<Weight> => safeScaled('weight', shareOnWire, '9');

/** A measurement that is never booked, such as volume: a double in cores, its shortest decimal on the wire. */
export const measurement = (): Field<number> => ({
  shape: { kind: 'measurement' },
  schema: floatOnWire,
  encode: (value) => name(`float(${value})`),
  decode: (value) => `Number(${value})`,
});

/** A whole number that is not negative. */
export const count = (): Field<number> => ({
  shape: { kind: 'count' },
  schema: countOnWire,
  encode: whole,
  decode: asItIs,
});

/** An instant, in microseconds since the epoch. */
export const instant = (): Field<Micros> => ({
  shape: { kind: 'instant' },
  schema: integerOnWire,
  encode: whole,
  decode: asItIs,
});

/** A bar length: "1h" on the wire, microseconds in cores. */
export const barLength = (): Field<Timeframe> => ({
  shape: { kind: 'barLength' },
  schema: timeframeOnWire,
  encode: (value) => name(`timeframe(${value})`),
  decode: (value) => `parseTimeframe(${value})`,
});

export const flag = (): Field<boolean> => ({
  shape: { kind: 'flag' },
  schema: z.boolean(),
  encode: (value) => ascii(`(${value} ? 'true' : 'false')`),
  decode: asItIs,
});

/** Any text, such as a reason given by an operator. */
export const text = (): Field<string> => ({
  shape: { kind: 'text' },
  schema: textOnWire,
  encode: (value) => anyText(`JSON.stringify(${value})`),
  decode: asItIs,
});

/** An asset or another short name that needs no escaping. */
export const token = (): Field<string> => ({
  shape: { kind: 'token' },
  schema: tokenOnWire,
  encode: name,
  decode: asItIs,
});

/** One of a closed set of names. */
export const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names): Field<Names[number]> => ({
  shape: { kind: 'oneOf', names },
  schema: z.enum(names),
  encode: name,
  decode: asItIs,
});

/** Free structure, held to `schema` and printed as canonical JSON. For rare events only. */
export const json = <Schema extends z.ZodType>(schema: Schema): Field<z.output<Schema>> => ({
  shape: { kind: 'json', schema },
  schema: jsonOnWire.pipe(schema),
  encode: (value) => anyText(`canonical(${value})`),
  decode: asItIs,
});
