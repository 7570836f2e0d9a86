// Strategies as they would be if they had been written at a moment of the run: their own files, with every table cut off.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { LoadedStrategy } from '@tradingbot/backtester/run';
import { strategySpecs, type LoadedConfig, type StrategySpec } from '@tradingbot/config';
import { loadStrategies } from '@tradingbot/strategy/load';
import { cutCode } from './cut-code.ts';
import { cutTable, type Known } from './cut-tables.ts';

export interface CutStrategies {
  /** The strategies as loaded where none of their files holds a table of the future. */
  at(known: Known): Promise<readonly LoadedStrategy[]>;
  /** Removes what was written. */
  close(): void;
}

export function createCutStrategies(
  { config, placeOf }: LoadedConfig,
  loaded: readonly LoadedStrategy[],
): CutStrategies {
  const specs = strategySpecs(config);
  const files = specs.map((spec) => (isFile(spec) ? filesOf(spec.name) : []));
  let folder: string | undefined;
  let copies = 0;

  /** The path of a copy, or the file's own where there is nothing to cut. */
  function cutFile(spec: StrategySpec, own: readonly string[], known: Known): string {
    const texts = own.map((file) => [file, readFileSync(file, 'utf8')] as const);
    const cut = texts.map(([file, text]) => [file, text, cutText(file, text, known)] as const);
    if (cut.every(([, text, after]) => text === after)) return spec.name;
    folder ??= mkdtempSync(join(tmpdir(), 'tradingbot-lookahead-'));
    const entry = resolve(spec.name);
    const above = commonFolder(own);
    const copy = join(folder, String((copies += 1)));
    for (const [file, , after] of cut) {
      const to = join(copy, relative(above, file));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, after);
    }
    const packages = nodeModulesAbove(dirname(entry));
    if (packages !== undefined) symlinkSync(packages, join(copy, 'node_modules'));
    return join(copy, relative(above, entry));
  }

  return {
    async at(known) {
      const names = specs.map((spec, at) => cutFile(spec, files[at] ?? [], known));
      if (names.every((name, at) => name === specs[at]?.name)) return loaded;
      return loadStrategies(
        specs.map((spec, at) => ({ ...spec, name: names[at] as string })),
        placeOf,
      );
    },
    close() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isFile = ({ name }: StrategySpec): boolean => /[/\\]|\.[cm]?[jt]s$/.test(name);

function cutText(file: string, text: string, known: Known): string {
  if (!file.endsWith('.json')) return cutCode(text, known);
  try {
    const value = JSON.parse(text) as unknown;
    const cut = cutTable(value, known);
    return cut === value ? text : JSON.stringify(cut);
  } catch {
    // What is no JSON is refused by whoever loads it.
    return text;
  }
}

const IMPORT = /(?:\bfrom|\bimport)\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** A file and the local files that it leads to. */
function filesOf(entry: string): string[] {
  const found = new Set([resolve(entry)]);
  for (const file of found) {
    if (file.endsWith('.json')) continue;
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const next = resolve(dirname(file), path);
      if (existsSync(next)) found.add(next);
    }
  }
  return [...found];
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '');
  while (files.some((file) => relative(folder, file).startsWith('..'))) folder = dirname(folder);
  return folder;
}

function nodeModulesAbove(folder: string): string | undefined {
  const candidate = join(folder, 'node_modules');
  if (existsSync(candidate)) return candidate;
  const above = dirname(folder);
  return above === folder || basename(folder) === '' ? undefined : nodeModulesAbove(above);
}
