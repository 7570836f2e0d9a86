// A strategy's parameters, held to its own schema.

import { explainIssue, type PlaceOf, type StrategySpec } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { StrategyDefinition } from '../core/index.ts';

type Checkable = Pick<StrategyDefinition, 'name' | 'params'>;

/**
 * The parameters with the schema's defaults.
 * @throws InputError naming key, value, what was expected and the nearest name
 */
export function checkParams(definition: Checkable, spec: StrategySpec, placeOf: PlaceOf): unknown {
  const above = [...spec.keys, 'params'];
  const parsed = parse(definition, spec, placeOf);
  if (parsed.success) return parsed.data;
  const named = (path: readonly PropertyKey[]): string => [...above, ...path].map(String).join('.');
  const { path, what, mend } = explainIssue(definition.params, spec.params, parsed.error.issues, named);
  throw new InputError(placeOf([...above, ...path.map(String)]), what, mend);
}

function parse(definition: Checkable, spec: StrategySpec, placeOf: PlaceOf) {
  try {
    return definition.params.safeParse(spec.params);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(placeOf(spec.keys), `strategy ${definition.name} cannot check its parameters: ${why}`);
  }
}
