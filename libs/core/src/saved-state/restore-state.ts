// JSON back into live state, in place: the target keeps its classes, methods and identity and takes the saved data.
// What does not fit is refused, never guessed: a half-right state would trade on.

import {
  classNameOf,
  dataFields,
  hasFields,
  isMap,
  isObject,
  isTypedArray,
  kindOf,
  makeTypedArray,
} from './object-kind.ts';
import { childPath, sameSequence, savedFields, savedKeyOf, TAG, type Json } from './saved-form.ts';
import { SavedStateError } from './saved-state-error.ts';

/**
 * Makes `target` continue where the structure behind `saved` stopped. `target` is fresh from the same factory with
 * the same parameters; `saved` came from `saveState`, by way of any JSON storage.
 *
 * Instances of classes and typed arrays are filled in place and must already exist in the target with the same fields
 * and lengths. Arrays, maps and plain objects are filled in place too, and grow, shrink, or come into being as saved.
 * @throws SavedStateError where `saved` does not fit; `target` may then be half restored, so throw it away
 */
export function restoreState(target: object, saved: Json): void {
  if (restore(target, saved, '', { byPath: new Map(), taken: new Set() }) === target) return;
  throw new SavedStateError('', 'was saved from another kind of value than it is restored into');
}

/** Objects restored so far. One target object never serves two saved ones, whatever the fresh target shared. */
interface Restored {
  readonly byPath: Map<string, object>;
  readonly taken: Set<object>;
}

interface SavedObject {
  readonly [key: string]: Json;
}

function restore(current: unknown, saved: Json, path: string, restored: Restored): unknown {
  if (typeof saved !== 'object' || saved === null) return saved;
  const free = isObject(current) && !restored.taken.has(current) ? current : undefined;
  if (isList(saved)) return restoreArray(free, saved, path, restored);
  if (Object.hasOwn(saved, TAG.number)) return Number(text(saved, TAG.number, path));
  if (Object.hasOwn(saved, TAG.bigint)) return BigInt(text(saved, TAG.bigint, path));
  if (Object.hasOwn(saved, TAG.undefined)) return undefined;
  if (Object.hasOwn(saved, TAG.same)) return restoreSame(saved, path, restored);
  if (Object.hasOwn(saved, TAG.typed)) return restoreTypedArray(free, saved, path, restored);
  if (Object.hasOwn(saved, TAG.map)) return restoreMap(free, saved, path, restored);
  if (Object.hasOwn(saved, TAG.class)) return restoreInstance(free, saved, path, restored);
  return restorePlainObject(free, saved, path, restored);
}

function restoreArray(current: unknown, saved: readonly Json[], path: string, restored: Restored): unknown[] {
  const target: unknown[] = Array.isArray(current) ? current : [];
  take(target, path, restored);
  if (target.length > saved.length) target.length = saved.length;
  saved.forEach((item, index) => {
    write(target, index, restore(target[index], item, childPath(path, index), restored), path);
  });
  return target;
}

function restoreTypedArray(current: unknown, saved: SavedObject, path: string, restored: Restored): object {
  const kind = text(saved, TAG.typed, path);
  const items = list(saved, TAG.items, path);
  const target = isTypedArray(current) ? current : makeTypedArray(kind, items.length);
  if (target === undefined || kindOf(target) !== kind || target.length !== items.length) {
    const found = target === undefined ? 'nothing like it' : `a ${kindOf(target)} of ${target.length}`;
    throw new SavedStateError(
      path,
      `was saved as a ${kind} of ${items.length}, but the target has ${found}: make it with the same parameters`,
    );
  }
  take(target, path, restored);
  items.forEach((item, index) => write(target, index, restore(undefined, item, path, restored), path));
  return target;
}

