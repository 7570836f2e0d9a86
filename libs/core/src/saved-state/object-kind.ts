// What an object is, as far as saving and restoring it goes.
// Asked by the name the language gives it, which holds across realms where `instanceof` does not.

export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

const newTypedArray: ReadonlyMap<string, (length: number) => TypedArray> = new Map<
  string,
  (length: number) => TypedArray
>([
  ['Int8Array', (length) => new Int8Array(length)],
  ['Uint8Array', (length) => new Uint8Array(length)],
  ['Uint8ClampedArray', (length) => new Uint8ClampedArray(length)],
  ['Int16Array', (length) => new Int16Array(length)],
  ['Uint16Array', (length) => new Uint16Array(length)],
  ['Int32Array', (length) => new Int32Array(length)],
  ['Uint32Array', (length) => new Uint32Array(length)],
  ['Float32Array', (length) => new Float32Array(length)],
  ['Float64Array', (length) => new Float64Array(length)],
  ['BigInt64Array', (length) => new BigInt64Array(length)],
  ['BigUint64Array', (length) => new BigUint64Array(length)],
]);

/** A zeroed typed array of the named kind, or undefined when there is no such kind. */
export function makeTypedArray(kind: string, length: number): TypedArray | undefined {
  return newTypedArray.get(kind)?.(length);
}

/** "Object" (also for instances of classes), "Array", "Map", "Float64Array", "Date", "Set", … */
export function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isMap(value: unknown): value is Map<unknown, unknown> {
  return isObject(value) && kindOf(value) === 'Map';
}

export function isTypedArray(value: unknown): value is TypedArray {
  return isObject(value) && newTypedArray.has(kindOf(value));
}

/** Saved and restored field by field: a plain object or an instance of a class. */
export function hasFields(value: unknown): value is object {
  return isObject(value) && kindOf(value) === 'Object';
}

/** The name of the class whose instance this is, or undefined for a plain object. */
export function classNameOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!isObject(prototype) || Object.getPrototypeOf(prototype) === null) return undefined;
  return prototype.constructor.name;
}

/** Own fields that hold data, in order. Methods and getters are code: whoever makes the object makes them again. */
export function dataFields(value: object): string[] {
  return Object.keys(value).filter((field) => {
    const property = Object.getOwnPropertyDescriptor(value, field);
    return property !== undefined && 'value' in property && typeof property.value !== 'function';
  });
}
