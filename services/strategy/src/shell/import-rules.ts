// What a user's strategy may import: its own files, packages that do no I/O, zod, and the platform's pure packages,
// which resolve from this checkout wherever the file lies. Everything else is refused with file and line.

import { nearest } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin, registerHooks, type ResolveFnOutput } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addUserCode, isUserCode, noteLoading, shownPath } from './user-code.ts';

/** Packages of the platform that only compute. */
const PURE_DOORS = ['contracts', 'core', 'domain', 'features', 'portfolio', 'simulation', 'strategy'];
/** Builtins of Node that only compute. */
const PURE_BUILTINS = ['assert', 'assert/strict', 'buffer', 'events', 'string_decoder', 'util', 'util/types'];

const EXTENSIONS: readonly string[] = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'];

let registered = false;

/** Puts the rules into force for the user's files; the platform's own imports are left alone. */
export function registerImportRules(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const importer = context.parentURL;
      if (!isUserCode(importer)) {
        const entry = nextResolve(specifier, context);
        return isUserCode(entry.url) ? asModule(entry) : entry;
      }
      if (isPlatform(specifier)) {
        refuseImpureDoor(specifier, importer);
        return nextResolve(specifier, { ...context, parentURL: import.meta.url });
      }
      if (isBuiltin(specifier)) {
        refuseImpureBuiltin(specifier, importer);
        return nextResolve(specifier, context);
      }
      const found = orExplain(specifier, importer, () => nextResolve(specifier, context));
      if (!found.url.startsWith('file:')) {
        throw new InputError(
          lineOf(specifier, importer),
          `imports ${specifier}`,
          'only files and packages can be imported',
        );
      }
      if (!EXTENSIONS.includes(extname(new URL(found.url).pathname))) {
        throw new InputError(
          lineOf(specifier, importer),
          `imports ${specifier}, which is not code`,
          'import .ts or .js files',
        );
      }
      addUserCode(found.url, importer);
      return asModule(found);
    },
    load(url, context, nextLoad) {
      if (isUserCode(url)) {
        noteLoading(url);
        refuseDynamicImport(url);
      }
      return nextLoad(url, context);
    },
  });
}

/** TypeScript is read as a module, also in a folder whose package.json says otherwise. */
function asModule(found: ResolveFnOutput): ResolveFnOutput {
  return /\.m?ts$/.test(new URL(found.url).pathname) ? { ...found, format: 'module-typescript' } : found;
}

/** "strategies/mine.ts:3" of the import of `specifier`. */
export function lineOf(specifier: string, importer: string): string {
  const path = fileURLToPath(importer);
  const lines = readFileSync(path, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`));
  return line < 0 ? shownPath(path) : `${shownPath(path)}:${line + 1}`;
}

/** An import that happens later happens at a time of its own; what it brings would reach decisions by chance. */
function refuseDynamicImport(url: string): void {
  const path = fileURLToPath(url);
  // Comments are blanked, not cut, so that lines keep their numbers.
  const code = readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
  const line = code.split('\n').findIndex((text) => /(?<![.\w$])import\s*\(/.test(text));
  if (line < 0) return;
  throw new InputError(`${shownPath(path)}:${line + 1}`, 'imports while it runs', 'import at the top of the file');
}

const isPlatform = (specifier: string): boolean => /^(?:@tradingbot\/|zod(?:\/|$))/.test(specifier);

function refuseImpureDoor(specifier: string, importer: string): void {
  if (!specifier.startsWith('@tradingbot/')) return;
  const door = specifier.slice('@tradingbot/'.length);
  if (PURE_DOORS.includes(door)) return;
  const meant = nearest(door, PURE_DOORS);
  throw new InputError(
    lineOf(specifier, importer),
    `imports ${specifier}, which is no package for strategies`,
    meant === undefined
      ? 'all that a strategy needs comes from @tradingbot/strategy'
      : `did you mean @tradingbot/${meant}?`,
  );
}

function refuseImpureBuiltin(specifier: string, importer: string): void {
  if (PURE_BUILTINS.includes(specifier.replace(/^node:/, ''))) return;
  throw new InputError(
    lineOf(specifier, importer),
    `imports ${specifier}, but a strategy may not reach outside itself`,
    'bars come to onBar, time is ctx.time, luck is ctx.random(), lines for the record go to ctx.log, settings are params',
  );
}

function orExplain(specifier: string, importer: string, resolve: () => ResolveFnOutput): ResolveFnOutput {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      lineOf(specifier, importer),
      `imports ${specifier}, which cannot be found`,
      whereElse(specifier, importer),
    );
  }
}

function whereElse(specifier: string, importer: string): string {
  if (!/^[./]/.test(specifier)) return 'install the package beside the strategy, or import a file: "./name.ts"';
  const wanted = join(dirname(fileURLToPath(importer)), specifier);
  const present = filesIn(dirname(wanted));
  const exact = present.find((file) => EXTENSIONS.some((extension) => file === basename(wanted) + extension));
  const meant = exact ?? nearest(basename(wanted), present);
  return meant === undefined
    ? 'check the path'
    : `did you mean "${specifier.slice(0, specifier.lastIndexOf('/') + 1)}${meant}"?`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
