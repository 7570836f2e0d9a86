// What a schema says of each of its keys: for the document of all keys, and for the tests that nobody forgets to say it.

import { z } from 'zod';
import { unwrap } from './schema-keys.ts';

export interface KeyFacts {
  /** "risk.enabled", "strategies[].name", "instruments.<NAME>.base" */
  readonly path: string;
  readonly description: string | undefined;
  /** What may stand there: "a whole number from 0 to 23". */
  readonly values: string;
  readonly unit: string | undefined;
  /** As YAML would write it on one line; `undefined` when there is none. */
  readonly default: string | undefined;
  readonly required: boolean;
  /** Whose behaviour hangs on it; that of the block around it unless the key says another. */
  readonly reader: string | undefined;
  readonly isNumeric: boolean;
  /** A map of keys, which are listed after it. */
  readonly isBlock: boolean;
}

type Schema = z.core.$ZodType;

/** Every key below `schema`, each block before what it holds. */
export function keyFacts(schema: Schema, prefix = '', around?: string): KeyFacts[] {
  const at = unwrap(schema);
  if (!(at instanceof z.ZodObject)) return [];
  return Object.entries(at.shape as Record<string, Schema>).flatMap(([key, child]) => {
    const facts = factsOf(child, `${prefix}${key}`, around);
    const { inner, suffix } = withinOf(child);
    return [facts, ...keyFacts(inner, `${facts.path}${suffix}.`, facts.reader)];
  });
}

function factsOf(schema: Schema, path: string, around: string | undefined): KeyFacts {
  const said = metaOf(schema);
  const stated = defaultOf(schema);
  return {
    path,
    description: said.description,
    values: valuesOf(schema),
    unit: said.unit,
    default: stated,
    required: stated === undefined && !(schema as z.ZodType).safeParse(undefined).success,
    reader: said.reader ?? around,
    isNumeric: isNumeric(schema),
    isBlock: withinOf(schema).inner instanceof z.ZodObject,
  };
}

interface Said {
  readonly description?: string;
  readonly unit?: string;
  readonly reader?: string;
}

/** What is said of a schema or of what it wraps; the outer word counts. */
function metaOf(schema: Schema): Said {
  const own = (z.globalRegistry.get(schema) ?? {}) as Said;
  const inner = innerOf(schema);
  return inner === undefined ? own : { ...metaOf(inner), ...own };
}

/** What a wrong value is answered with is what a right one would be. */
function valuesOf(schema: Schema): string {
  const parsed = (schema as z.ZodType).safeParse(Symbol('wrong'));
  const message = parsed.success ? 'anything' : (parsed.error.issues[0]?.message ?? '');
  return message.replace(/^expected /, '');
}

function defaultOf(schema: Schema): string | undefined {
  if (schema instanceof z.ZodDefault) return JSON.stringify(schema.def.defaultValue);
  const inner = innerOf(schema);
  return inner === undefined || schema instanceof z.ZodPrefault ? undefined : defaultOf(inner);
}

function innerOf(schema: Schema): Schema | undefined {
  const isWrapper =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapper ? schema.unwrap() : undefined;
}

/** What holds the keys below this one: itself, an entry of a list, or what a map has for each symbol. */
function withinOf(schema: Schema): { readonly inner: Schema; readonly suffix: string } {
  const at = unwrap(schema);
  if (at instanceof z.ZodArray) return { inner: unwrap(at.element), suffix: '[]' };
  if (at instanceof z.ZodRecord) return { inner: unwrap(at.valueType), suffix: '.<NAME>' };
  return { inner: at, suffix: '' };
}

function isNumeric(schema: Schema): boolean {
  const { inner } = withinOf(schema);
  if (inner instanceof z.ZodUnion) return inner.options.some((option) => unwrap(option) instanceof z.ZodNumber);
  return inner instanceof z.ZodNumber;
}
