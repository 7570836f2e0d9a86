// Values from the command line, put over those of the files: `--set risk.max_order_notional=500`.

import { InputError } from '@tradingbot/domain';
import { keyMeant } from './aliases.ts';
import { readYaml } from './read-yaml.ts';
import { nodeAt, type KeyPath, type YamlEntry, type YamlNode } from './yaml-tree.ts';

export interface Override {
  readonly path: KeyPath;
  readonly node: YamlNode;
  /** The option to name when the value is wrong. */
  readonly option: string;
}

/** `value`, plain data, at `path`; `null` takes a key back to its default. */
export function overrideOf(path: KeyPath, value: unknown, option: string): Override {
  return { path, node: nodeOf(value, option), option };
}

/**
 * "a.b=c" as an override; the value is read as YAML.
 * @param option the option that carried the text, such as "--set"
 * @param under where the key path starts, such as ["strategy", "params"]
 * @throws InputError when there is no "=" or no key before it
 */
export function parseAssignment(text: string, option: string, under: KeyPath = []): Override {
  const equals = text.indexOf('=');
  const path = (equals < 0 ? text : text.slice(0, equals)).split('.').map((part) => part.trim());
  if (equals < 0 || path.some((part) => part === '')) {
    throw new InputError(
      `${option} ${text}`,
      'is not an assignment',
      `write key=value, such as ${option} ${example(option)}`,
    );
  }
  const place = `${option} ${path.join('.')}`;
  const value = text.slice(equals + 1);
  const node = value.trim() === '' ? nodeOf(null, place) : readYaml(value, () => place);
  return { path: [...under, ...path], node, option: place };
}

/** The tree with `override` in it; maps on the way are made where there are none. */
export function applyOverride(root: YamlNode, { path, node, option }: Override): YamlNode {
  return put(root, keyMeant(path), node, option);
}

function put(node: YamlNode | undefined, path: KeyPath, value: YamlNode, place: string): YamlNode {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (node?.kind === 'list' && nodeAt(node, [key]) !== undefined) {
    const items = node.items.map((item, index) => (index === Number(key) ? put(item, rest, value, place) : item));
    return { ...node, items };
  }
  const entries = new Map<string, YamlEntry>(node?.kind === 'map' ? node.entries : []);
  const below = entries.get(String(key));
  entries.set(String(key), {
    place: rest.length === 0 ? place : (below?.place ?? place),
    node: put(below?.node, rest, value, place),
  });
  return { kind: 'map', place: node?.kind === 'map' ? node.place : place, entries };
}

function nodeOf(value: unknown, place: string): YamlNode {
  if (Array.isArray(value)) return { kind: 'list', place, items: value.map((item) => nodeOf(item, place)) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, { place, node: nodeOf(item, place) }] as const);
    return { kind: 'map', place, entries: new Map(entries) };
  }
  return { kind: 'scalar', place, value: value as string | number | boolean | null };
}

const example = (option: string): string => (option === '--param' ? 'fast=10' : 'risk.max_order_notional=500');
