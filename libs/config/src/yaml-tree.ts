// A YAML document as plain nodes that remember where they stand: the file and line, or the option, that said it.
// Trees of inherited files and of the command line merge into one, and every value keeps its place.

/** "configs/sim.yaml:12", or the option that set a value, such as "--set risk.enabled". */
export type Place = string;

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
}

export interface YamlEntry {
  /** Where the key stands; its value may stand lines below. */
  readonly place: Place;
  readonly node: YamlNode;
}

/** The keys and list indices that lead to a value. */
export type KeyPath = readonly (string | number)[];

/** Where a key stands. */
export type PlaceOf = (path: KeyPath) => Place;

/** `over` on top of `base`: maps merge key by key, everything else replaces. */
export function mergeNodes(base: YamlNode, over: YamlNode): YamlNode {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? entry : { place: entry.place, node: mergeNodes(below.node, entry.node) });
  }
  return { kind: 'map', place: over.place, entries };
}

/** The plain value. A key without a value (null) counts as not given, so that it takes its default. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value ?? undefined;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.node)]));
  }
}

/** The node at `path`, or `undefined` when nothing is there. */
export function nodeAt(root: YamlNode, path: KeyPath): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const key of path) node = childOf(node, key)?.node;
  return node;
}

/** Where `path` stands, or else the nearest thing above it that stands somewhere. */
export function placeOf(root: YamlNode, path: KeyPath): Place {
  let { place } = root;
  let node: YamlNode = root;
  for (const key of path) {
    const child = childOf(node, key);
    if (child === undefined) break;
    ({ place, node } = child);
  }
  return place;
}

function childOf(node: YamlNode | undefined, key: string | number): YamlEntry | undefined {
  if (node?.kind === 'map') return node.entries.get(String(key));
  if (node?.kind !== 'list') return undefined;
  const item = node.items[Number(key)];
  return item === undefined ? undefined : { place: item.place, node: item };
}
