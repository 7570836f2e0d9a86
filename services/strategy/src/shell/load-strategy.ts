// From what a configuration asks for to strategies ready to run: found by name or file, their parameters checked.

import { nearest, refuseMissingFile, type PlaceOf, type StrategySpec } from '@tradingbot/config';
import { armImpurityGuard } from '@tradingbot/core/shell';
import { InputError } from '@tradingbot/domain';
import { BUILT_IN_STRATEGIES, StrategyFailure, type StrategyDefinition, type StrategyInstance } from '../core/index.ts';
import { checkDefinition } from './check-definition.ts';
import { checkParams } from './check-params.ts';
import { explainStrategyFailure } from './explain-failure.ts';
import { guardDefinition } from './guard-definition.ts';
import { importUserFile } from './user-file.ts';

export { explainLeftBehind, explainStrategyFailure } from './explain-failure.ts';

/** A strategy ready to run, and the hash of the code it came from. */
export interface LoadedStrategy extends StrategyInstance {
  readonly use: string;
  /** SHA-256 of the file and of the local files it imports; empty for a built-in, which the product's hash covers. */
  readonly codeHash: string;
}

/**
 * Loads strategies in the order given. From then on impure calls inside decisions throw, in the whole process.
 * @throws InputError for an unknown name, a file that cannot be used, or parameters that do not fit
 */
export async function loadStrategies(specs: readonly StrategySpec[], placeOf: PlaceOf): Promise<LoadedStrategy[]> {
  armImpurityGuard();
  const loaded: LoadedStrategy[] = [];
  for (const spec of specs) {
    const one = await load(spec, placeOf).catch((error: unknown) => {
      throw error instanceof StrategyFailure ? explainStrategyFailure(error, spec.name) : error;
    });
    if (loaded.some(({ name }) => name === one.name)) {
      const what = `${spec.keys.join('.')} is a second strategy with the name ${one.name}`;
      throw new InputError(placeOf(spec.keys), what, 'give it a name of its own with the key as');
    }
    loaded.push(one);
  }
  return loaded;
}

async function load(spec: StrategySpec, placeOf: PlaceOf): Promise<LoadedStrategy> {
  const { definition, codeHash } = isPath(spec.name) ? await fromFile(spec.name) : fromName(spec, placeOf);
  const params = checkParams(definition, spec, placeOf);
  const name = spec.as ?? definition.name;
  return { use: spec.name, name, definition: guardDefinition(spec.name, name, definition, params), params, codeHash };
}

async function fromFile(path: string): Promise<{ definition: StrategyDefinition; codeHash: string }> {
  refuseMissingFile(path, 'strategy');
  const { exports, codeHash } = await importUserFile(path);
  return { definition: checkDefinition(exports, path), codeHash };
}

function fromName(
  { name, keys }: StrategySpec,
  placeOf: PlaceOf,
): { definition: StrategyDefinition; codeHash: string } {
  const definition = BUILT_IN_STRATEGIES.find((built) => built.name === name);
  if (definition !== undefined) return { definition, codeHash: '' };
  const names = BUILT_IN_STRATEGIES.map((built) => built.name);
  const meant = nearest(name, names);
  throw new InputError(
    placeOf([...keys, 'name']),
    `there is no strategy ${JSON.stringify(name)}`,
    `${meant === undefined ? '' : `did you mean ${meant}? `}built in: ${names.join(', ')}; your own: the path of a .ts file`,
  );
}

const isPath = (name: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(name);
