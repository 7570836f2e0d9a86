// Live state to JSON: everything needed to continue from here as if nothing had stopped.
// `restoreState` is its inverse; `saved-form` is the shape between them.

import { classNameOf, dataFields, hasFields, isMap, isTypedArray, kindOf } from './object-kind.ts';
import { childPath, sameSequence, savedKeyOf, TAG, type Json } from './saved-form.ts';
import { SavedStateError } from './saved-state-error.ts';

/**
 * The saved form of `value` and of all it holds: numbers to the bit, bigints, strings, arrays, typed arrays, maps with
 * string keys, plain objects, and instances of classes by their own enumerable fields. An object reached by two ways
 * is saved once and is one object again after restoring; cycles are fine.
 *
 * Methods and getters are left out. Variables captured in a closure and `#private` fields cannot be seen from outside
 * and are **not** saved: keep state in fields.
 * @throws SavedStateError for what has no saved form (a Date, a Set, a symbol, a function inside an array, …)
 */
export function saveState(value: unknown): Json {
  return save(value, '', new Map());
}

type PathOfSeen = Map<object, string>;

function save(value: unknown, path: string, seen: PathOfSeen): Json {
  switch (typeof value) {
    case 'number':
      return saveNumber(value);
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return { [TAG.bigint]: String(value) };
    case 'undefined':
      return { [TAG.undefined]: true };
    case 'object':
      return value === null ? null : saveObject(value, path, seen);
    default:
      throw new SavedStateError(path, `is a ${typeof value}, which cannot be saved: keep only data in state`);
  }
}

function saveNumber(value: number): Json {
  if (Object.is(value, -0)) return { [TAG.number]: '-0' };
  return Number.isFinite(value) ? value : { [TAG.number]: String(value) };
}

function saveObject(value: object, path: string, seen: PathOfSeen): Json {
  const first = seen.get(value);
  if (first !== undefined) return { [TAG.same]: first };
  seen.set(value, path);
  if (hasFields(value)) return saveFields(value, path, seen);
  refuseSubclass(value, path);
  if (Array.isArray(value)) return saveItems(value, path, seen);
  if (isTypedArray(value)) return { [TAG.typed]: kindOf(value), [TAG.items]: saveItems(value, path, seen) };
  if (isMap(value)) return { [TAG.map]: saveEntries(value, path, seen) };
  throw new SavedStateError(path, `is a ${kindOf(value)}, which cannot be saved: use arrays, maps or plain objects`);
}

function refuseSubclass(value: object, path: string): void {
  const name = value.constructor.name;
  if (name === kindOf(value)) return;
  throw new SavedStateError(path, `is a ${name}, which cannot be saved: keep a ${kindOf(value)} in a field instead`);
}

function saveItems(items: ArrayLike<unknown>, path: string, seen: PathOfSeen): Json[] {
  return Array.from(items, (item, index) =>
    typeof item === 'number' ? saveNumber(item) : save(item, childPath(path, index), seen),
  );
}

function saveEntries(map: Map<unknown, unknown>, path: string, seen: PathOfSeen): Json[] {
  return Array.from(map, ([key, entry]) => {
    if (typeof key === 'string') return [key, save(entry, childPath(path, key), seen)];
    throw new SavedStateError(path, `is a Map with a ${typeof key} as a key: only string keys can be saved`);
  });
}

function saveFields(value: object, path: string, seen: PathOfSeen): Json {
  const saved: Record<string, Json> = {};
  const className = classNameOf(value);
  const fields = dataFields(value);
  if (className !== undefined) saved[TAG.class] = className;
  else if (!sameSequence(fields, [...fields].sort())) saved[TAG.order] = fields;
  for (const field of fields) {
    if (field === '__proto__') throw new SavedStateError(path, 'has a field named __proto__, which cannot be saved');
    saved[savedKeyOf(field)] = save(Reflect.get(value, field), childPath(path, field), seen);
  }
  return saved;
}
