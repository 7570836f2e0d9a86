// Every ban of the pure rooms bites: a core that breaks one is refused, with the rule and the replacement named.
// The snippets are linted under a made-up name in a pure room, without type information.

import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import config from '../../eslint.config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const linter = new Linter({ cwd: ROOT });
const untyped = [...config, tseslint.configs.disableTypeChecked] as Linter.Config[];

/** What the restrictions in eslint.config.js say about `code` in `file`, as `rule: message`. */
function lint(code: string, file = 'services/risk/src/core/made-up.ts'): string[] {
  return linter
    .verify(code, untyped, { filename: join(ROOT, file) })
    .filter(({ ruleId, fatal }) => fatal === true || ruleId?.startsWith('no-restricted-'))
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const GLOBAL = 'no-restricted-globals';
const PROPERTY = 'no-restricted-properties';
const SYNTAX = 'no-restricted-syntax';
const IMPORT = 'no-restricted-imports';

const BANS: [code: string, rule: string, replacement: string][] = [
  ['export const now = Date.now();', GLOBAL, 'use event.time'],
  ['export const now = new Date();', GLOBAL, 'use event.time'],
  ['export const now = performance.now();', GLOBAL, 'use event.time'],
  ['setTimeout(() => undefined, 1);', GLOBAL, 'handle clock.tick'],
  ['setInterval(() => undefined, 1);', GLOBAL, 'handle clock.tick'],
  ['setImmediate(() => undefined);', GLOBAL, 'handle clock.tick'],
  ['queueMicrotask(() => undefined);', GLOBAL, 'handle clock.tick'],
  ['export const home = process.env.HOME;', GLOBAL, 'put it into the configuration'],
  ['export const page = fetch("/");', GLOBAL, 'do I/O in src/shell'],
  ['export const socket = new WebSocket("/");', GLOBAL, 'do I/O in src/shell'],
  ['export const fs = require("fs");', GLOBAL, 'do I/O in src/shell'],
  ['console.log(1);', GLOBAL, 'log in src/shell'],
  ['export const id = crypto.randomUUID();', GLOBAL, 'the seeded generator in state'],
  ['export const collator = new Intl.Collator();', GLOBAL, 'format at the edge'],
  ['export const ref = new WeakRef({});', GLOBAL, 'keep the value in state'],
  ['export const registry = new FinalizationRegistry(() => undefined);', GLOBAL, 'keep the value in state'],
  ['export const now = globalThis.Date.now();', GLOBAL, 'Name the global itself'],
  ['export const now = global.Date.now();', GLOBAL, 'Name the global itself'],
  ['export const later = Promise.resolve(1);', GLOBAL, 'do I/O in src/shell'],
  ['export const luck = Math.random();', PROPERTY, 'use the seeded generator in state'],
  ['export const { random } = Math;', PROPERTY, 'use the seeded generator in state'],
  ['export const luck = Math["random"]();', PROPERTY, 'use the seeded generator in state'],
  ['export const order = "a".localeCompare("b");', PROPERTY, 'compare with < and >'],
  ['export const text = (1).toLocaleString();', PROPERTY, 'format at the edge'],
  ['export const text = "i".toLocaleUpperCase();', PROPERTY, 'format at the edge'],
  ['export const text = "I".toLocaleLowerCase();', PROPERTY, 'format at the edge'],
  ['export async function load() {}', SYNTAX, 'do I/O in src/shell'],
  ['export const load = async () => 1;', SYNTAX, 'do I/O in src/shell'],
  ['export async function* load() {}', SYNTAX, 'do I/O in src/shell'],
  ['export const value = await 1;', SYNTAX, 'do I/O in src/shell'],
  ['for await (const value of []) value;', SYNTAX, 'do I/O in src/shell'],
  ['export const other = import("./other.ts");', SYNTAX, 'Import at the top of the file'],
  ['import { readFileSync } from "node:fs"; readFileSync("x");', IMPORT, 'do I/O in src/shell'],
  ['import type { Stats } from "node:fs"; export type X = Stats;', IMPORT, 'do I/O in src/shell'],
  ['import { createHash } from "node:crypto"; createHash("x");', IMPORT, 'do I/O in src/shell'],
  ['export { readFileSync } from "node:fs";', IMPORT, 'do I/O in src/shell'],
  ['import { readFileSync } from "fs"; readFileSync("x");', IMPORT, 'Here only'],
  ['import pino from "pino"; pino();', IMPORT, 'Here only'],
  ['export enum Side { Buy }', SYNTAX, 'use a union of string literals'],
];

describe('A pure room refuses', () => {
  test.each(BANS)('%s', (code, rule, replacement) => {
    const findings = lint(code);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(rule);
    expect(findings[0]).toContain(replacement);
  });
});

describe('A pure room allows', () => {
  test.each([
    'import { z } from "zod"; export const size = z.number();',
    'import { uniformInt } from "pure-rand/distribution/uniformInt"; export const roll = uniformInt;',
    'import { invariant } from "@tradingbot/domain"; invariant(true, "x");',
    'import { other } from "./other.ts"; import { third } from "../third.ts"; export const both = other + third;',
    'export const bytes = Buffer.alloc(8); export const root = Math.sqrt(2);',
    'export const spare = { process: 1, console: 2 }.process;',
  ])('%s', (code) => {
    expect(lint(code)).toEqual([]);
  });
});

describe('The bans hold', () => {
  const offence = 'export const now = Date.now();';

  test.each([
    'libs/domain/src/made-up.ts',
    'libs/contracts/src/events/made-up.ts',
    'libs/core/src/made-up.ts',
    'libs/features/src/made-up.ts',
    'libs/portfolio/src/made-up.ts',
    'libs/simulation/src/made-up.ts',
    'libs/bars/src/core/made-up.ts',
    'services/execution/src/core/deep/made-up.ts',
  ])('in %s', (file) => {
    expect(lint(offence, file)).toHaveLength(1);
  });

  test.each([
    'libs/core/src/shell/made-up.ts',
    'libs/core/src/made-up.test.ts',
    'libs/bars/src/shell/made-up.ts',
    'services/execution/src/shell/made-up.ts',
    'services/execution/src/main.ts',
    'cli/src/made-up.ts',
  ])('not in %s', (file) => {
    expect(lint(offence, file)).toEqual([]);
  });
});
