// The pure rooms: cores and what they are made of. Same events in, same events out, on any machine, forever.
// So nothing in them may know the time, draw luck, wait, or touch the world; each ban names what to use instead.

import { BANNED_SYNTAX, NO_DEFAULT_EXPORT } from './syntax.js';

export const PURE_ROOMS = {
  files: [
    'libs/{domain,contracts,core,features,metrics,policy,portfolio,simulation}/src/**/*.ts',
    'libs/bars/src/core/**/*.ts',
    'services/*/src/core/**/*.ts',
  ],
  ignores: ['**/shell/**', '**/*.test.ts'],
};

/** Packages that only compute. Another one is added here when it keeps that promise. */
const PURE_PACKAGES = ['canonicalize', 'crc-32', 'fflate', 'pure-rand', 'zod'];

const CLOCK = 'A core has no clock: use event.time.';
const TIMER = 'A core cannot wait: implement wakeAt and handle clock.tick.';
const OUTSIDE = 'A core does not touch the world: do I/O in src/shell.';
const SILENT = 'A core does not print: emit an event, or log in src/shell.';
const SETTINGS = 'A core reads no environment: put it into the configuration, which reaches init in the manifest.';
const LUCK = 'Luck must be replayable: use the seeded generator in state.';
const AT_ONCE = 'A core is synchronous: do I/O in src/shell and hand the result over as an event.';
const LOCALE = 'The result depends on the machine: compare with < and >, and format at the edge.';
const WAY_ROUND = 'Name the global itself, so that the bans of this room can see it.';
const COLLECTOR = 'When memory is collected differs from run to run: keep the value in state.';

const GLOBALS = {
  Date: CLOCK,
  performance: CLOCK,
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  queueMicrotask: TIMER,
  process: SETTINGS,
  fetch: OUTSIDE,
  WebSocket: OUTSIDE,
  require: OUTSIDE,
  console: SILENT,
  crypto: 'Randomness comes from the seeded generator in state, and hashes are made in src/shell.',
  Promise: AT_ONCE,
  Intl: LOCALE,
  WeakRef: COLLECTOR,
  FinalizationRegistry: COLLECTOR,
  globalThis: WAY_ROUND,
  global: WAY_ROUND,
};

const LOCALE_METHODS = ['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase'];

const SYNTAX = [
  { selector: ':function[async=true]', message: AT_ONCE },
  { selector: 'AwaitExpression, ForOfStatement[await=true]', message: AT_ONCE },
  { selector: 'ImportExpression', message: `${AT_ONCE} Import at the top of the file.` },
];

export const PURE_ROOM_RULES = {
  'no-restricted-globals': ['error', ...Object.entries(GLOBALS).map(([name, message]) => ({ name, message }))],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: LUCK },
    ...LOCALE_METHODS.map((property) => ({ property, message: LOCALE })),
  ],
  'no-restricted-syntax': ['error', ...BANNED_SYNTAX, NO_DEFAULT_EXPORT, ...SYNTAX],
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { regex: '^node:', message: OUTSIDE },
        {
          regex: `^(?!node:|\\.|@tradingbot/|(?:${PURE_PACKAGES.join('|')})(?:/|$))`,
          message: `${OUTSIDE} Here only ${PURE_PACKAGES.join(', ')} and @tradingbot/* may be imported.`,
        },
      ],
    },
  ],
};