function restoreMap(current: unknown, saved: SavedObject, path: string, restored: Restored): object {
  const target = isMap(current) ? current : new Map<unknown, unknown>();
  take(target, path, restored);
  const before = new Map(target);
  target.clear();
  for (const pair of list(saved, TAG.map, path)) {
    const [key, entry] = isList(pair) ? pair : [];
    if (typeof key !== 'string' || entry === undefined) throw malformed(path, TAG.map);
    target.set(key, restore(before.get(key), entry, childPath(path, key), restored));
  }
  return target;
}

function restoreInstance(current: unknown, saved: SavedObject, path: string, restored: Restored): object {
  const className = text(saved, TAG.class, path);
  if (!hasFields(current) || classNameOf(current) !== className) {
    throw new SavedStateError(
      path,
      `was saved from an instance of ${className}, but the target has ${describe(current)} there: ` +
        'make the instance when the state is made, before it is restored',
    );
  }
  const fields = dataFields(current);
  const odd = symmetricDifference(fields, savedFields(saved));
  if (odd.length > 0) {
    throw new SavedStateError(path, `does not fit ${className}, whose fields differ in ${odd.join(', ')}`);
  }
  take(current, path, restored);
  for (const field of fields) restoreField(current, field, Reflect.get(current, field), saved, path, restored);
  return current;
}

function restorePlainObject(current: unknown, saved: SavedObject, path: string, restored: Restored): object {
  if (hasFields(current) && classNameOf(current) !== undefined) {
    throw new SavedStateError(path, `was saved from a plain object, but the target has ${describe(current)} there`);
  }
  const target = hasFields(current) ? current : {};
  take(target, path, restored);
  const order = Object.hasOwn(saved, TAG.order) ? list(saved, TAG.order, path).map(String) : savedFields(saved);
  const present = dataFields(target);
  const before = new Map(present.map((field) => [field, Reflect.get(target, field)]));
  if (!sameSequence(present, order)) for (const field of present) Reflect.deleteProperty(target, field);
  for (const field of order) restoreField(target, field, before.get(field), saved, path, restored);
  return target;
}

function restoreField(
  target: object,
  field: string,
  current: unknown,
  saved: SavedObject,
  path: string,
  restored: Restored,
): void {
  const value = saved[savedKeyOf(field)];
  if (value === undefined || field === '__proto__') throw malformed(path, field);
  write(target, field, restore(current, value, childPath(path, field), restored), path);
}

function restoreSame(saved: SavedObject, path: string, restored: Restored): object {
  const first = restored.byPath.get(text(saved, TAG.same, path));
  if (first === undefined) throw malformed(path, TAG.same);
  return first;
}

function take(target: object, path: string, restored: Restored): void {
  restored.byPath.set(path, target);
  restored.taken.add(target);
}

function write(target: object, key: string | number, value: unknown, path: string): void {
  if (Object.hasOwn(target, key) && Object.is(Reflect.get(target, key), value)) return;
  if (Reflect.set(target, key, value)) return;
  throw new SavedStateError(childPath(path, key), 'is read-only in the target and holds another value there');
}

function isList(saved: Json | undefined): saved is readonly Json[] {
  return Array.isArray(saved);
}

function text(saved: SavedObject, tag: string, path: string): string {
  const value = saved[tag];
  if (typeof value === 'string') return value;
  throw malformed(path, tag);
}

function list(saved: SavedObject, tag: string, path: string): readonly Json[] {
  const value = saved[tag];
  if (isList(value)) return value;
  throw malformed(path, tag);
}

function malformed(path: string, key: string): SavedStateError {
  return new SavedStateError(path, `is not a saved form: its ${key} is missing or wrong`);
}

function symmetricDifference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((field) => !b.includes(field)), ...b.filter((field) => !a.includes(field))];
}

function describe(value: unknown): string {
  if (!isObject(value)) return 'nothing to restore into';
  const className = hasFields(value) ? classNameOf(value) : undefined;
  return className === undefined ? `a ${kindOf(value)}` : `an instance of ${className}`;
}
