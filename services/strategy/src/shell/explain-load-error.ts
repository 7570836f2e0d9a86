// Why a user's file could not be loaded, as one sentence with file and line.

import { nearest } from '@tradingbot/config';
import { PurityError } from '@tradingbot/core';
import { InputError } from '@tradingbot/domain';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import * as door from '../core/index.ts';
import { lineOf } from './import-rules.ts';
import { userFrame } from './user-frame.ts';
import { filesBehind, latestLoaded, shownPath } from './user-code.ts';

/** @param path as the user wrote it; `entry` is its URL */
export async function explainLoadError(error: unknown, path: string, entry: string): Promise<InputError> {
  if (!(error instanceof Error)) return new InputError(path, `threw ${String(error)} when it was loaded`);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_REQUIRE_ASYNC_MODULE') {
    return new InputError(path, 'waits with await outside any function', 'a strategy decides at once: remove it');
  }
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    const mend = 'only types that can be erased are allowed: no enum, no namespace, no parameter properties';
    return new InputError(placeIn(error, path), firstLine(error), mend);
  }
  if (error instanceof SyntaxError) {
    return (
      missingExport(error, entry) ??
      new InputError(await placeOfSyntaxError(error, path), `does not compile: ${firstLine(error)}`)
    );
  }
  const where = userFrame(error) ?? path;
  if (error instanceof PurityError) return new InputError(where, firstLine(error));
  return new InputError(where, `threw ${error.name} when it was loaded: ${firstLine(error)}`);
}

function missingExport(error: SyntaxError, entry: string): InputError | undefined {
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'$/.exec(firstLine(error));
  const [, specifier = '', name = ''] = match ?? [];
  if (match === null) return undefined;
  const importer = filesBehind(entry).find((url) => mentions(url, specifier, name)) ?? entry;
  const meant = specifier === '@tradingbot/strategy' ? nearest(name, Object.keys(door)) : undefined;
  const what = `imports ${name}, which ${specifier} does not export`;
  return new InputError(
    lineOf(specifier, importer),
    what,
    meant === undefined ? 'check the name' : `did you mean ${meant}?`,
  );
}

function mentions(url: string, specifier: string, name: string): boolean {
  const text = readFileSync(fileURLToPath(url), 'utf8');
  return text.includes(specifier) && text.includes(name);
}

/** Node says the line on the first line of the stack, or not at all; then a second look finds it. */
async function placeOfSyntaxError(error: SyntaxError, path: string): Promise<string> {
  const said = placeIn(error, '');
  if (said !== '') return said;
  const file = latestLoaded();
  if (file === undefined) return path;
  const line = await lineThatDoesNotCompile(fileURLToPath(file));
  return line === undefined ? shownPath(fileURLToPath(file)) : `${shownPath(fileURLToPath(file))}:${line}`;
}

function placeIn({ stack = '' }: Error, otherwise: string): string {
  const [, file = '', line = ''] = /^(.+):(\d+)$/.exec(stack.split('\n')[0] ?? '') ?? [];
  if (line === '') return otherwise;
  return `${shownPath(file.startsWith('file:') ? fileURLToPath(file) : file)}:${line}`;
}

const COMPILE =
  "const [file] = process.argv.slice(1); const text = require('node:fs').readFileSync(file, 'utf8');" +
  "const plain = /ts$/.test(file) ? require('node:module').stripTypeScriptTypes(text) : text;" +
  "new (require('node:vm').SourceTextModule)(plain, { identifier: 'strategy' });";

/** Compiles the file in a process of its own, because only an uncaught error tells its line. */
function lineThatDoesNotCompile(file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(execPath, ['--no-warnings', '--experimental-vm-modules', '-e', COMPILE, file], (_error, _out, said) => {
      resolve(/^strategy:(\d+)$/m.exec(said)?.[1]);
    });
  });
}

const firstLine = (error: Error): string => (error.message.split('\n')[0] ?? '').trim();
