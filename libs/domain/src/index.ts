// Prices, quantities, instruments, calendars, time: the words every other package speaks. Imports nothing.

export * from './brand.ts';
export * from './calendar.ts';
export * from './decimal.ts';
export * from './digits.ts';
export * from './exact.ts';
export * from './input-error.ts';
export * from './instrument.ts';
export * from './invariant.ts';
export * from './keep-as-doubles.ts';
export * from './micros.ts';
export * from './remove-from.ts';
export * from './session-calendar.ts';
export * from './timeframe.ts';
