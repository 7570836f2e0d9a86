// A JSON document as one level: `risk.max_order_notional` → its value. Lists are one value.

export type Flat = ReadonlyMap<string, unknown>;

export function flatDocument(document: unknown, above = ''): Flat {
  const flat = new Map<string, unknown>();
  if (typeof document !== 'object' || document === null) return flat;
  for (const [key, value] of Object.entries(document)) {
    const path = above === '' ? key : `${above}.${key}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [below, one] of flatDocument(value, path)) flat.set(below, one);
    } else flat.set(path, value);
  }
  return flat;
}

/** The keys that are not the same in all of `documents`, sorted, with the value in each; `null` where it is missing. */
export function differingKeys(
  documents: readonly Flat[],
): { readonly key: string; readonly values: readonly unknown[] }[] {
  const keys = new Set(documents.flatMap((document) => [...document.keys()]));
  return [...keys]
    .sort()
    .map((key) => ({ key, values: documents.map((document) => document.get(key) ?? null) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}
