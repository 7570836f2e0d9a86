// The configuration that a run was recorded with, as a draft that options may still change.

import {
  explainIssue,
  RunConfigSchema,
  type ConfigDraft,
  type KeyPath,
  type LoadedConfig,
  type Override,
} from '@tradingbot/config';
import type { RecordedManifest } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';

type Tree = Record<string | number, unknown>;
type Node = Override['node'];

/** @param run named where the configuration itself is wrong, because another release wrote it */
export function recordedDraft({ configuration }: Pick<RecordedManifest, 'configuration'>, run: string): ConfigDraft {
  const root = structuredClone(configuration) as Tree;
  const overrides: Override[] = [];

  function placeOf(path: KeyPath): string {
    const said = overrides.findLast((one) => one.path.every((key, at) => String(key) === String(path[at])));
    return said?.option ?? `the configuration of ${run}`;
  }

  return {
    get: (path) => path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), root),
    override(override) {
      overrides.push(override);
      put(root, override.path, plainOf(override.node));
    },
    finish(): LoadedConfig {
      const parsed = RunConfigSchema.safeParse(root);
      if (parsed.success) return { config: parsed.data, placeOf };
      const { path, what, mend } = explainIssue(RunConfigSchema, root, parsed.error.issues);
      throw new InputError(placeOf(path.map((key) => (typeof key === 'symbol' ? String(key) : key))), what, mend);
    },
  };
}

/** Maps on the way are made where there are none; a key without a value takes its default. */
function put(tree: Tree, path: KeyPath, value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length > 0) {
    const below = tree[key];
    put(isTree(below) ? below : (tree[key] = {} as Tree), rest, value);
  } else if (value === undefined) delete tree[key];
  else tree[key] = value;
}

function plainOf(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value ?? undefined;
    case 'list':
      return node.items.map(plainOf);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.node)]));
  }
}

/** Lists too: their indices are keys. */
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
