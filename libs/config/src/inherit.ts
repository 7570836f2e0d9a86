// `_base: other.yaml`: a configuration that says only what differs from another one.
// Maps merge key by key, lists and values replace, another strategy brings its own parameters.
// The path is relative to the file that names it.

import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { InputError } from '@tradingbot/domain';
import { withoutAliases } from './aliases.ts';
import { shown } from './explain-issue.ts';
import { refuseMissingFile } from './nearest-file.ts';
import { readYaml } from './read-yaml.ts';
import { mergeNodes, nodeAt, plainValue, type YamlMap } from './yaml-tree.ts';

const BASE = '_base';

/**
 * The tree of `path` over those it inherits from.
 * @throws InputError naming file and line
 */
export function inherit(path: string, heirs: readonly string[] = []): YamlMap {
  const root = readMap(path);
  const base = root.entries.get(BASE);
  if (base === undefined) return root;
  const own = without(root, BASE);
  const name = base.node.kind === 'scalar' ? base.node.value : undefined;
  if (typeof name !== 'string' || name === '') {
    const found = base.node.kind === 'scalar' ? shown(base.node.value) : `a ${base.node.kind}`;
    throw new InputError(base.place, `${BASE} is ${found}, expected the path of another configuration`);
  }
  const next = isAbsolute(name) ? name : join(dirname(path), name);
  const known = [...heirs, path];
  if (known.some((heir) => resolve(heir) === resolve(next))) {
    throw new InputError(base.place, `${BASE} leads back to ${next}`, 'a configuration cannot inherit from itself');
  }
  try {
    return mergeNodes(withoutOtherStrategy(inherit(next, known), own), own) as YamlMap;
  } catch (error) {
    if (error instanceof InputError && error.where === next) {
      throw new InputError(base.place, `${BASE} names ${next}: ${error.what}`, error.mend);
    }
    throw error;
  }
}

/** Parameters of another strategy would not fit, and one strategy stands in place of several: those do not pass on. */
function withoutOtherStrategy(base: YamlMap, heir: YamlMap): YamlMap {
  if (heir.entries.has('strategies')) return without(base, 'strategy');
  const own = nodeAt(heir, ['strategy', 'name']);
  if (own === undefined) return base;
  const inherited = nodeAt(base, ['strategy', 'name']);
  const isSame = inherited !== undefined && plainValue(inherited) === plainValue(own);
  return without(isSame ? base : without(base, 'strategy'), 'strategies');
}

function readMap(path: string): YamlMap {
  const root = readYaml(readText(path), (line) => `${path}:${line}`);
  if (root.kind === 'map') return withoutAliases(root);
  throw new InputError(
    root.place,
    `holds a ${root.kind === 'list' ? 'list' : 'single value'}, expected keys such as data: and strategy:`,
  );
}

function readText(path: string): string {
  refuseMissingFile(path, 'configuration');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new InputError(path, 'is a folder, expected a YAML file');
    throw new InputError(path, `cannot be read (${code ?? 'unknown reason'})`);
  }
}

function without(map: YamlMap, key: string): YamlMap {
  const entries = new Map(map.entries);
  entries.delete(key);
  return { ...map, entries };
}
