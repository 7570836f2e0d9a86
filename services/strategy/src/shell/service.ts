// The strategies as a service: loaded as the journal's first event names them, and refused when their code has changed.

import { configOfManifest, strategySpecs, type PlaceOf } from '@tradingbot/config';
import type { RecordedManifest } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { CoreService } from '@tradingbot/service';
import { strategyCore } from '../core/index.ts';
import { loadStrategies, type LoadedStrategy } from './load-strategy.ts';

export interface StrategyService extends CoreService {
  /** @param placeOf where a key of the configuration stands, where that is known better than "the journal" */
  cores(manifest: RecordedManifest, placeOf?: PlaceOf): Promise<readonly ReturnType<typeof strategyCore>[]>;
}

export const strategyService: StrategyService = {
  name: 'strategy',
  description: 'Shows strategies the market and says what they want to hold.',
  cores: async (manifest, placeOf) => [strategyCore(await strategiesOfManifest(manifest, placeOf))],
};

/**
 * The strategies that a journal was opened with.
 * @throws InputError when one cannot be loaded, or has other code than the journal names
 */
export async function strategiesOfManifest(
  manifest: RecordedManifest,
  placeOf: PlaceOf = (path) => `the journal's configuration, ${path.join('.')}`,
): Promise<readonly LoadedStrategy[]> {
  const specs = strategySpecs(configOfManifest(manifest));
  const strategies = await loadStrategies(specs, placeOf, { codeHashes: manifest.strategyCodeHashes });
  strategies.forEach(({ name, use, codeHash }, index) => {
    if (name === manifest.strategies[index] && codeHash === manifest.strategyCodeHashes[index]) return;
    throw new InputError(
      use,
      'has other code than the journal was opened with, and what was decided is not decided again by other code',
      'start the run again, which opens the next journal with this code',
    );
  });
  return strategies;
}
