// A nominal type over a plain value: a price passed where a quantity is wanted does not compile.
// The mark exists only in the type checker; at run time a branded number is a number.

declare const brand: unique symbol;

export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
