// `Date` in a decision: an instant may be taken apart in UTC, but not asked for, nor read in the machine's time zone.
// `new Date(ms)`, `new Date('2021-01-01T09:30:00Z')`, `Date.UTC` and the getUTC… methods are pure, so they pass.

import { guardFunction } from './guards.ts';

type Refuse = (what: string, instead: string) => void;

const NOW = 'use ctx.time (microseconds; new Date(ctx.time / 1000) is that instant)';
const ZONE = "the machine's time zone would decide";

const LOCAL_PARTS = ['FullYear', 'Year', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
const LOCAL_TEXTS = [
  'toString',
  'toDateString',
  'toTimeString',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
];

/** Text that names an instant on every machine: with a zone, or a date alone, which is UTC by the standard. */
const NAMES_AN_INSTANT =
  /(?:Z|[+-]\d\d:?\d\d|\bGMT|\bUTC)\s*$|^\s*[+-]?\d{4,6}-\d\d-\d\d\s*$|^\s*[+-]?\d{4,6}(?:-\d\d)?\s*$/i;

/** @param refuse throws when a decision is going on */
export function guardDates(refuse: Refuse): void {
  const RealDate = Date;
  guardFunction(RealDate, 'now', () => refuse('Date.now()', NOW));
  guardFunction(RealDate, 'parse', ([text]) => refuseLocalText('Date.parse', text, refuse));
  const GuardedDate = new Proxy(RealDate, {
    apply(target, self, args) {
      refuse('Date()', NOW);
      return Reflect.apply(target, self, args) as unknown;
    },
    construct(target, args: unknown[], newTarget) {
      if (args.length === 0) refuse('new Date()', NOW);
      if (args.length > 1) refuse('new Date(year, month, …)', `${ZONE}: use new Date(Date.UTC(year, month, …))`);
      if (args.length === 1) refuseLocalText('new Date', args[0], refuse);
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: GuardedDate, writable: true, configurable: true });
  Object.defineProperty(globalThis, 'Date', { value: GuardedDate, writable: true, configurable: true });
  for (const part of LOCAL_PARTS) {
    guardFunction(RealDate.prototype, `get${part}`, () => refuse(`get${part}()`, `${ZONE}: use getUTC${part}()`));
    guardFunction(RealDate.prototype, `set${part}`, () => refuse(`set${part}()`, `${ZONE}: use setUTC${part}()`));
  }
  guardFunction(RealDate.prototype, 'getTimezoneOffset', () => refuse('getTimezoneOffset()', ZONE));
  for (const text of LOCAL_TEXTS) {
    guardFunction(RealDate.prototype, text, () => refuse(`${text}()`, `${ZONE}: use toISOString()`));
  }
}

function refuseLocalText(what: string, argument: unknown, refuse: Refuse): void {
  if (typeof argument !== 'string' || NAMES_AN_INSTANT.test(argument)) return;
  refuse(`${what}(${JSON.stringify(argument)})`, `${ZONE}: end the text with "Z"`);
}
