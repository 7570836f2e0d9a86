// How live state looks as JSON: what JSON lacks is wrapped in an object with a key that begins with "$".
// Both directions, `saveState` and `restoreState`, speak this form and no other.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * | live value | saved form |
 * |---|---|
 * | finite number, string, boolean, null | itself |
 * | NaN, ±Infinity, −0 | `{ "$number": "NaN" }` |
 * | bigint | `{ "$bigint": "12" }` |
 * | undefined | `{ "$undefined": true }` |
 * | array | array |
 * | typed array | `{ "$typed": "Float64Array", "$items": […] }` |
 * | Map with string keys | `{ "$map": [[key, value], …] }`, in its order |
 * | plain object | object; `"$order"` lists its fields where they are not in sorted order |
 * | instance of a class | object of its fields with `"$class": "Name"` |
 * | an object met before | `{ "$same": "/path/of/the/first" }` |
 *
 * A field's own name that begins with "$" gets a second "$". No meaning hangs on the order of an object's keys, so
 * the form survives storage that sorts them.
 */
export const TAG = {
  number: '$number',
  bigint: '$bigint',
  undefined: '$undefined',
  typed: '$typed',
  items: '$items',
  map: '$map',
  order: '$order',
  class: '$class',
  same: '$same',
} as const;

/** The pointer to `key` inside the value at `path` (RFC 6901). */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}/${key}`;
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function savedKeyOf(field: string): string {
  return field.startsWith('$') ? `$${field}` : field;
}

/** The fields named in a saved object: its keys without the form's own tags, in sorted order. */
export function savedFields(saved: { readonly [key: string]: Json }): string[] {
  const keys = Object.keys(saved).filter((key) => !key.startsWith('$') || key.startsWith('$$'));
  return keys.map((key) => (key.startsWith('$$') ? key.slice(1) : key)).sort();
}

export function sameSequence(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
