// Makes what is impure throw while a strategy decides, with the replacement in the message; outside it all works as ever.
// The clock, luck, timers, I/O, the environment, the machine's time zone and its language.

import { isDeciding, PurityError } from '../tripwire.ts';
import { guardDates } from './date-guard.ts';
import { guardFunction, guardGlobal } from './guards.ts';

const TIME = 'use ctx.time';
const LUCK = 'use ctx.random()';
const TIMER = 'use ctx.setTimer(name, at) and onTimer';
const OUTSIDE = 'what a strategy needs from outside reaches it as bars or as parameters';
const PRINT = 'use ctx.log(message)';
const SETTINGS = 'use ctx.params';
const LANGUAGE =
  "the machine's language would decide: compare with < and >, round with Math.round, write numbers plainly";
const COLLECTOR = 'when memory is collected differs from run to run: keep the value in ctx.state';

const GLOBALS: Readonly<Record<string, string>> = {
  performance: TIME,
  crypto: LUCK,
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  queueMicrotask: TIMER,
  fetch: OUTSIDE,
  WebSocket: OUTSIDE,
  EventSource: OUTSIDE,
  BroadcastChannel: OUTSIDE,
  MessageChannel: OUTSIDE,
  navigator: OUTSIDE,
  process: SETTINGS,
  console: PRINT,
  Intl: LANGUAGE,
  WeakRef: COLLECTOR,
  FinalizationRegistry: COLLECTOR,
};

const LANGUAGE_METHODS: readonly (readonly [owner: object, methods: readonly string[]])[] = [
  [String.prototype, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']],
  [Number.prototype, ['toLocaleString']],
  [BigInt.prototype, ['toLocaleString']],
  [Array.prototype, ['toLocaleString']],
];

let armed = false;

/**
 * Arms the guard for the rest of the process; a second call changes nothing. To be called before a user's strategy is
 * loaded. What Node itself and libraries hold already is not touched, so nothing outside decisions slows down.
 */
export function armImpurityGuard(): void {
  if (armed) return;
  armed = true;
  guardDates(refuse);
  guardFunction(Math, 'random', () => refuse('Math.random()', LUCK));
  for (const [name, instead] of Object.entries(GLOBALS)) guardGlobal(name, () => refuse(name, instead));
  for (const [owner, methods] of LANGUAGE_METHODS) {
    for (const method of methods) guardFunction(owner, method, () => refuse(`${method}()`, LANGUAGE));
  }
}

function refuse(what: string, instead: string): void {
  if (isDeciding()) throw new PurityError(`${what} may not be used in a decision: ${instead}`);
}
