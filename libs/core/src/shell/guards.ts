// How a function or a global is put under guard: it asks first, then does exactly what it did before.

/** Replaces `owner[key]` by itself with `check` before it; `check` throws to refuse. */
export function guardFunction(owner: object, key: string, check: (args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(owner, key);
  if (typeof original !== 'function') return;
  // A proxy keeps name, length, properties and identity of what is inside.
  const value = new Proxy(original, {
    apply(target, self, args: unknown[]) {
      check(args);
      return Reflect.apply(target, self, args) as unknown;
    },
  });
  Object.defineProperty(owner, key, { value, writable: true, configurable: true, enumerable: false });
}

/** Makes every look at the global `name` ask `check` first. A global that this Node does not have stays absent. */
export function guardGlobal(name: string, check: () => void): void {
  const property = Object.getOwnPropertyDescriptor(globalThis, name);
  if (property?.configurable !== true) return;
  // Some globals are made when first looked at, so the look is put off until somebody needs it.
  let read =
    property.get === undefined ? () => property.value as unknown : () => property.get?.call(globalThis) as unknown;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: property.enumerable ?? false,
    get() {
      check();
      return read();
    },
    set(value: unknown) {
      read = () => value;
    },
  });
}
