// Figures as a JSON document: those that do not exist become null, and a list says why.

import type { NoMetric } from './metric.ts';

export type Documented<Value> = Value extends NoMetric
  ? null
  : Value extends string | number | boolean | null
    ? Value
    : Value extends readonly (infer One)[]
      ? number extends Value['length']
        ? readonly Documented<One>[]
        : { readonly [Index in keyof Value]: Documented<Value[Index]> }
      : { readonly [Key in keyof Value]: Documented<Value[Key]> };

/**
 * A copy of `figures` in which every figure that is missing is null.
 * @returns it, and the reasons by path: `{ 'drawdown.recovered': 'equity never fell' }`
 */
export function documentOf<Figures>(figures: Figures): {
  readonly document: Documented<Figures>;
  readonly missing: Readonly<Record<string, string>>;
} {
  const missing: Record<string, string> = {};
  const copy = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isMissing(value)) {
      missing[path] = value.missing;
      return null;
    }
    const under = (key: string): string => (path === '' ? key : `${path}.${key}`);
    if (Array.isArray(value)) return value.map((one: unknown, i) => copy(one, under(String(i))));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one, under(key))]));
  };
  return { document: copy(figures, '') as Documented<Figures>, missing };
}

const isMissing = (value: object): value is NoMetric => 'missing' in value && typeof value.missing === 'string';
