// Other names of keys, from the original platform. A file may use either; what is said about a key names the one here.

import { InputError } from '@tradingbot/domain';
import type { KeyPath, YamlEntry, YamlMap } from './yaml-tree.ts';

export const ALIASES: readonly { readonly alias: KeyPath; readonly key: KeyPath }[] = [
  { alias: ['symbols'], key: ['data', 'symbols'] },
  { alias: ['quantizer', 'path'], key: ['quantizer', 'filters_path'] },
  { alias: ['quantizer', 'strict'], key: ['quantizer', 'strict_filters'] },
  // The runbook names these alone.
  ...['total_timesteps', 'n_steps', 'batch_size', 'learning_rate', 'gamma'].map((name) => ({
    alias: [name],
    key: ['model', 'params', name],
  })),
];

/** The key that `path` means. */
export const keyMeant = (path: KeyPath): KeyPath =>
  ALIASES.find(({ alias }) => alias.join('.') === path.map(String).join('.'))?.key ?? path;

/**
 * The tree with every alias under the name that it stands for.
 * @throws InputError when a file uses both names
 */
export function withoutAliases(root: YamlMap): YamlMap {
  let tree = root;
  for (const { alias, key } of ALIASES) {
    const entry = entryAt(tree, alias);
    if (entry === undefined) continue;
    if (entryAt(tree, key) !== undefined) {
      const what = `${alias.join('.')} is given, and ${key.join('.')} too, which is the same`;
      throw new InputError(entry.place, what, 'keep one of them');
    }
    tree = withEntry(withEntry(tree, alias, undefined), key, entry);
  }
  return tree;
}

function entryAt(map: YamlMap, [key, ...rest]: KeyPath): YamlEntry | undefined {
  const entry = map.entries.get(String(key));
  if (rest.length === 0 || entry === undefined) return entry;
  return entry.node.kind === 'map' ? entryAt(entry.node, rest) : undefined;
}

function withEntry(map: YamlMap, [key, ...rest]: KeyPath, entry: YamlEntry | undefined): YamlMap {
  const entries = new Map(map.entries);
  const name = String(key);
  if (rest.length > 0) {
    const below = entries.get(name);
    // Where something else than a map stands, the schema will say so.
    if (below !== undefined && below.node.kind !== 'map') return map;
    const place = below?.place ?? entry?.place ?? map.place;
    const inner: YamlMap = below?.node.kind === 'map' ? below.node : { kind: 'map', place, entries: new Map() };
    entries.set(name, { place, node: withEntry(inner, rest, entry) });
  } else if (entry === undefined) entries.delete(name);
  else entries.set(name, entry);
  return { ...map, entries };
}
